import numpy as np


def failure(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


a = np.array([[1, 2, 3], [4, 5, 6]])
m = np.array([[True, False, True], [False, False, True]])
print(np.sum(a, where=m), a.sum(axis=0, where=m), a.sum(where=[True, False, False], axis=1), np.sum(a, initial=10), np.sum([1, 2], initial=0.5), np.sum([], initial=3), a.sum(1, keepdims=True, initial=-1))
print(np.prod(a, where=m), a.prod(axis=1, where=m), np.prod(a, initial=2), a.prod(0))
print(np.mean(a, where=m), a.mean(axis=0, where=[[True], [False]]), np.mean(np.float32(a), where=m, axis=1, keepdims=True), a.mean())
print(np.max(a, where=m, initial=0), a.min(where=m, initial=9, axis=0), np.max(a, initial=50), a.max(1))
print(np.all(a > 1, where=m), np.any(a > 5, where=~m), (a > 0).all(axis=1, where=m), (a > 2).any(0))
failure(lambda: np.max(a, where=m))
failure(lambda: np.sum(a, where=[True, False]))
print(a.astype(float, casting="safe"), a.astype("int8", casting="unsafe").dtype, np.float32(a).astype(np.float64, casting="safe").dtype)
failure(lambda: a.astype("int8", casting="safe"))
failure(lambda: np.array([1.5]).astype(int, casting="safe"))
failure(lambda: a.astype(np.int32, casting="no"))
