# tolerance: 1e-5
import numpy as np
from sklearn.datasets import make_classification, make_regression
from sklearn.linear_model import LogisticRegression, LinearRegression, Ridge
from sklearn.model_selection import cross_val_score, cross_val_predict, cross_validate
X, y = make_classification(200, 10, n_informative=4, random_state=0)
m = LogisticRegression().fit(X, y)
print(m, m.coef_, m.intercept_, m.n_iter_, m.classes_)
print(m.predict(X[:10]), m.predict_proba(X[:3]), m.decision_function(X[:3]), m.score(X, y))
X3, y3 = make_classification(150, 8, n_informative=5, n_classes=3, random_state=1)
m = LogisticRegression(C=0.1, max_iter=1000).fit(X3, y3)
print(m, m.coef_, m.intercept_, m.n_iter_, m.score(X3, y3), m.predict_proba(X3[:2]))
m = LogisticRegression(multi_class="ovr", fit_intercept=False).fit(X3, y3); print(m.coef_, m.intercept_, m.n_iter_, m.predict_proba(X3[:2]))
m = LogisticRegression(multi_class="multinomial").fit(X, y); print(m.coef_, m.predict_proba(X[:2]), m.n_iter_)
m = LogisticRegression(class_weight="balanced").fit(X[:50], y[:50]); print(m.coef_)
m = LogisticRegression(class_weight={0: 1, 1: 5}, penalty=None).fit(X, y); print(m.coef_, m.n_iter_)
labels = np.array(["cat", "dog"])[y]
m = LogisticRegression().fit(X, labels); print(m.predict(X[:4]), m.classes_)
m = LogisticRegression(C=1e6, max_iter=5).fit(X, y); print(m.n_iter_)
print(cross_val_score(LogisticRegression(), X, y), cross_val_score(LogisticRegression(), X, y, cv=3, scoring="roc_auc"))
r = cross_validate(LogisticRegression(), X, y, cv=4, scoring=["accuracy", "neg_log_loss", "f1"], return_train_score=True, return_estimator=True)
print(sorted(r), r["test_accuracy"], r["train_neg_log_loss"], r["test_f1"], r["estimator"])
print(cross_val_predict(LogisticRegression(), X, y, cv=3, method="predict_proba")[:3])
A, b = make_regression(40, 5, noise=3, random_state=0)
for e in [LinearRegression(), Ridge(), Ridge(alpha=10, fit_intercept=False)]:
    e.fit(A, b); print(e, e.coef_, e.intercept_, e.predict(A[:2]), e.score(A, b), cross_val_score(e, A, b))
e = LinearRegression().fit(A[:4], b[:4]); print(e.coef_, e.intercept_, e.rank_, e.singular_)
e = Ridge().fit(A[:4], np.c_[b[:4], b[4:8]]); print(e.coef_, e.intercept_, e.predict(A[:2]))
big = np.random.RandomState(0).randn(30, 500); lab = np.random.RandomState(1).randint(0, 2, 30)
m = LogisticRegression().fit(big, lab); print(m.score(big, lab), m.n_iter_, m.coef_[0, :5])
print(cross_val_score(LogisticRegression(), big, lab, cv=5))
