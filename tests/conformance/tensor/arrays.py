# Tensors and NumPy's arrays become each other, and arrays index tensors.
import numpy as np
import torch
from sklearn.model_selection import KFold
from torch.utils.data import Subset, TensorDataset

a = np.arange(6.0).reshape(2, 3)
print(torch.from_numpy(a), torch.tensor(a, dtype=torch.float32), torch.tensor(np.array([1, 2])), torch.tensor(np.float64(3.5)))
x = torch.ones(2, 2)
print(x.numpy(), x.numpy().dtype, np.asarray(x) + 1, np.array(x).sum())
t = torch.arange(12).reshape(6, 2)
for train, test in KFold(n_splits=3).split(np.zeros(6)):
    print(t[train].tolist(), t[test].sum().item(), t[test[0]].tolist(), len(Subset(TensorDataset(t), train)), Subset(TensorDataset(t), train)[1][0].tolist())
print(t[np.array([True, False, True, False, False, True])].tolist(), t[np.int64(2), 1].item(), t[:, np.array([1, 0])][0].tolist())
t[np.array([0, 1])] = 9
print(t[:3].tolist())
print((torch.arange(25088) % 251 * 100).sum(), (torch.arange(25088).reshape(8, -1) % 251 * 1000).sum(dim=0)[:3], torch.tensor(50000001) % 1000)
try:
    torch.ones(1, requires_grad=True).numpy()
except RuntimeError as e:
    print(e)
