import numpy as np

p = np.poly1d([1, 2, 3])
q = np.poly1d([1.0, 0, -4.5], variable="t")
for f in p, q, np.poly1d([0]), np.poly1d([-1, 0, 1e-7, -12345.678, 1]), np.poly1d([2, -3], True), np.poly1d([0, 0, 5, 0]), np.poly1d(np.arange(1, 19) * 1.25):
    print(f)
    print(repr(f), f.order, len(f), f.coef, f.c, f.variable)
print(p(2), p([1, 2.5]), q(np.eye(2)), p[0], p[2], p[7], list(p), p(p), p(np.float32(2)))
print(repr(p + q), repr(p - 1), repr(2 - p), repr(p * q), repr(3 * p), repr(p**3), repr(-p), repr(+p), repr(p / 2), p / q, np.poly1d([1, 2, 1]) / np.poly1d([1, 1]))
print(p == np.poly1d([1, 2, 3]), p != q, p == 3, repr(p.deriv()), repr(p.deriv(2)), repr(p.integ()), repr(p.integ(2, k=[1, 2])), repr(p.integ(k=3)))
p[4] = 7
p[0] = -1
print(repr(p), np.polyval(p, 2), np.polyval([3, 0, 1], 5), np.polyval([3, 0, 1], [1.5, 2]), np.polyval(q, np.arange(3)))
print(np.polyadd([1, 2], [9, 5, 4]), np.polysub([2, 10, -2], [3, 10, -4]), np.polymul([1, 2, 3], [9, 5, 1]), np.polydiv([3.0, 5.0, 2.0], [2.0, 1.0]), np.polydiv([1, 0, 0, -1], [1, -1]), np.polydiv([1, 2], [1, 2, 3]))
print(np.polyder([1, 1, 1, 1]), np.polyder([4.0, 3, 2], 2), np.polyder([5]), np.polyint([1, 2, 3]), np.polyint([6, 2.0], 2, [1, 3]), repr(np.polyint(q)), repr(np.polyadd(q, [1])))
print(np.poly([1, 2, 3]), np.poly([-0.5, 0, 0.5]), np.poly([]), np.poly(np.array([1, 2], np.float32)), np.poly([[2, 0], [0, 3]]))
for c in [1, -6, 11, -6], [1, 0, -1], [2, -8], [0, 1, -3, 0, 0], [5], [0, 0], [1, -10, 35, -50, 24], [1, 1e3, -2e5, 3], [4, 0, -37, 0, 9], [1, 2, 1], [1, 0, -5, 0, 4], [2, 0, -9, 0, 4], [1, -1.5, 0.5, 0], [1, 2, -23, -60], [1, 0, -14, 0, 49, 0, -36]:
    print(np.roots(c).round(6) + 0.0)
print(np.poly1d([1, -3, 2]).r, np.poly1d([1, -3, 2]).roots)
print(np.sort(np.linalg.eigvals([[2.0, 1, 0], [1, 3, 4], [1, 0, 9]])).round(8), np.linalg.eigvals(np.diag((1.0, 2, 3))), np.linalg.eigvals(np.array([[[2.0, 1], [0, 3]]])))
fit = np.poly1d(np.polyfit([0, 1, 2, 3], [1, 3, 7, 13], 2))
print(fit(1.5).round(6), fit.c.round(6) + 0.0)
for bad in lambda: np.poly1d([[1]]), lambda: np.poly1d([1, 2]) ** -1, lambda: np.polyder([1], -1), lambda: np.polyint([1], -1), lambda: np.poly([[1, 2, 3]]), lambda: np.polyint([1], 3, [1, 2]):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
s = np.poly1d([1.5, -2, 0])
print(s - np.float32(1), np.float32(3) + s, np.int64(2) - s, np.float64(2) * s, np.ones(3) * s, repr(s * np.float64(2)), repr(s + [1, 2]), repr([1, 2] + s))
