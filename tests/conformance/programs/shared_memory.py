import numpy as np
import torch

t = torch.ones(5)
n = t.numpy()
t.add_(1)
print(t, n)
n[0] = 9
np.add(n, 1, out=n)
n += 1
print(t, n, t.sum().item(), t.numpy() is not None)
t[1] = -4
t *= 2
t.zero_()
t[2:4] = 3
print(n)
n = np.arange(6.0).reshape(2, 3)
t = torch.from_numpy(n)
np.multiply(n, 2, out=n)
print(t)
t[0, 0] = 100
t.mul_(0.5)
print(n)
w = torch.ones(3, requires_grad=True)
d = w.detach().numpy()
with torch.no_grad():
    w -= 0.25
print(d)
a, b = torch.ones(2, 2), torch.full((2, 2), 3.0)
out = torch.zeros(2, 2)
torch.matmul(a, b, out=out)
print(out)
print(torch.mul(a, b, out=out) is out, out, torch.add(a, b, alpha=2, out=out))
print(torch.eye(2, 3, dtype=torch.int64), torch.zeros(4).scatter_(0, torch.tensor(2), value=1))
print(torch.device('cuda'), torch.device('cuda:1').index, torch.device('cuda', 0), repr(torch.device('cpu')), torch.device('cpu').index)
