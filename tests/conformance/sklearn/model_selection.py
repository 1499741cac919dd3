import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold, ShuffleSplit, StratifiedShuffleSplit, RepeatedKFold, RepeatedStratifiedKFold, LeaveOneOut, train_test_split, cross_val_score, cross_validate, cross_val_predict
from sklearn.utils import shuffle, check_random_state, resample
for tr, te in KFold(3, shuffle=True, random_state=1).split(np.arange(10)): print(tr, te)
for tr, te in KFold(n_splits=4).split([1]*10): print(tr, te, tr.dtype)
y = np.array([0,1,1,2,0,1,2,2,1,0,0,1])
for sh in (False, True):
    for tr, te in StratifiedKFold(3, shuffle=sh, random_state=5 if sh else None).split(np.zeros(12), y): print(tr, te)
for tr, te in StratifiedKFold(2).split(["a"]*6, ["x","y","x","y","x","y"]): print(tr, te)
for tr, te in ShuffleSplit(3, test_size=0.3, random_state=0).split(np.arange(10)): print(tr, te)
for tr, te in StratifiedShuffleSplit(3, test_size=0.34, random_state=0).split(np.zeros(12), y): print(tr, te)
for tr, te in RepeatedKFold(n_splits=2, n_repeats=2, random_state=3).split(np.arange(6)): print(tr, te)
for tr, te in RepeatedStratifiedKFold(n_splits=2, n_repeats=2, random_state=3).split(np.arange(12), y): print(tr, te)
for tr, te in LeaveOneOut().split(np.arange(3)): print(tr, te)
print(KFold(), StratifiedKFold(4, shuffle=True, random_state=2), ShuffleSplit(), RepeatedKFold(), LeaveOneOut(), StratifiedShuffleSplit(5, test_size=.2))
print(KFold(4).get_n_splits(), RepeatedKFold(n_splits=3, n_repeats=4).get_n_splits(), LeaveOneOut().get_n_splits([1,2,3]))
a, b = train_test_split(np.arange(10), random_state=42); print(a, b)
a, b, c, d = train_test_split(np.arange(20).reshape(10, 2), list(range(10)), test_size=0.2, random_state=0); print(a, b, c, d)
a, b = train_test_split(np.arange(12), test_size=4, stratify=y, random_state=1); print(a, b)
a, b = train_test_split(list("abcdefgh"), shuffle=False); print(a, b)
a, b = train_test_split(np.arange(10), train_size=0.5, test_size=0.3, random_state=7); print(a, b)
np.random.seed(3)
print(train_test_split(np.arange(8)))
print(shuffle(np.arange(6), random_state=0), shuffle([1,2,3],[4,5,6], random_state=1), resample(np.arange(5), random_state=0), check_random_state(0).rand())
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
err(lambda: list(KFold(5).split(np.zeros(3))))
err(lambda: KFold(1)); err(lambda: KFold(2.5)); err(lambda: KFold(3, shuffle=1)); err(lambda: KFold(3, random_state=1))
err(lambda: list(StratifiedKFold(5).split(np.zeros(4), [0,1,0,1])))
err(lambda: list(StratifiedKFold(2).split(np.zeros(4), [0.5,1.2,0.1,.7])))
err(lambda: train_test_split([1,2,3], [1,2])); err(lambda: train_test_split()); err(lambda: train_test_split([1,2,3], test_size=5)); err(lambda: train_test_split([1,2,3], test_size=1.5))
err(lambda: train_test_split([1], test_size=0.5)); err(lambda: train_test_split([1,2,3,4], stratify=[0,0,0,1])); err(lambda: train_test_split([1,2,3,4], test_size=.6, train_size=.7))
err(lambda: list(KFold(2).split(5))); err(lambda: check_random_state("a")); err(lambda: list(KFold(2).split(np.array(3))))
err(lambda: train_test_split(list(range(6)), stratify=[0,0,1,1,2,2], test_size=2))
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, TransformerMixin, clone
class Mean(BaseEstimator, ClassifierMixin):
    def __init__(self, k=1, bias=0.0): self.k = k; self.bias = bias
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.centers_ = np.array([X[y == c].mean(axis=0) for c in self.classes_])
        return self
    def predict(self, X):
        d = ((X[:, None, :] - self.centers_[None]) ** 2).sum(-1)
        return self.classes_[d.argmin(1)]
rng = np.random.RandomState(0)
X = rng.randn(30, 4); t = (X[:, 0] + 0.3 * rng.randn(30) > 0).astype(int)
m = Mean(k=2)
print(m, Mean(), clone(m), m.get_params(), m.set_params(bias=1.5))
print(m.fit(X, t).score(X, t))
print(cross_val_score(Mean(), X, t), cross_val_score(Mean(), X, t, cv=3, scoring="f1"), cross_val_score(Mean(), X, t, cv=KFold(4, shuffle=True, random_state=0)).mean())
print(cross_val_predict(Mean(), X, t, cv=3), sorted(k for k in cross_validate(Mean(), X, t, cv=3, return_train_score=True) if "score" in k))
err(lambda: m.set_params(z=1)); err(lambda: clone(3)); err(lambda: cross_val_score(Mean(), X, t, scoring="nope2") if False else "x")
