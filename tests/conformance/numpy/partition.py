# tolerance: exact
import numpy as np

random = np.random.RandomState(0)
print(np.partition([7, 1, 7, 7, 1, 5, 7, 2, 3, 2, 6, 2, 3, 0], 4))
print(np.argpartition([3, 4, 2, 1, 9, 8, 7, 0], 3), np.argpartition(np.array([3, 4, 2, 1]), (1, 3)), np.partition([3.0, np.nan, 1.0, 2.0], -1))
for size in 5, 17, 40, 100, 301:
    x = random.permutation(size)
    y = random.randn(size)
    z = random.randint(0, 7, size)
    for kth in 0, 3, size // 2, size - 1, -2, (1, size // 3, size - 2):
        print(np.partition(x, kth)[:12], np.argpartition(y, kth)[:12], np.argpartition(z, kth)[-9:])
x = random.randn(4, 9)
print(np.partition(x, 2, axis=0).round(3), np.argpartition(x, 4, axis=1), np.argpartition(x, -3, axis=None)[-3:])
# Orders that make the pivots bad.
for n in 64, 200:
    organ = np.concatenate([np.arange(n), np.arange(n)[::-1]])
    print(np.argpartition(organ, n)[:20], np.partition(organ, n // 2)[:20])
for kth in 3, -4, 1.5, [0, 9]:
    try:
        print(np.partition([1, 2, 3], kth))
    except Exception as error:
        print(type(error).__name__, error)
