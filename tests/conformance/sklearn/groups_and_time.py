import numpy as np
from sklearn.model_selection import *
groups = [1, 1, 2, 2, 2, 3, 3, 4, 5, 5]
X = np.arange(20).reshape(10, 2); y = np.array([0, 1] * 5)
for cv in [GroupKFold(n_splits=3), LeaveOneGroupOut(), GroupShuffleSplit(n_splits=2, random_state=0), GroupShuffleSplit(n_splits=2, test_size=0.5, random_state=3)]:
    print(cv, cv.get_n_splits(X, y, groups))
    for tr, te in cv.split(X, y, groups): print(tr, te)
for cv in [TimeSeriesSplit(n_splits=3), TimeSeriesSplit(n_splits=3, max_train_size=3, test_size=2, gap=1), LeaveOneOut(), RepeatedKFold(n_splits=2, n_repeats=2, random_state=1), RepeatedStratifiedKFold(n_splits=2, n_repeats=2, random_state=1), ShuffleSplit(3, test_size=0.3, random_state=0), StratifiedShuffleSplit(2, test_size=0.4, random_state=0), StratifiedKFold(2, shuffle=True, random_state=5), KFold(3)]:
    print(cv, cv.get_n_splits(X, y))
    for tr, te in cv.split(X, y): print(tr, te)
for bad in [lambda: list(GroupKFold(2).split(X, y)), lambda: list(GroupKFold(7).split(X, y, groups)), lambda: list(TimeSeriesSplit(12).split(X)), lambda: KFold(1), lambda: KFold(3, random_state=1), lambda: list(StratifiedKFold(6).split(X, y)), lambda: train_test_split(X, test_size=1.5), lambda: list(LeaveOneGroupOut().split(X, y, [1]*10))]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
