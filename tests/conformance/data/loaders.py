import torch
from torch.utils.data import DataLoader, Dataset, Subset, TensorDataset


class Tens(TensorDataset):
    def __getitem__(self, i):
        return self.tensors[0][i] * 10


class Squares(Dataset):
    def __len__(self):
        return 5

    def __getitem__(self, i):
        return {"x": torch.tensor([float(i)]), "y": i * i}, str(i)


torch.manual_seed(3)
print(list(DataLoader(Tens(torch.arange(4)), batch_size=2)))
print(list(DataLoader(TensorDataset(torch.arange(4), torch.arange(4.0)), batch_size=3)))
print(list(DataLoader(Subset(TensorDataset(torch.arange(9)), [7, 2, 5]), batch_size=2, shuffle=True)))
print(list(DataLoader(Squares(), batch_size=2, drop_last=True)), len(DataLoader(Squares(), batch_size=2)))
print(list(DataLoader(list(range(7)), batch_size=3, shuffle=True)), list(DataLoader([1.5, 2.5], batch_size=2)))
g = torch.Generator().manual_seed(5)
loader = DataLoader(torch.arange(6), batch_size=4, shuffle=True, generator=g)
print([b.tolist() for b in loader], [b.tolist() for b in loader], torch.rand(1, generator=g))
print(list(DataLoader(Squares(), batch_size=3, collate_fn=lambda batch: [s for _, s in batch])))
