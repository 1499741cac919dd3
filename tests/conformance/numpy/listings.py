import numpy as np
# programs as listings write them
rng = np.random.default_rng(0)
X = rng.normal(size=(200, 2)); w = np.array([1.5, -2.0]); y = (X @ w + 0.3 * rng.normal(size=200) > 0).astype(int)
theta = np.zeros(3); Xb = np.c_[X, np.ones(len(X))]
for step in range(100):
    p = 1 / (1 + np.exp(-Xb @ theta)); g = Xb.T @ (p - y) / len(y); theta -= 0.5 * g
print([f"{t:.6f}" for t in theta], f"{((p > 0.5) == y).mean():.3f}", f"{-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)):.6f}")
onehot = np.eye(4)[np.array([0, 2, 3])]; print(onehot, onehot.argmax(axis=1), np.r_[1, 2:5, [7, 8]], np.r_[np.zeros(2), 5], np.c_[[1, 2], [3, 4]])
acc = []
for i in range(3): acc.append(np.mean(np.random.RandomState(i).rand(10)))
print(np.mean(acc), np.std(acc), f"{np.mean(acc):.3f} ± {np.std(acc):.3f}", np.array(acc).round(3), max(acc), acc.index(max(acc)))
labels = np.array([0, 1, 2, 1, 0]); noisy = labels.copy(); idx = np.random.RandomState(0).choice(5, 2, replace=False); noisy[idx] = np.random.RandomState(1).randint(0, 3, 2); print(noisy, (noisy != labels).sum(), np.bincount(noisy, minlength=3), np.unique(noisy, return_counts=True)[1])
for i, (a, b) in enumerate(zip(X[:2], y)): print(i, a.round(2), b, type(b).__name__)
d = {int(k): int(v) for k, v in zip(*np.unique(y, return_counts=True))}; print(d, {k: v for k, v in zip(*np.unique(y, return_counts=True))})
print(np.array_split(np.arange(10), 3)[0], len(X), X.shape[0] // 32, X[:5].tolist()[0][0] == X[0, 0], np.argsort(X[:, 0])[:3], np.argsort(X[:, 0])[::-1][:3], X[np.argsort(X[:, 0])][:2])
soft = np.exp(X - X.max(axis=1, keepdims=True)); soft /= soft.sum(axis=1, keepdims=True); print(soft[:2], soft.sum(axis=1)[:3], np.allclose(soft.sum(1), 1))
cm = np.zeros((3, 3), dtype=int); np.add.at(cm, (labels, noisy), 1); print(cm, cm.diagonal(), np.trace(cm) / cm.sum())
ma = np.convolve([1, 2, 3, 4, 5], np.ones(3) / 3, mode="valid"); print(ma, np.interp([0.5, 1.5], [0, 1, 2], [0, 10, 20]), np.pad([1, 2], 1), np.pad(np.ones((2, 2)), ((1, 0), (0, 1))), np.delete([1, 2, 3], 1), np.insert([1, 2, 3], 1, 9), np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6), np.polyval([2, 1], 3), np.gradient([1.0, 4, 9]), np.einsum("ij,jk->ik", np.ones((2, 3)), np.ones((3, 2))), np.kron([1, 2], [1, 1]), np.tensordot(np.ones((2, 3)), np.ones((3, 2)), axes=1))
print(list(np.ndindex(2, 2)), list(np.ndenumerate(np.array([[1, 2]]))), np.nanpercentile([1, np.nan, 3], 50), np.fft if False else "", np.heaviside([-1, 0, 2], 0.5), np.ediff1d([1, 2, 4]) if False else "", np.cross([1, 0, 0], [0, 1, 0]), np.maximum(0, [-1, 2]), np.float64("1.5"), np.int64("3"), np.tri(2), np.dsplit if False else "")
s = np.array([("x" * i) for i in range(1, 4)]); print(s, s.dtype, s == "xx", s[s != "x"], np.char if False else "", [t.upper() for t in s], s.tolist(), np.array(["b", "a"]).argsort(), np.where(np.array([True, False]), "yes", "no"), "xx" in s)
