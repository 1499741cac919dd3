import torch
from torch import nn
from torch.utils.tensorboard import SummaryWriter

torch.manual_seed(0)
steps = 200  # @param {type:"slider", min:50, max:1000, step:50}

# A curve to learn: a noisy sine.
x = torch.linspace(-3, 3, 128).unsqueeze(1)
y = torch.sin(2 * x) + 0.1 * torch.randn(x.shape)

model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
writer = SummaryWriter()

for step in range(steps):
    loss = nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 5 == 0:
        writer.add_scalar("loss", loss, step)

writer.add_histogram("weights", model[0].weight, steps)
print("loss at the end:", loss.item())
