import torch
torch.manual_seed(0)
a = torch.rand(2, 3, requires_grad=True)
b = torch.rand(3, 4, requires_grad=True)
c = torch.rand(5, 2, 3, requires_grad=True)
s = torch.rand(3, 3, requires_grad=True)
v = torch.rand(3, requires_grad=True)
equations = [
    ('ij,jk->ik', (a, b)), ('ij,jk->ki', (a, b)), ('ij->ji', (a,)), ('ij->', (a,)), ('ij->i', (a,)), ('ii', (s,)), ('ii->i', (s,)),
    ('i,i->', (v, v)), ('i,j->ij', (v, v)), ('ij,ij->i', (a, a)), ('bij,jk->bik', (c, b)), ('bij,bkj->bik', (c, c)),
    ('...ij->...ji', (c,)), ('...ij,jk->...ik', (c, b)), ('...,...->...', (a, a)), ('i...,i...->...', (a, a)), ('ij,jk,kl->il', (a, b, b.t())),
    ('ij,j', (a, v)), ('ba', (a,)), ('i j -> j i', (a,)), ('iij->j', (torch.ones(2, 2, 3, requires_grad=True),)),
]
for equation, operands in equations:
    r = torch.einsum(equation, *operands)
    print(equation, r, torch.autograd.grad((r * r).sum(), operands[0])[0])
print(torch.einsum('ij,jk->ik', torch.ones(2, 1), torch.ones(3, 2)), torch.einsum('ij,jk', [torch.ones(2, 3), torch.ones(3, 2)]))
print(torch.einsum('bhqd,bhkd->bhqk', torch.ones(1, 2, 3, 4), torch.ones(1, 2, 5, 4)).shape)
def refused(equation, *operands):
    try:
        torch.einsum(equation, *operands)
    except Exception as e:
        print(type(e).__name__, e)
refused('ij,jk->ik', a)
refused('ij->ik', a, b)
refused('i1->i', a)
refused('i.j->i', a)
refused('ij->ii', a)
refused('ij->k', a)
refused('ii->i', a)
refused('...ijk->i', a)
refused('ijk->i', a)
refused('ij,jk->ik', a, a)
refused('...i,...i->...', torch.ones(2, 3), torch.ones(4, 3))
refused('ij')
