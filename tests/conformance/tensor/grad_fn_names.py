import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
w = torch.tensor([1., 3., 3.], requires_grad=True)
A = torch.rand(2, 3, requires_grad=True)
B = torch.rand(2, 3, 4, 4, requires_grad=True)
def names(*tensors):
    print(*[t.grad_fn if isinstance(t.grad_fn, type(NotImplemented)) else t.grad_fn.name() for t in tensors])
names(1 - A, 2 / A, torch.rsub(A, A), w @ A.t(), F.linear(w, A), F.linear(w, A, torch.ones(2)), F.linear(A[None], A), 2 ** A, A ** A, A ** 2.5)
names(A.squeeze(), A.squeeze(0), A.T, A.t(), A.mT, A.split(1)[0], A.chunk(2)[0], A.split([1, 2], 1)[0], A.broadcast_to(2, 2, 3), torch.kron(A, A))
names(A.masked_select(A > 0), A[A > 0], A.scatter(0, torch.tensor([[0, 1]]), 1.), A.scatter(0, torch.tensor([[0, 1]]), torch.ones(1, 2)))
names(torch.lerp(A, A, .5), torch.lerp(A, A, A), torch.addcmul(A, A, A), torch.addcdiv(A, A, A), A.clamp(0, 1), A.clamp_min(0), torch.clamp(A, A, A))
names(A.norm(dim=1), A.norm(), torch.linalg.norm(A), A.median(1).values, A.median(), A.quantile(.5), torch.corrcoef(A), torch.cov(A))
names(F.adaptive_avg_pool2d(B, 1), F.adaptive_avg_pool2d(B, 2), F.avg_pool1d(B[0], 2), F.max_pool1d(B[0], 2), F.instance_norm(B), F.conv_transpose2d(B, torch.ones(3, 1, 2, 2)))
names(F.interpolate(B, scale_factor=2), F.interpolate(B, size=3, mode='bilinear'), F.rrelu(A), F.pdist(A), F.bilinear(A, A, torch.ones(1, 3, 3)))
names(nn.LSTM(4, 2, batch_first=True)(B[0])[0], nn.GRU(4, 2, batch_first=True)(B[0])[0], nn.Conv2d(3, 2, 1)(B[0]), nn.Bilinear(3, 3, 2)(A, A))
print([(f[0].name() if f[0] else None) for f in (1 - A).grad_fn.next_functions], [(f[0].name() if f[0] else None) for f in (2 / A).grad_fn.next_functions])
y = A * 2
view = y[0]
y.mul_(2)
print(view)
view.add_(1)
print(view, y)
w.median().backward()
print(w.grad)
for n in range(1, 9):
    x = torch.full((2, n), 1.2345, requires_grad=True)
    print(x.index_select(0, torch.tensor([1, 0])), x * 2, torch.stack([x, x]), x.sigmoid()[0], x.double())
