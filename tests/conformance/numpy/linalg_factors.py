import numpy as np
x = np.arange(12.).reshape(3, 4)
v = np.array([3., 1., 2.])
A = np.array([[4., 1., 2.], [1., 3., 0.], [2., 0., 5.]])
B = np.stack([A, A @ A])
L = np.linalg
print(L.norm(A, 2), L.norm(A, 'nuc'), L.norm(A, 1), L.norm(A, np.inf), L.norm(B, axis=(1, 2)), L.norm(B, 1, axis=(1, 2)), L.cond(A), L.cond(A, 1), L.matrix_rank(x), L.matrix_rank(B))
print(L.pinv(x), L.slogdet(B), L.cholesky(B), L.svd(B, compute_uv=False), L.eigvalsh(B), L.det(B), L.inv(B), L.lstsq(A[:, :2], v, rcond=None), L.multi_dot([A, A, v]))
q, r = L.qr(A)
print(np.round(q, 4), np.round(r, 4), L.qr(x.T, 'complete')[0].shape)
u, s, vt = L.svd(x.T)
print(u.shape, np.allclose(u[:, :3] * s @ vt, x.T), np.allclose(u @ u.T, np.eye(4)))
w, V = L.eigh(A)
print(w, np.allclose(A @ V, V * w))
for wrong in [lambda: L.cholesky(-A), lambda: L.svd(v), lambda: L.eigh(x), lambda: L.inv(np.zeros((2, 2))), lambda: L.lstsq(A, np.ones(2), rcond=None)]:
    try:
        wrong()
    except L.LinAlgError as e:
        print(e)
def failed(run):
    try:
        run()
    except AssertionError as e:
        print(e)
T = np.testing
failed(lambda: T.assert_allclose(np.array([1., 2.]), np.array([1., 2.1])))
failed(lambda: T.assert_array_equal(np.array([1, 2]), np.array([1, 3])))
failed(lambda: T.assert_array_equal(np.ones(2), np.ones(3)))
failed(lambda: T.assert_equal(1, 2))
failed(lambda: T.assert_almost_equal(1.0, 1.1))
failed(lambda: T.assert_array_almost_equal(np.array([1., 2.]), np.array([1., 2.5]), decimal=3))
failed(lambda: T.assert_array_less([1, 5], [2, 2]))
T.assert_raises(ValueError, int, 'a')
print(np.unique(np.array([[1, 2], [1, 2], [0, 1]]), axis=0, return_counts=True), np.setxor1d([1, 2], [2, 3]), np.ediff1d(v), np.vander([1, 2, 3]), np.dstack([v, v]), np.block([[A, A[:, :1]], [A[:1], np.ones((1, 1))]]))
print(np.indices((2, 2)), np.ogrid[0:2, 0:3], np.ravel_multi_index((1, 2), (2, 3)), np.choose([0, 1], [[1, 2], [3, 4]]), np.compress([True, False, True], v), np.extract(v > 1, v), np.piecewise(v, [v < 2, v >= 2], [0, lambda t: t * 2]))
print(np.correlate([1, 2, 3], [0, 1, 0.5], 'same'), np.gcd(12, 8), np.lcm([4, 6], 6), np.can_cast(int, float), np.shares_memory(x, x[0]), x.T.flags['C_CONTIGUOUS'], np.divmod(7, 2), x.max(initial=20), [float(e) for e in np.nditer(v)])
np.random.seed(1)
print(np.random.hypergeometric(5, 5, 3, 4), np.random.vonmises(0, 1, 2), np.random.wald(1, 2, 2), np.random.zipf(2., 3), np.random.logseries(.5, 3), np.random.noncentral_chisquare(2, 1, 2), np.random.noncentral_f(2, 3, 1, 2))
