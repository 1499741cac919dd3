# tolerance: exact
import torch
from torch.utils.data import (Dataset, IterableDataset, ChainDataset, ConcatDataset, TensorDataset, DataLoader, Sampler, SequentialSampler, RandomSampler, SubsetRandomSampler, WeightedRandomSampler, BatchSampler, random_split, get_worker_info)
class Squares(Dataset):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i): return i, float(i * i)
torch.manual_seed(0)
d = Squares(10)
a, b = random_split(d, [7, 3]); print(a.indices, b.indices, len(a), a[0])
a, b, c = random_split(d, [0.5, 0.3, 0.2], generator=torch.Generator().manual_seed(42)); print(list(a.indices), b.indices, c.indices)
print([type(x).__name__ for x in random_split(Squares(7), [0.5, 0.5])], [len(x) for x in random_split(Squares(7), [0.5, 0.5])])
print(torch.rand(2))
cat = d + Squares(3); print(len(cat), cat[11], cat[-1], cat.cumulative_sizes)
cat = ConcatDataset([Squares(2), Squares(3)]); print([cat[i] for i in range(len(cat))])
class Count(IterableDataset):
    def __init__(self, a, b): self.a, self.b = a, b
    def __iter__(self):
        assert get_worker_info() is None
        return iter(range(self.a, self.b))
for batch in DataLoader(Count(0, 7), batch_size=3): print(batch)
print([x.tolist() for x in DataLoader(ChainDataset([Count(0, 3), Count(10, 12)]), batch_size=2, drop_last=True)])
print(list(SequentialSampler(d)), list(RandomSampler(d)), list(RandomSampler(d, num_samples=3)), list(RandomSampler(d, replacement=True, num_samples=5)))
print(list(RandomSampler(d, num_samples=25, generator=torch.Generator().manual_seed(3))))
print(list(SubsetRandomSampler([3, 1, 8, 5])), list(SubsetRandomSampler("abc", generator=torch.Generator().manual_seed(1))))
print(list(WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5, replacement=True)))
print(list(WeightedRandomSampler([0.9, 0.4, 0.05, 0.2, 0.3, 0.1], 5, replacement=False)))
print(list(WeightedRandomSampler(torch.tensor([1.0, 2.0]), 8)))
print(list(BatchSampler(SequentialSampler(range(10)), 3, False)), list(BatchSampler(SequentialSampler(range(10)), 3, True)), len(BatchSampler([1, 2, 3], 2, False)))
for x, y in DataLoader(d, batch_size=4, sampler=SubsetRandomSampler([1, 3, 5, 7, 9])): print(x, y)
print([x.tolist() for x, _ in DataLoader(d, batch_sampler=BatchSampler(RandomSampler(d), 4, True))])
loader = DataLoader(d, batch_size=4, shuffle=True, num_workers=0, pin_memory=False, drop_last=True, collate_fn=lambda b: [i for i, _ in b])
print(len(loader), list(loader), list(loader), loader.batch_size, type(loader.sampler).__name__, type(loader.batch_sampler).__name__)
print(len(loader.dataset), loader.drop_last, loader.num_workers)
class Odd(Sampler):
    def __init__(self, n): self.n = n
    def __iter__(self): return iter(range(1, self.n, 2))
    def __len__(self): return self.n // 2
print([x.tolist() for x, _ in DataLoader(d, sampler=Odd(10), batch_size=2)], len(DataLoader(d, sampler=Odd(10), batch_size=2)))
print([x for x in DataLoader(d, batch_size=None)][:3])
g = torch.Generator().manual_seed(5)
l = DataLoader(TensorDataset(torch.arange(6)), batch_size=2, shuffle=True, generator=g)
for e in range(2): print([b[0].tolist() for b in l])
it = iter(l); print(next(it))
w = torch.tensor([1., 2., 3., 4.])
print(torch.multinomial(w, 2), torch.multinomial(w, 6, replacement=True), w.multinomial(1), torch.multinomial(torch.rand(3, 4), 2))
print(torch.empty(5).exponential_(), torch.empty(3).exponential_(2.0))
for f in [lambda: DataLoader(d, batch_size=0), lambda: DataLoader(d, shuffle=True, sampler=Odd(4)), lambda: DataLoader(d, num_workers=-1), lambda: DataLoader(Count(0,1), shuffle=True),
          lambda: random_split(d, [3, 3]), lambda: setattr(l, 'batch_size', 3), lambda: RandomSampler(d, num_samples=0), lambda: DataLoader(d, batch_size=None, drop_last=True), lambda: ConcatDataset([]),
          lambda: len(DataLoader(Count(0, 1))), lambda: cat[99], lambda: DataLoader(Squares(0), shuffle=True)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
