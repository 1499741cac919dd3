import numpy as np
a = np.arange(12).reshape(3, 4)
print(a[0], a[-1, 2], a[:, 1], a[1:, ::2], a[::-1, ::-1], a[..., 0], a[None].shape, a[:, None].shape, a[1, ...])
print(a[[0, 2]], a[[0, 2], [1, 3]], a[a > 5], a[:, [0, -1]], a[np.array([[0, 1], [2, 0]])].shape, a[[True, False, True]], a[np.ix_([0, 2], [1, 3])])
b = a.copy(); b[0] = 9; b[:, 1] = [7, 8, 6]; b[b > 8] = -1; b[[1, 2], [0, 0]] = 100; b[1:, 2:] += 50; print(b)
v = a[1]; v[0] = 77; print(a, v.base is not None, np.shares_memory(a, v) if hasattr(np, "shares_memory") and False else "")
c = np.zeros((2, 3)); c[:] = np.arange(3); c[1, 1:] = -1.5; print(c)
d = np.arange(5); d[1:4] = d[0:3]; print(d); d[:] = 3; print(d); d[[0, 0, 1]] += 1; print(d)
m = np.array([True, False, True, False, True]); d[m] = [10, 20, 30]; print(d, d[~m], m.sum(), np.where(m)[0], np.nonzero(d > 5))
e = np.arange(24).reshape(2, 3, 4); print(e[:, 0, [1, 2]].shape, e[[0, 1], :, [1, 2]].shape, e[0, [0, 2]], e[..., -1], e[e % 5 == 0], e[:, np.array([True, False, True])].shape)
print(a[np.int64(1)], a[1, np.int32(2)], list(range(5))[np.int64(2)], [10, 20, 30][np.argmax([1, 3, 2])], "abc"[np.int64(1)])
def err(f):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
err(lambda: a[5]); err(lambda: a[0, 9]); err(lambda: a[0, 0, 0]); err(lambda: a[1.5]); err(lambda: a["x"]); err(lambda: a[[0, 5]]); err(lambda: a[np.array([0.5])]); err(lambda: a[np.array([True, False])]); err(lambda: a[[0, 1], [0, 1, 2]])
def set1(): a[0] = [1, 2]
def set2(): a[[0, 1]] = [1, 2, 3]
def set3(): a[a > 5] = [1, 2]
def set4(): a[10] = 1
def set5(): a[0, 0] = "x"
for f in (set1, set2, set3, set4, set5): err(f)
err(lambda: np.arange(3) + np.arange(4)); err(lambda: np.arange(3).reshape(2, 2)); err(lambda: bool(np.arange(3))); err(lambda: int(np.arange(3))); err(lambda: len(np.array(3))); err(lambda: np.zeros(3) @ np.zeros(4)); err(lambda: np.concatenate([np.zeros((2, 2)), np.zeros((3, 3))])); err(lambda: np.array([[1, 2], [3]])); err(lambda: np.zeros((2, 2)).sum(axis=5)); err(lambda: np.array([1, 2]).foo); err(lambda: np.foo); err(lambda: np.stack([np.zeros(2), np.zeros(3)])); err(lambda: np.zeros(-1)); err(lambda: np.array([]).max()); err(lambda: np.argmax([])); err(lambda: np.array("abc").astype(float)); err(lambda: np.dot(np.zeros((2, 3)), np.zeros((2, 3)))); err(lambda: np.zeros(3, dtype="foo")); err(lambda: np.linspace(0, 1, -2)); err(lambda: np.random.rand(-1)); err(lambda: np.arange(3).item()); err(lambda: iter(np.array(1))); err(lambda: {np.arange(2): 1}); err(lambda: np.array([1, 2]) ** -1); err(lambda: np.split(np.arange(5), 2)); err(lambda: np.expand_dims(np.arange(3), 5)); err(lambda: np.squeeze(np.zeros((2, 1)), 0)); err(lambda: np.concatenate([])); err(lambda: np.broadcast_to(np.arange(3), (2, 2))); err(lambda: [1, 2, 3][np.float64(1)])
x = np.arange(3.0); y = x; y += 1; print(x); 
def ip(): z = np.arange(3); z += 0.5
err(ip); err(lambda: np.arange(3).__iadd__(np.zeros((2, 3))))
for row in a: print(row.tolist(), end=" ")
print([int(v) for v in a[0]], sum(a[0]), max(a[0]), sorted(a[1].tolist()), 77 in a, 1000 in a, [r for r in np.eye(2)], dict(zip(["a", "b"], np.array([1, 2]))))
it = iter(np.array([1, 2])); print(next(it), next(it)); i, j = np.array([5, 6]); print(i, j, type(i).__name__)
a.shape = (4, 3); print(a.shape, a.T.shape, a.ndim, a.size, a.nbytes, a.itemsize, a.strides, a.T.strides, a.dtype, a.flat if False else "")
