# tolerance: 1e-5
import numpy as np
from sklearn.decomposition import PCA
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.metrics import *
rng = np.random.RandomState(0)
X = rng.randn(30, 4) @ rng.randn(4, 4) + 2; y = (X[:, 0] > 2).astype(int)
p = PCA(n_components=2).fit(X); print(p, p.components_, p.explained_variance_, p.explained_variance_ratio_, p.singular_values_, p.mean_, p.noise_variance_)
Z = p.transform(X); print(Z[:3], p.inverse_transform(Z)[:2], PCA(0.9).fit(X).n_components_, PCA(whiten=True).fit_transform(X)[:2])
for s in ["most_frequent", "prior", "stratified", "uniform"]:
    d = DummyClassifier(strategy=s, random_state=0).fit(X, y); print(d, d.predict(X), d.predict_proba(X[:2]), d.score(X, y))
print(DummyRegressor().fit(X, X[:, 0]).predict(X[:2]))
g = GaussianNB().fit(X, y); print(g, g.theta_, g.var_, g.predict_proba(X[:2]), g.score(X, y), g.class_prior_)
p = g.predict(X)
print(confusion_matrix(y, p)); print(classification_report(y, p)); print(log_loss(y, g.predict_proba(X)), precision_score(y, p), recall_score(y, p), f1_score(y, p), roc_auc_score(y, g.predict_proba(X)[:, 1]))
s = make_scorer(f1_score, average="macro"); print(s, s(g, X, y)); print(get_scorer("roc_auc")(g, X, y), get_scorer("neg_log_loss")(g, X, y))
print(mean_squared_error([1,2,3],[1,2,4]), mean_absolute_error([1,2],[2,2]), r2_score([1,2,3],[1,2,2.5]))
