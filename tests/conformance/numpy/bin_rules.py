import numpy as np


def failure(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


y = np.array([0.3, 1.2, 0.5, 2.2, 0.9, 1.1, 1.15])
z = np.random.RandomState(0).randn(500)
for rule in "auto", "fd", "doane", "scott", "rice", "sturges", "sqrt":
    print(rule, np.histogram(y, bins=rule), np.histogram(z, rule)[0], np.histogram_bin_edges(z, rule, range=(-1, 2)), np.histogram(np.arange(30) % 7, rule)[0], np.histogram([2, 2, 2], rule)[1], np.histogram([], rule)[0])
failure(lambda: np.histogram(y, "narrow"))
failure(lambda: np.histogram(y, "auto", weights=y))
