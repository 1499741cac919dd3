# tolerance: 1e-5
import torch
x = torch.tensor([[1., -2., 3.], [0.5, 2., -1.]], requires_grad=True)
def g(f):
    x.grad = None
    y = f(x)
    y.sum().backward()
    print(y.grad_fn.name() if y.grad_fn else None, x.grad)
for f in [lambda t: t.max(), lambda t: t.max(dim=1).values, lambda t: t.min(dim=0)[0], lambda t: t.sort(dim=1)[0] * torch.arange(3.), lambda t: t.cumsum(1), lambda t: t.prod(), lambda t: t.norm(), lambda t: t.std(), lambda t: t.var(dim=0), lambda t: t.abs(), lambda t: t.clamp(-1, 1), lambda t: t.relu(), lambda t: t.sigmoid(), lambda t: t.exp(), lambda t: t.softmax(dim=1).pow(2), lambda t: t.log_softmax(dim=0), lambda t: t @ t.t(), lambda t: t[0] * t[1], lambda t: t[:, 1:], lambda t: t[t > 0], lambda t: torch.where(t > 0, t * 2, t * 3), lambda t: torch.cat([t, t * 2]), lambda t: torch.stack([t, t]), lambda t: t.unsqueeze(0).expand(3, 2, 3), lambda t: t.repeat(2, 2), lambda t: t.t() * 2, lambda t: t.view(3, 2)[1], lambda t: t.mean(dim=1, keepdim=True) * t, lambda t: t / t.sum(), lambda t: (t ** 3), lambda t: t.gather(1, torch.tensor([[0, 0], [2, 1]])), lambda t: t.masked_fill(t > 1, 0.), lambda t: t.tanh().atan2(torch.ones(3)) if hasattr(t, "atan2") else t, lambda t: t.flip(0) * t, lambda t: t.square().sqrt()]:
    g(f)
w = torch.tensor([2.], requires_grad=True)
a = w * 3; a.retain_grad(); b = a ** 2; b.backward(); print(w.grad, a.grad)
y = w * w
y.backward(retain_graph=True); y.backward(); print(w.grad)
try:
    y.backward()
except RuntimeError as e:
    print(str(e)[:55])
try:
    torch.ones(2).sum().backward()
except RuntimeError as e:
    print(e)
try:
    (w * torch.ones(2)).backward()
except RuntimeError as e:
    print(e)
try:
    w += 1
except RuntimeError as e:
    print(e)
with torch.no_grad():
    w += 1
print(w, (w * 2).requires_grad, w.detach().requires_grad, w.is_leaf, (w * 2).is_leaf)
with torch.no_grad():
    v = w * 2
print(v.requires_grad)
@torch.no_grad()
def f(t): return t * 2
print(f(w).requires_grad, torch.is_grad_enabled())
u = torch.tensor([1., 2.], requires_grad=True)
gr, = torch.autograd.grad((u ** 3).sum(), u, create_graph=True); print(gr.detach()); g2, = torch.autograd.grad(gr.sum(), u); print(g2)
(u * 2).sum().backward(); (u * 3).sum().backward(); print(u.grad); u.grad.zero_(); print(u.grad); u.grad = None; print(u.grad)
c = u.clone(); c[0] = 5; c.sum().backward(); print(u.grad)
(u * 2).backward(torch.tensor([1., 10.])); print(u.grad)
