# tolerance: 1e-4
import torch
import torch.nn as nn
def run(make, steps=4):
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 2))
    x, y = torch.rand(6, 4), torch.randint(0, 2, (6,))
    opt = make(model.parameters())
    for _ in range(steps):
        opt.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
    print(f"{loss.item():.6f}", model[0].weight[0].tolist(), model[2].bias.tolist())
run(lambda p: torch.optim.SGD(p, lr=0.5))
run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01))
run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True))
run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.5))
run(lambda p: torch.optim.SGD(p, lr=0.1, maximize=True))
run(lambda p: torch.optim.Adam(p))
run(lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.9), weight_decay=0.1, amsgrad=True))
run(lambda p: torch.optim.AdamW(p, lr=0.02))
run(lambda p: torch.optim.RMSprop(p, lr=0.01))
run(lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.5, centered=True, weight_decay=0.01))
run(lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.1))
run(lambda p: torch.optim.Adadelta(p, rho=0.8))
print(torch.optim.SGD([torch.zeros(2, requires_grad=True)], lr=0.1))
print(torch.optim.Adam([torch.zeros(2, requires_grad=True)], lr=0.1))
a, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
opt = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 1.0}], lr=0.1)
(a * 2 + b * 3).sum().backward(); opt.step(); print(a, b, len(opt.param_groups), opt.param_groups[1]["lr"])
opt.param_groups[0]["lr"] = 5; opt.step(); print(a.item(), b.item())
try:
    torch.optim.SGD([a], lr=-1)
except ValueError as e:
    print(e)
