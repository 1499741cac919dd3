# tolerance: exact
import numpy as np
from sklearn.preprocessing import OneHotEncoder
X = [['Male', 1], ['Female', 3], ['Female', 2]]
e = OneHotEncoder(handle_unknown='ignore'); print(e, e.fit(X), e.categories_, e.transform([['Female', 1], ['Male', 4]]).toarray(), e.get_feature_names_out(), e.get_feature_names_out(['gender', 'group']), e.n_features_in_, e.drop_idx_)
s = e.transform(X); print(repr(s), s, s.shape, s.nnz, s.dtype, type(s).__name__, s.ndim, s.A)
print(e.inverse_transform([[0, 1, 1, 0, 0], [0, 0, 0, 1, 0]]))
d = OneHotEncoder(sparse_output=False, drop='first'); print(d, d.fit_transform(X), d.drop_idx_, d.get_feature_names_out(), d.inverse_transform(d.transform(X)))
b = OneHotEncoder(sparse_output=False, drop='if_binary'); print(b.fit_transform(X), b.drop_idx_, b.get_feature_names_out())
n = OneHotEncoder(sparse_output=False, dtype=np.float32); print(n, n.fit_transform(np.array([[1], [3], [1]])), n.categories_, n.get_feature_names_out(), n.inverse_transform(np.eye(2)))
u = OneHotEncoder(sparse_output=False).fit(np.array([['a', 'x'], ['b', 'y']])); print(u.categories_, u.transform(np.array([['b', 'x']])), u.inverse_transform(np.array([[0., 1, 1, 0]])))
l = OneHotEncoder(sparse_output=False).fit([['a'], ['b']]); print(l.categories_, l.get_feature_names_out())
f = OneHotEncoder(sparse_output=False).fit([[1.5], [2.0]]); print(f.categories_, f.get_feature_names_out(), f.transform([[2.0]]))
c = OneHotEncoder(categories=[['a', 'b', 'c'], [1, 2, 3]], sparse_output=False); print(c, c.fit_transform([['a', 2], ['c', 3]]), c.categories_)
g = OneHotEncoder(drop=['Male', 2], sparse_output=False); print(g.fit_transform(X), g.drop_idx_)
for t in [lambda: u.transform(np.array([['z', 'x']])), lambda: n.transform([[7]]), lambda: OneHotEncoder().transform(X), lambda: OneHotEncoder().fit(['a', 'b']), lambda: u.transform(np.array([['a']])), lambda: OneHotEncoder(categories=[['a']]).fit([['b']]), lambda: OneHotEncoder(categories=[[3, 1]]).fit([[1]]), lambda: u.inverse_transform(np.zeros((1, 4))), lambda: u.inverse_transform(np.zeros((1, 3))), lambda: OneHotEncoder(drop=['q']).fit([['a']]), lambda: e.get_feature_names_out(['a'])]:
    try: print(t())
    except Exception as x: print(type(x).__name__, x)
from sklearn.pipeline import make_pipeline
from sklearn.linear_model import LogisticRegression
p = make_pipeline(OneHotEncoder(), LogisticRegression()).fit([['a'], ['b'], ['a'], ['c']], [0, 1, 0, 1]); print(p.predict([['a'], ['c']]), p[-1].coef_.round(3), p)
print(OneHotEncoder().get_params())
import copy
from sklearn.neighbors import KNeighborsClassifier
twin = copy.deepcopy(g); print(twin.transform([["Female", 3]]), twin.drop_idx_)
print(KNeighborsClassifier(1).fit(s, [0, 1, 2]).predict(s))
for t in [lambda: len(s), lambda: LogisticRegression().fit([[np.nan], [1]], [0, 1])]:
    try: print(t())
    except Exception as x: print(type(x).__name__, x)
