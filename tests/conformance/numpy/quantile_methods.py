import numpy as np

y = np.array([0.3, 1.2, 0.5, 2.2, 0.9, 1.1, 1.15])
z = np.random.RandomState(1).randint(0, 50, (4, 12))
for method in "linear", "hazen", "weibull", "median_unbiased", "normal_unbiased", "interpolated_inverted_cdf", "lower", "higher", "midpoint", "nearest":
    print(method, np.quantile(y, [0, 0.1, 0.3, 0.5, 0.75, 1], method=method), np.percentile(z, [2, 33, 80], axis=1, method=method), np.quantile([5], 0.2, method=method), np.quantile(np.float32([1, 2, 4]), 0.4, method=method), np.nanquantile([1, np.nan, 3], 0.25, method=method))
