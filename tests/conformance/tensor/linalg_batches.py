import torch
A = torch.tensor([[4., 1., 2.], [1., 3., 0.], [2., 0., 5.]])
B = torch.stack([A, A @ A, A + torch.eye(3)])
x = torch.arange(12.).reshape(3, 4)
L = torch.linalg
print(L.inv(B), L.det(B), L.solve(B, torch.ones(3, 3)), L.solve(A, torch.ones(3)), L.cholesky(B), L.eigvalsh(B), L.slogdet(B))
print(torch.logdet(A), A.slogdet(), torch.matrix_power(A, 3), A.matrix_power(-1), L.pinv(x), L.cond(A), L.cond(A, 1), L.matrix_rank(B), torch.cholesky(A))
print(L.matrix_norm(B, 2), L.norm(A, 'nuc'), torch.matrix_exp(A / 10), L.vecdot(A, A), torch.cholesky_inverse(L.cholesky(A)), L.solve_triangular(A.triu(), torch.ones(3, 1), upper=True))
print(L.lstsq(torch.tensor([[1., 1.], [1., 2.], [1., 3.]]), torch.tensor([[1.], [2.], [2.]])).solution, torch.addr(torch.zeros(3, 3), A[0], A[1]), torch.addbmm(torch.zeros(3, 3), B, B))
U, S, Vh = L.svd(x)
print(U.shape, S[:2], Vh.shape, torch.allclose(Vh @ Vh.T, torch.eye(4), atol=1e-5), torch.allclose(U @ torch.diag(S) @ Vh[:3], x, atol=1e-4))
U, S, V = torch.svd(x)
print(torch.allclose(U @ torch.diag(S) @ V.T, x, atol=1e-4), L.qr(x.T, mode='complete')[0].shape, L.svd(B)[1])
M = A.clone().requires_grad_()
for run in [torch.logdet, lambda m: L.eigvalsh(m).sum(), lambda m: L.svdvals(m).pow(2).sum(), lambda m: L.norm(m, 'nuc'), lambda m: L.norm(m, 2), lambda m: L.pinv(m).sum(), lambda m: L.cholesky(m).sum(), lambda m: L.qr(m)[1].pow(3).sum(), lambda m: L.eigh(m)[1].pow(4).sum(), lambda m: L.svd(m)[0].pow(4).sum()]:
    print(torch.autograd.grad(run(M), M)[0])
def refused(run):
    try:
        run()
    except RuntimeError as e:
        print(type(e).__name__, e)
refused(lambda: L.inv(torch.tensor([[1., 2.], [2., 4.]])))
refused(lambda: L.inv(torch.zeros(2, 2, 2)))
refused(lambda: L.solve(torch.zeros(2, 2), torch.ones(2)))
refused(lambda: L.cholesky(-A))
refused(lambda: L.inv(x))
try:
    L.inv(torch.zeros(2, 2))
except L.LinAlgError:
    print('singular')
