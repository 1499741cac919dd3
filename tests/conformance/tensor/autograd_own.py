import torch, copy
import torch.nn as nn, torch.nn.functional as F
from torch.autograd import Function, Variable
class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        r = i.exp(); ctx.save_for_backward(r); return r
    @staticmethod
    def backward(ctx, g):
        r, = ctx.saved_tensors
        return g * r
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k, None
class STE(Function):
    @staticmethod
    def forward(ctx, x): return (x > 0).float()
    @staticmethod
    def backward(ctx, g): return F.hardtanh(g)
x = torch.tensor([1., -2., 3.], requires_grad=True)
y = Scale.apply(Exp.apply(x), 3.0); print(y); y.sum().backward(); print(x.grad)
x.grad = None; (STE.apply(x) * torch.tensor([5., .5, -3.])).sum().backward(); print(x.grad)
a = torch.tensor(2., requires_grad=True); b = a ** 3
g, = torch.autograd.grad(b, a, create_graph=True); print(g); h, = torch.autograd.grad(g, a); print(h)
x = torch.tensor([1., 2.], requires_grad=True); y = x * 3
hd = y.register_hook(lambda g: print("hook", g)); x.register_hook(lambda g: g * 2)
y.sum().backward(); print(x.grad); hd.remove()
x.grad.zero_(); (x * x).sum().backward(); print(x.grad)
print(torch.autograd.functional.jacobian(lambda t: t ** 2, torch.tensor([1., 2.])), torch.autograd.functional.hessian(lambda t: (t ** 3).sum(), torch.tensor([1., 2.])))
print(torch.autograd.functional.vjp(lambda t: t.exp(), torch.tensor([0., 1.]), torch.ones(2)))
j = torch.autograd.functional.jacobian(lambda a, b: a @ b, (torch.ones(2, 2), torch.tensor([1., 2.]))); print(j)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3, 4); self.fc2 = nn.Linear(4, 2)
        self.register_buffer("scale", torch.tensor(2.0)); self.tied = self.fc1
    def forward(self, x): return self.fc2(torch.relu(self.fc1(x))) * self.scale
torch.manual_seed(0)
net = Net(); acts = {}
def save(name):
    def hook(m, i, o): acts[name] = o.detach()
    return hook
h1 = net.fc1.register_forward_hook(save("fc1")); net.fc2.register_forward_pre_hook(lambda m, i: (i[0] * 1,))
net.fc2.register_full_backward_hook(lambda m, gi, go: print("bw", [g.shape for g in gi], go))
net.fc1.register_full_backward_hook(lambda m, gi, go: print("bw1", gi, go[0].shape))
out = net(torch.ones(2, 3)); print(acts); out.sum().backward(); print(net.fc1.weight.grad)
h1.remove(); net.fc1.register_forward_hook(lambda m, i, o: o * 0); print(net(torch.ones(1, 3)))
n2 = copy.deepcopy(net); print(n2.tied is n2.fc1, n2.fc1 is net.fc1, list(n2.state_dict()), n2.fc1.weight.grad is not None)
print([n for n, _ in net.named_parameters()], [n for n, _ in net.named_modules()], [n for n, _ in net.named_children()], list(net._modules))
print(net.get_submodule("fc1"), net.get_parameter("fc1.weight").shape, [n for n, _ in net.named_parameters(prefix="m")], [n for n, p in net.named_parameters(recurse=False)], [n for n, _ in net.named_buffers()])
for bad in [lambda: net.load_state_dict({"fc1.weight": torch.zeros(2, 2), "foo": 1}), lambda: net.load_state_dict([]), lambda: net.nope, lambda: net.train("x"), lambda: nn.Linear(2, 3, foo=1), lambda: net(torch.ones(2, 5)), lambda: net(), 
            lambda: y.backward(), lambda: (torch.ones(2, requires_grad=True) * 2).backward(), lambda: torch.ones(2).sum().backward(), lambda: torch.autograd.grad(x.sum(), torch.ones(1)), lambda: torch.autograd.grad(x.sum(), torch.ones(1, requires_grad=True)), lambda: x.add_(1), lambda: x.numpy(), lambda: copy.deepcopy(x * 2), lambda: x[0].requires_grad_(False), lambda: torch.ones(2).register_hook(print), lambda: torch.tensor([1, 2], requires_grad=True)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, str(e)[:400])
print(net.load_state_dict({"fc1.weight": torch.zeros(4, 3)}, strict=False))
@torch.no_grad()
def f(x): return (x * 2).requires_grad
print(f(x), f.__name__)
with torch.set_grad_enabled(False): print((x * 2).requires_grad, torch.is_grad_enabled())
w = Variable(torch.ones(1), requires_grad=True); (w * 3).backward(); print(w.grad)
z = torch.ones(2, 2, requires_grad=True); v = z.view(4)[1:3]; print(v); (v * v).sum().backward(); print(z.grad)
q = torch.tensor([1., 2.], requires_grad=True); (q * 2).backward(torch.tensor([1., 10.])); print(q.grad); (q ** 2).sum().backward(inputs=[q]); print(q.grad)
m = torch.zeros(3, requires_grad=True).clone(); m[1] = 5; m.mul_(2); print(m, m.is_leaf, m.grad_fn.name())
lin = nn.Linear(2, 2).double(); print(lin.weight.dtype, nn.Linear(2, 2).to(torch.float64).bias.dtype)
x = torch.randn(3, requires_grad=True); r = x * 2
while r.data.norm() < 1000: r = r * 2
r.backward(torch.tensor([0.1, 1.0, 0.0001])); print(x.grad.shape, x.grad_fn, r.grad_fn.name())
