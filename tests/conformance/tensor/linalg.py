import torch
torch.manual_seed(0)
x = torch.arange(12.).reshape(3, 4)
i = torch.arange(6).reshape(2, 3)
b = x > 4
try:
    print(torch.linalg.norm(x), torch.linalg.norm(x, dim=1), torch.linalg.vector_norm(x, ord=1), torch.linalg.norm(x, ord='fro'))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.linalg.matrix_norm(x), torch.linalg.norm(x, ord=float('inf'), dim=1), torch.linalg.norm(x, 1), torch.linalg.norm(x, float('inf')))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.linalg.norm(x, 2))
except Exception as e:
    print(type(e).__name__, e)
try:
    A = torch.tensor([[2., 1.], [1., 3.]])
    print(torch.linalg.det(A), torch.det(A), A.det(), torch.linalg.inv(A), torch.inverse(A), A.inverse())
except Exception as e:
    print(type(e).__name__, e)
try:
    A = torch.tensor([[2., 1.], [1., 3.]])
    print(torch.linalg.solve(A, torch.tensor([1., 2.])), torch.linalg.solve(A, torch.eye(2)))
except Exception as e:
    print(type(e).__name__, e)
try:
    A = torch.tensor([[2., 1.], [1., 3.]])
    w, v = torch.linalg.eigh(A)
    print(w, v.abs())
    print(torch.linalg.eigvalsh(A))
except Exception as e:
    print(type(e).__name__, e)
try:
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    print(s.shape, u.shape, vt.shape, s[:2], (u @ torch.diag(s) @ vt - x).abs().max() < 1e-4)
except Exception as e:
    print(type(e).__name__, e)
try:
    q, r = torch.linalg.qr(torch.tensor([[1., 2.], [3., 4.]]))
    print(q, r)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.linalg.matrix_rank(x), torch.linalg.cholesky(torch.tensor([[4., 2.], [2., 3.]])), torch.trace(x), torch.linalg.slogdet(torch.tensor([[4., 2.], [2., 3.]])))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.linalg.pinv(x).shape, torch.linalg.matrix_power(torch.tensor([[1., 1.], [0., 1.]]), 3), torch.linalg.multi_dot([x, x.T, x]).shape)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x.var(dim=0, correction=0), torch.var(x, dim=1, unbiased=False), torch.std(x, dim=1, keepdim=True), torch.var_mean(x, dim=0), torch.std_mean(x))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.var(x, dim=(0,1), correction=1), x.std(unbiased=False), x.std(0, True))
except Exception as e:
    print(type(e).__name__, e)
