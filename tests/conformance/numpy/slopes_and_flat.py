import numpy as np


def failure(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


f = np.array([[1.0, 2, 4, 8], [3, 5, 9, 1], [0, 1, 7, 2]])
print(np.gradient(f), np.gradient(f, axis=1), np.gradient(f, 2, axis=0), np.gradient(f, 2.0, [0, 1, 3, 4]), np.gradient(f, axis=(0, 1))[1], np.gradient(f, axis=(1,)))
print(np.gradient([1, 2, 4, 7.5]), np.gradient([1.0, 2, 4], [0, 1, 3]), np.gradient([1.0, 2, 4, 9], edge_order=2), np.gradient([1.0, 2, 4, 9], [0, 1, 3, 3.5], edge_order=2), np.gradient(np.float32([1, 3]), 0.5), np.gradient([1, 2, 4], [0, 2, 4]))
failure(lambda: np.gradient([1.0]))
failure(lambda: np.gradient([1.0, 2], edge_order=2))
failure(lambda: np.gradient(f, 1, 2, 3))
failure(lambda: np.gradient(f, [1, 2], 3))
print(np.trapz([1, 2, 3]), np.trapz([1, 2, 3], x=[4, 6, 8]), np.trapz([1, 2, 3], dx=2), np.trapz(f), np.trapz(f, axis=0), np.trapz(f, [0, 1, 2, 5]), np.trapz(f, x=[0, 3, 4], axis=0), np.trapz(f, f))
print(np.polyfit([1.0, 2, 3, 4], [1, 4, 9, 16.1], 1, w=[1, 1, 1, 2]).round(8))
print(np.moveaxis(np.ones((1, 2, 3)), [0, 1], [-1, -2]).shape, np.moveaxis(np.ones((1, 2, 3, 4)), (3, 0), (0, 2)).shape, np.moveaxis(np.ones((1, 2, 3)), 0, -1).shape, np.atleast_1d(1, [2]), np.atleast_2d(1, [2]), np.atleast_1d(5), np.atleast_2d([1, 2]))
failure(lambda: np.moveaxis(f, [0, 1], [0]))

a = np.arange(6).reshape(2, 3)
print(a.flat[4], a.T.flat[4], a.flat[1:3], a.flat[[0, -1]], len(a.flat), [*a.T.flat], type(a.flat), next(a.flat), sum(a.flat), np.array(a.flat), list(zip(a.flat, "ab")))
a.flat[2] = 20
a.flat[::2] = [7, 8]
print(a)
a.T.flat[1:3] = -1
print(a)
a.flat = 3
print(a)
a.T.flat = [1, 2]
print(a)
failure(lambda: a.flat[9])
it = a.flat
next(it)
print([*it], [*it])
