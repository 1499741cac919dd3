import torch
import torch.nn as nn
import torch.nn.functional as F
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(chr(10))[0][:150])

torch.manual_seed(0)
x = torch.randn(2, 3, 8, 8)
v = torch.randn(4, 10)
s = torch.randn(2, 5, 12)
for m in [nn.ReLU(), nn.ReLU6(), nn.LeakyReLU(0.2), nn.PReLU(), nn.ELU(0.5), nn.SELU(), nn.CELU(), nn.GELU(), nn.GELU(approximate='tanh'), nn.SiLU(), nn.Mish(), nn.Softplus(), nn.Softsign(), nn.Softshrink(), nn.Hardshrink(), nn.Hardtanh(), nn.Hardswish(), nn.Hardsigmoid(), nn.Tanhshrink(), nn.Threshold(0.1, 20), nn.LogSigmoid(), nn.Sigmoid(), nn.Tanh(), nn.Softmax(dim=1), nn.LogSoftmax(dim=1), nn.Softmin(dim=1), nn.GLU(), nn.Identity(), nn.Dropout(0.), nn.RReLU(), nn.Softmax2d()]:
    m.eval(); show(lambda: (m, m(v if not isinstance(m, nn.Softmax2d) else x).sum().item()))
y = torch.tensor([-1., 2.])
r = nn.ReLU(inplace=True)
z = r(y)
print(y, z is y, r); F.relu(torch.tensor([-1.]), inplace=True)
q = torch.tensor([-1., 1.]); F.relu_(q)
print(q)
q = torch.tensor([-1., 1.]); F.leaky_relu(q, 0.1, inplace=True)
print(q)
q = torch.tensor([-1., 1.]); torch.relu_(q); nn.Dropout(0.5, inplace=True)(q)
print(q.shape)
