import numpy as np
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, learning_curve, permutation_test_score, validation_curve
from sklearn.neighbors import KNeighborsClassifier

X, y = make_classification(n_samples=120, n_features=8, n_informative=3, flip_y=0.2, random_state=0)

sizes, train, test = learning_curve(KNeighborsClassifier(1), X, y, cv=5)
print(sizes, sizes.dtype, train.shape, test.shape)
for n, a, b in zip(sizes, train.mean(axis=1), test.mean(axis=1)):
    print(f"{n:3d} images  train {a:.3f}  validation {b:.3f}  gap {a - b:.3f}")

sizes, train, test = learning_curve(
    LogisticRegression(), X, y, train_sizes=[20, 40, 80], cv=KFold(3), shuffle=True, random_state=1, scoring="accuracy"
)
print(sizes)
print(train.round(4))
print(test.round(4))

train, test = validation_curve(
    KNeighborsClassifier(), X, y, param_name="n_neighbors", param_range=[1, 3, 9, 27], cv=4
)
print(train.round(4))
print(test.round(4))

score, shuffled, p = permutation_test_score(
    KNeighborsClassifier(5), X, y, cv=KFold(4, shuffle=True, random_state=0), n_permutations=12, random_state=3
)
print(round(score, 4), shuffled.round(4), round(p, 4))

for wrong in ([0.5, 1.5], [0, 10], [10, 1000]):
    try:
        learning_curve(KNeighborsClassifier(1), X, y, train_sizes=np.array(wrong), cv=5)
    except ValueError as error:
        print(error)
