# tolerance: exact
# Ranges in float32, each number with its last digit: PyTorch counts them in groups.
import torch
for a, b, n in [(0, 1, 7), (0, 1, 1), (-3, 5, 11), (0.1, 0.7, 50), (1e-3, 1e3, 33), (-1, 1, 2), (5, -5, 101), (0, 10, 64), (0, 3.14159, 128), (2, 2, 4)]: print(torch.linspace(a, b, n).tolist())
for a, b, s in [(0, 1, 0.1), (0, 5, 0.5), (-3, 5, 0.3), (0.1, 0.7, 0.01), (5, -5, -0.1), (0, 100, 1.1)]: print(torch.arange(a, b, s).tolist())
print(torch.arange(5).tolist(), torch.arange(2, 20, 3).tolist(), torch.arange(20.0).tolist())
