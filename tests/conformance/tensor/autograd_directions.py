import torch
import torch.autograd.functional as AF
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a + b, a * b, torch.tensor([7])
    @staticmethod
    def backward(ctx, g1, g2, g3):
        a, b = ctx.saved_tensors
        return g1 + g2 * b, g1 + g2 * a
a, b = torch.tensor([2.], requires_grad=True), torch.tensor([3.], requires_grad=True)
s, m, i = Two.apply(a, b)
(s * 2 + m).backward()
print(s, m, i, a.grad, b.grad)
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * 2
    @staticmethod
    def backward(ctx, g): return g * 3
x = torch.rand(2, 2, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(torch.sigmoid, x), torch.autograd.gradcheck(Wrong.apply, x, raise_exception=False), torch.autograd.gradgradcheck(lambda t: (t ** 3).sum(), x))
p, q = torch.tensor([1., 2.]), torch.tensor([3., 4.])
f = lambda a, b: (a * b ** 2).sum()
print(AF.jvp(lambda a, b: a * b, (p, q), (torch.ones(2), torch.zeros(2))), AF.hvp(f, (p, q), (torch.ones(2), torch.ones(2))), AF.vhp(f, (p, q), (torch.ones(2), torch.ones(2))))
print(AF.hessian(f, (p, q)), AF.jvp(lambda a: a ** 3, p, torch.tensor([1., 0.])))
w = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    z = w * 2
    print(torch.is_inference_mode_enabled(), z.is_inference(), z.requires_grad)
def refused(run):
    try:
        run()
    except Exception as e:
        print(type(e).__name__, e)
refused(lambda: z * w)
refused(lambda: z.add_(1))
refused(lambda: setattr(w, 'grad', torch.ones(3)))
refused(lambda: AF.hvp(lambda a: a ** 3, p, torch.ones(2)))
refused(lambda: torch.nn.functional.mse_loss(w, torch.ones(2).long()).backward())
