import numpy as np, torch
from torch.utils.data import DataLoader, Dataset, default_collate
class A(Dataset):
    def __len__(self): return 4
    def __getitem__(self, i): return np.ones((2,), dtype=np.float32) * i, {"a": i, "b": [1.5, "s"]}, np.float32(3), True
for b in DataLoader(A(), batch_size=2): print(b)
for b in DataLoader(A(), batch_size=None): print(b); break
print(default_collate([(1, 2.5), (3, 4.5)]), default_collate([torch.tensor(1), torch.tensor(2)]))
