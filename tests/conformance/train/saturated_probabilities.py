# tolerance: 2e-3
"""Binary cross-entropy of probabilities that come to 0 and 1: the loss is held, and its slope stays finite."""
import torch
import torch.nn as nn
import torch.nn.functional as F

p = torch.tensor([0.0, 0.0, 1.0, 1.0, 0.5, 1e-20, 1e-6], requires_grad=True)
y = torch.tensor([0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0])
losses = F.binary_cross_entropy(p, y, reduction="none")
losses.sum().backward()
print(losses, p.grad)

logits = torch.tensor([-200.0, -50.0, -20.0, 0.0, 20.0, 200.0], requires_grad=True)
nn.BCELoss()(logits.sigmoid(), torch.ones(6)).backward()
print(logits.grad)

torch.manual_seed(0)
x = torch.randn(64, 5)
wanted = (x.sum(1, keepdim=True) > 0).float()
network = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())
optimizer = torch.optim.Adam(network.parameters(), lr=0.1)
for step in range(60):
    optimizer.zero_grad()
    loss = nn.BCELoss()(network(x), wanted)
    loss.backward()
    optimizer.step()
    if step < 10:
        print(f"{loss.item():.4f}")
print(loss.item() < 0.01)
