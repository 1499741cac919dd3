import torch
def fresh(): return torch.arange(12.).reshape(3, 4)
def s(key, value):
    x = fresh()
    try:
        x[key] = value; print(x)
    except Exception as e:
        print(type(e).__name__, (str(e).splitlines() or [""])[0][:150])
s(0, 5); s((slice(None), 1), torch.tensor([7., 8., 9.])); s(..., 0); s((0, 0), torch.tensor(3)); s(slice(0, 2), torch.ones(4)); s(slice(0, 2), torch.ones(2, 1))
s([0, 2], -1); s(([0, 1], [1, 2]), torch.tensor([100., 200.])); s(torch.tensor([True, False, True]), 0.5); s(fresh() > 5, 0); s(fresh() > 5, torch.arange(6.))
s(fresh() > 5, torch.arange(5.)); s(5, 0); s((0, 9), 0); s(slice(None, None, 2), torch.zeros(2, 4)); s(0, torch.zeros(5)); s(0, [1, 2, 3, 4]); s(0, "a"); s(0, None)
s((slice(None), slice(1, 3)), torch.tensor([[1.], [2.], [3.]])); s([0, 0], torch.tensor([[1.], [2.]])); s((None, 0), torch.ones(1, 4)); s(0, True); s(0, 2.7)
s((slice(None), [0, 3]), torch.tensor([1., 2.])); s((torch.tensor([0, 1])[:, None], torch.tensor([0, 1])), torch.eye(2)); s((..., -1), 9)
x = torch.arange(6)
x[2] = 3.9
print(x)
x[x % 2 == 0] *= 10
print(x)
x[1:3] += 1
print(x)
m = torch.zeros(2, 3, dtype=torch.bool)
m[0, 1] = True
m[1] = 1
print(m)
y = torch.zeros(3, 3); y.fill_diagonal_(2)
print(y); y[range(3), range(3)] = 7
print(y)
z = torch.zeros(2, 3); z[:, 0], z[:, 1] = 1, 2
print(z)
z[0], z[1] = z[1].clone(), z[0].clone()
print(z)
a = torch.zeros(4); a.index_fill_(0, torch.tensor([0, 2]), 5)
print(a); a.index_add_(0, torch.tensor([0, 0]), torch.tensor([1., 1.]))
print(a)
a.index_copy_(0, torch.tensor([3]), torch.tensor([9.]))
print(a); a.put_(torch.tensor([1]), torch.tensor([4.]))
print(a); a.masked_scatter_(a > 4, torch.tensor([1., 2., 3.]))
print(a)
a.index_put_((torch.tensor([0, 1, 1]),), torch.tensor([1., 1., 1.]), accumulate=True)
print(a); a.index_put_([torch.tensor([0])], torch.tensor(5.))
print(a)
b = torch.zeros(3, 4); b.scatter_(1, torch.tensor([[0], [1], [2]]), 1.0)
print(b); b.scatter_add_(0, torch.tensor([[0, 0, 0, 0]]), torch.ones(1, 4))
print(b)
b.scatter_(1, torch.tensor([[0, 1]]), torch.tensor([[5., 6.]]))
print(b); b.scatter_(1, torch.tensor([[0, 1]]), 2, reduce='multiply')
print(b); b.scatter_(1, torch.tensor([[0, 1]]), torch.ones(1, 2), reduce='add')
print(b)
print(torch.zeros(3).scatter_reduce(0, torch.tensor([0, 0, 1, 2]), torch.tensor([1., 2., 3., 4.]), reduce='sum'), torch.ones(3).scatter_reduce(0, torch.tensor([0, 0, 1]), torch.tensor([5., 2., 3.]), reduce='amax', include_self=False), torch.zeros(3).scatter_reduce(0, torch.tensor([0, 0, 1]), torch.tensor([5., 2., 3.]), reduce='mean', include_self=False))
