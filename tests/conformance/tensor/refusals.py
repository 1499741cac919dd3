import torch
import torch.nn as nn
torch.manual_seed(0)
x = torch.tensor([[3., 1., 2.], [9., 7., 8.]])
i = torch.tensor([[3, 1, 2], [9, 7, 8]])
try:
    x.permute(0)
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.cat([])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.cat([x, 3])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.stack([])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.mm(x, x[0])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.bmm(x, x)
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.bmm(x[None], x[None])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.mv(x, x)
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.dot(x, x)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.addmm(torch.zeros(2), x, x.T), torch.addmm(torch.ones(2), x, x.T, beta=2, alpha=0.5), torch.baddbmm(torch.ones(1,2,2), x[None], x.T[None]))
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.addmm(torch.zeros(5), x, x.T)
except Exception as e:
    print(type(e).__name__, e)
try:
    x @ i
except Exception as e:
    print(type(e).__name__, e)
try:
    nn.Linear(3, 5)(i)
except Exception as e:
    print(type(e).__name__, e)
try:
    w = torch.ones(3, requires_grad=True)
    w[0] = 1
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.ones(3, dtype=torch.int64).requires_grad_()
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.tensor([True]) - torch.tensor([True])
except Exception as e:
    print(type(e).__name__, e)
try:
    -torch.tensor([True])
except Exception as e:
    print(type(e).__name__, e)
try:
    y = x.clone()
    y[y > 2] = torch.tensor([1., 2.])
except Exception as e:
    print(type(e).__name__, e)
try:
    y = x.clone()
    y[y > 2] = torch.tensor([1., 2., 3., 4., 5.])
except Exception as e:
    print(type(e).__name__, e)
try:
    x[torch.tensor([0.5])]
except Exception as e:
    print(type(e).__name__, e)
try:
    x[1.5]
except Exception as e:
    print(type(e).__name__, e)
try:
    x[0] = torch.zeros(5)
except Exception as e:
    print(type(e).__name__, e)
try:
    x.masked_fill(torch.tensor([True]), torch.zeros(2))
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.gather(x, 1, torch.tensor([0]))
except Exception as e:
    print(type(e).__name__, e)
