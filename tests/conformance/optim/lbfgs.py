# tolerance: 1e-3
import torch, torch.nn as nn
for fn in [None, 'strong_wolfe']:
    x = torch.tensor([-1.5, 2.0], requires_grad=True)
    opt = torch.optim.LBFGS([x], lr=0.5 if fn is None else 1, max_iter=5, history_size=4, line_search_fn=fn)
    print(opt)
    calls = 0
    def closure():
        global calls; calls += 1
        opt.zero_grad()
        loss = (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2 if fn else ((x - torch.tensor([1., 3.])) ** 2 * torch.tensor([1., 10.])).sum()
        loss.backward()
        return loss
    for i in range(4):
        loss = opt.step(closure); print(f"{loss.item():.4f}", calls, x.detach())
torch.manual_seed(0)
X = torch.randn(50, 3)
y = X @ torch.tensor([[1.], [-2.], [0.5]]) + 0.3
m = nn.Linear(3, 1)
opt = torch.optim.LBFGS(m.parameters(), line_search_fn='strong_wolfe')
def closure():
    opt.zero_grad(); l = nn.functional.mse_loss(m(X), y); l.backward(); return l
for _ in range(3): print(f"{opt.step(closure).item():.6f}")
print(m.weight, m.bias)
try: opt.step()
except Exception as e: print(type(e).__name__, e)
try: torch.optim.LBFGS([{'params': [x]}, {'params': m.parameters()}])
except Exception as e: print(type(e).__name__, e)
