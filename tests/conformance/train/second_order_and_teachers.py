# tolerance: 1e-3
import torch
import torch.nn as nn
import torch.nn.functional as F
import copy
torch.manual_seed(3)
# Manual backprop vs autograd, and MAML-like inner loop
x = torch.randn(10, 3); y = torch.randn(10, 1)
W1 = torch.randn(3, 4, requires_grad=True); b1 = torch.zeros(4, requires_grad=True)
W2 = torch.randn(4, 1, requires_grad=True); b2 = torch.zeros(1, requires_grad=True)
h = torch.tanh(x @ W1 + b1); out = h @ W2 + b2; loss = ((out - y) ** 2).mean()
loss.backward()
dout = 2 * (out - y) / out.numel(); dW2 = h.t() @ dout; db2 = dout.sum(0); dh = dout @ W2.t(); dz = dh * (1 - h ** 2); dW1 = x.t() @ dz
for n, a, b in [('W1', dW1, W1.grad), ('W2', dW2, W2.grad), ('b2', db2, b2.grad)]:
    print(f"{n:3s} {torch.allclose(a, b, atol=1e-6)} {(a - b).abs().max().item() < 1e-6}")
net = nn.Linear(3, 1)
params = list(net.parameters())
fast = params
for _ in range(2):
    l = F.mse_loss(F.linear(x, fast[0], fast[1]), y)
    g = torch.autograd.grad(l, fast, create_graph=True)
    fast = [p - 0.1 * gi for p, gi in zip(fast, g)]
meta = F.mse_loss(F.linear(x, *fast), y); meta.backward()
print(meta, net.weight.grad, net.bias.grad)
# Hessian-vector product
w = torch.tensor([1., 2., 3.], requires_grad=True)
f = (w[0] ** 2 * w[1] + w[2] ** 3)
g, = torch.autograd.grad(f, w, create_graph=True)
v = torch.tensor([1., 0., -1.])
hv, = torch.autograd.grad(g @ v, w)
print(g, hv)
# teacher/student EMA
student = nn.Linear(2, 2); teacher = copy.deepcopy(student)
for p in teacher.parameters(): p.requires_grad_(False)
opt = torch.optim.SGD(student.parameters(), lr=0.5)
for i in range(3):
    l = student(torch.ones(1, 2)).pow(2).sum(); opt.zero_grad(); l.backward(); opt.step()
    with torch.no_grad():
        for tp, sp in zip(teacher.parameters(), student.parameters()):
            tp.data.mul_(0.9).add_(sp.data, alpha=0.1)
print(teacher.weight, teacher.weight.requires_grad, student.weight.grad)
T = 2.0
s, t = torch.randn(4, 5, requires_grad=True), torch.randn(4, 5)
kd = F.kl_div(F.log_softmax(s / T, dim=1), F.softmax(t / T, dim=1), reduction='batchmean') * T * T
kd.backward(); print(kd.item(), s.grad[0])
