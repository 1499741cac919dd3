# tolerance: 1e-6
import numpy as np
from sklearn.datasets import make_classification, make_blobs, make_moons, make_circles, make_regression
X, y = make_classification(n_samples=12, n_features=6, random_state=0)
print(X, y)
X, y = make_classification(n_samples=60, n_features=40, n_informative=5, n_redundant=3, n_repeated=2, n_classes=3, n_clusters_per_class=2, weights=[0.5,0.3], flip_y=0.1, class_sep=0.7, random_state=3)
print(X[:2], y, X.sum())
X, y = make_classification(n_samples=20, n_features=35, n_informative=33, n_redundant=0, hypercube=False, shift=None, scale=None, random_state=7); print(X[:1], y)
X, y = make_classification(n_samples=20, n_features=25, n_informative=12, random_state=7, shuffle=False); print(X[:1], y)
X, y = make_blobs(10, centers=3, random_state=1); print(X, y)
X, y, c = make_blobs([3,4], n_features=3, cluster_std=[1, 2], random_state=1, return_centers=True); print(X, y, c)
X, y = make_blobs(6, centers=[[0,0],[5,5]], cluster_std=0.5, random_state=4); print(X, y)
X, y = make_moons(9, noise=0.1, random_state=2); print(X, y)
X, y = make_circles(8, noise=0.05, factor=0.5, random_state=2); print(X, y)
X, y, w = make_regression(6, 4, n_informative=2, noise=1.5, bias=2, coef=True, random_state=5); print(X, y, w)
