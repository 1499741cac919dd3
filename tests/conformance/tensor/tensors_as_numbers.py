# Tensors where Python and NumPy want an int, a float or an array: their values may still be on the device.
import torch, numpy as np
torch.manual_seed(0)
m = torch.rand(10) < 2
print(torch.zeros(m.sum()).shape, torch.randint(0, 3, (m.sum(),)).shape, range(m.sum()), list(range(m.sum()))[:2], [0]*3)
w = np.arange(5.)
print(w[m.sum()-7], [w[t] for t in torch.tensor([1,2])], w[(m.sum()-8):])
class I:
    def __index__(self): return 3
print(torch.zeros(I()), np.zeros(I()), range(I()), torch.zeros(I(), I()).shape, [1,2,3,4,5][I()], "abcd"[I()])
print(torch.randperm(m.sum()).shape, torch.eye(m.sum()).shape, np.arange(12).reshape(m.sum()-6, 3).shape, torch.ones(12).view(m.sum()-6, -1).shape)
print(torch.arange(m.sum()), torch.linspace(0, m.sum(), 3), w[[torch.tensor(1), torch.tensor(3)]])
import random
random.seed(0); print(random.sample(range(m.sum()), m.sum()-7), random.randint(0, m.sum()))
for i in torch.randperm(3): print(w[i], "abc"[i], [1,2,3][i], {0:1,1:2,2:3}[int(i)])
x = np.zeros((3,3)); x[torch.tensor(1), torch.tensor(2)] = 5; print(x); x[torch.tensor([0,1])] += 1; print(x)
print(np.eye(3)[torch.tensor([0,2])], np.bincount(torch.tensor([0,1,1])), np.unique(torch.tensor([2,1,1])))
print(torch.chunk(torch.arange(6), m.sum()-8), hex(m.sum()), bin(m.sum()))
print(torch.topk(torch.arange(5.), m.sum()-8), torch.arange(10.)[:m.sum()-5], torch.arange(4).repeat(m.sum()-8))
