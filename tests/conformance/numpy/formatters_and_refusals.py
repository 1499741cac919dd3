# tolerance: exact
import numpy as np
with np.printoptions(precision=2, formatter={'float': '{:.1f}!'.format}): print(np.array([1.25, 3]), np.array([1, 2]), repr(np.array([[1.5, -2], [10, 3]])))
np.set_printoptions(formatter={'float_kind': lambda x: f'{x:6.2f}', 'int': lambda v: f'<{v}>', 'bool': str}); print(np.array([1.25, -3, np.nan]), np.arange(4), np.array([True]), np.float64(2.5), np.array(['a']), np.array(2.5))
np.set_printoptions(precision=3); print(np.array([1.23456]), np.array([1, 2]))
print(np.array2string(np.array([1.5, 2]), formatter={'float_kind': lambda x: "%.3f" % x}), np.array2string(np.arange(3), formatter={'all': hex}))
for f in [lambda: np.eye(2) / 'a', lambda: np.eye(2) + 'a', lambda: np.transpose(np.eye(2), (0, 0)), lambda: np.eye(2).transpose(1, 1), lambda: np.eye(2) ** 'a', lambda: np.eye(2) // 'a', lambda: np.array(['a']) - np.array(['b']), lambda: np.sum(np.eye(2), axis=(0, 0))]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
g = np.random.default_rng(7); print(g.hypergeometric(3, 2, 5), g.hypergeometric(3, 9, 0), g.hypergeometric(3, 0, 2), g.hypergeometric([5, 9], 4, 7), g.hypergeometric(7, 3, 9, 6))
g = np.random.default_rng(3)
for i in range(5): print(g.hypergeometric(5, 5, 3), g.negative_binomial(3, .5), g.zipf(2.), g.random())
print(g.hypergeometric(5, 15, 8, 5), g.negative_binomial(30, .1, 4), g.random())
