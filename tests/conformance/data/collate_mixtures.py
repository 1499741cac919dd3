# tolerance: 1e-6
# Numbers of several kinds, named tuples, and what cannot be collated.
import torch, numpy as np, collections
from torch.utils.data import DataLoader, default_collate, WeightedRandomSampler
from torch.utils.data.dataloader import default_collate as same
P = collections.namedtuple('P', 'a b')
print(same is default_collate, DataLoader([1, 2]).collate_fn.__name__, DataLoader([1, 2], batch_size=None).collate_fn.__name__)
print(default_collate([1.5, 2]), default_collate([1, 2.5]), default_collate([True, 2]), default_collate([P(1, 2.), P(3, 4.)]), default_collate([{'a': 1, 'b': [1, 2]}, {'a': 3, 'b': [4, 5]}]), default_collate([np.float64(1.5), np.float64(2)]))
try:
    default_collate([{'a': 1}, {'b': 2}])
except Exception as e: print(type(e).__name__, e)
try:
    default_collate([None, None])
except Exception as e: print(type(e).__name__, e)
try:
    default_collate([{1}, {2}])
except Exception as e: print(type(e).__name__, e)
try:
    default_collate([[1], [1, 2]])
except Exception as e: print(type(e).__name__, e)
try: WeightedRandomSampler([[1, 2]], 3)
except Exception as e: print(type(e).__name__, e)
