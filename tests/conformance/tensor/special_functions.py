import torch
x = torch.tensor([0.3, 1., 2.5, 7., -1.5, 0.01, 20.])
u = torch.tensor([-0.9, 0., 0.3, 0.999, 1., -1.])
two = torch.tensor(2.)
S = torch.special
print(torch.lgamma(x), x.digamma(), torch.erfinv(u), torch.i0(x), torch.polygamma(1, x), x.abs().polygamma(3), torch.mvlgamma(x.abs() + 2, 3))
print(torch.igamma(x.abs(), two), torch.igammac(x.abs(), two), S.i0e(x), S.i1(x), S.i1e(x), S.ndtr(x), S.ndtri(torch.tensor([0.1, 0.5, 0.99])), S.log_ndtr(-x))
print(S.entr(x), S.xlog1py(x, x.abs()), S.expit(x), S.logit(torch.tensor([0.2])), S.softmax(x, 0), S.logsumexp(x, 0), torch.lgamma(torch.tensor([1, 5])))
w = torch.tensor([0.5, 3., 40.], requires_grad=True)
for f in [torch.lgamma, torch.digamma, torch.i0, S.i1, lambda t: torch.erfinv(t / 50), lambda t: torch.polygamma(1, t), S.i0e, S.entr, lambda t: torch.igamma(two, t)]:
    y = f(w)
    print(y, torch.autograd.grad(y.sum(), w)[0])
y = torch.arange(12.).reshape(3, 4)
print(torch.combinations(torch.tensor([1, 2, 3])), torch.combinations(torch.tensor([1., 2.]), r=3, with_replacement=True), torch.gradient(y), torch.gradient(y, spacing=2., dim=0))
print(torch.cumulative_trapezoid(y), torch.select_scatter(y, torch.zeros(4), 0, 1), torch.diagonal_scatter(torch.zeros(3, 3), torch.ones(3)), torch.argwhere(y > 9))
print(torch.hann_window(5), torch.hamming_window(4, periodic=False), torch.blackman_window(6), torch.bartlett_window(5), torch.fill(y[0], 2.))
