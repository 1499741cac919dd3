# tolerance: 1e-6
import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif, SelectPercentile, VarianceThreshold, f_regression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, MinMaxScaler
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.model_selection import cross_val_score, GridSearchCV, ParameterGrid, KFold, StratifiedKFold
rng = np.random.RandomState(0)
X = rng.randn(60, 1000); y = rng.randint(0, 2, 60)
s = SelectKBest(f_classif, k=20).fit(X, y)
print(s, s.scores_[:4], s.pvalues_[:4], s.get_support(indices=True), s.transform(X).shape, s.get_support()[:5])
Xs = SelectKBest(k=20).fit_transform(X, y)
print(cross_val_score(KNeighborsClassifier(), Xs, y, cv=5).mean())
p = make_pipeline(SelectKBest(k=20), KNeighborsClassifier())
print(p, cross_val_score(p, X, y, cv=5))
p = Pipeline([("scale", StandardScaler()), ("select", SelectKBest(f_classif, k=10)), ("clf", LogisticRegression(C=0.5))])
print(p); p.fit(X, y); print(p.score(X, y), p.predict(X[:5]), p.named_steps["clf"].coef_.shape, p["select"], p[0], len(p), p[:2])
print(sorted(p.get_params())[:8]); p.set_params(clf__C=2.0, select__k=5); print(p)
g = GridSearchCV(p, {"select__k": [5, 50], "clf__C": [0.1, 1, 10]}, cv=3).fit(X, y)
print(g.best_params_, g.best_score_, g.best_index_, g.cv_results_["mean_test_score"], g.cv_results_["rank_test_score"], g.cv_results_["params"][:2])
print(g.score(X, y), g.predict(X[:4]), g)
print(sorted(g.cv_results_))
print(list(ParameterGrid({"b": [1, 2], "a": [True, False]})), len(ParameterGrid([{"x": [1]}, {"y": [1, 2]}])))
k = KNeighborsClassifier(n_neighbors=3, weights="distance").fit(X[:, :5], y)
print(k, k.predict(X[:5, :5]), k.predict_proba(X[:3, :5]), k.kneighbors(X[:2, :5]), k.score(X[:, :5], y))
k = KNeighborsClassifier(1).fit(X[:, :5], y); print(k.score(X[:, :5], y), k.kneighbors(n_neighbors=2)[1][:3])
print(KNeighborsRegressor(2).fit(X[:, :3], X[:, 3]).predict(X[:3, :3]))
print(SelectPercentile(percentile=1).fit(X, y).get_support(indices=True), VarianceThreshold(1.5).fit(X).get_support(indices=True))
print(f_regression(X[:, :4], X[:, 5]))
for bad in [lambda: SelectKBest(k=5).fit(X[:, :3], y), lambda: LogisticRegression().predict(X), lambda: LogisticRegression().fit(X, np.zeros(60)), lambda: p.set_params(nope=1), lambda: make_pipeline(LogisticRegression(), StandardScaler()).fit(X, y), lambda: KNeighborsClassifier(5).fit(X[:3], y[:3]).predict(X[:3]), lambda: LogisticRegression().fit(X, y[:3]), lambda: LogisticRegression().fit(X[0], y), lambda: cross_val_score(LogisticRegression(), X, y, scoring="acc"), lambda: LogisticRegression(C=-1).fit(X, y)]:
    try: bad()
    except Exception as e: print(type(e).__name__, str(e)[:150])
