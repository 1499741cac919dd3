import numpy as np

from sklearn.metrics import accuracy_score, confusion_matrix, roc_auc_score, roc_curve, log_loss, precision_score, recall_score, f1_score, classification_report, auc, precision_recall_curve, average_precision_score, mean_squared_error, mean_absolute_error, r2_score, balanced_accuracy_score, precision_recall_fscore_support, fbeta_score, zero_one_loss
rng = np.random.RandomState(1)
y = rng.randint(0, 2, 40); s = np.round(rng.rand(40) * 0.6 + y * 0.3, 2); p = (s > 0.5).astype(int)
print(accuracy_score(y, p), accuracy_score(y, p, normalize=False), accuracy_score(["a","b"],["a","c"]), accuracy_score(y, p, sample_weight=s))
print(confusion_matrix(y, p)); print(confusion_matrix(["cat","dog","cat"],["cat","cat","dog"], labels=["dog","cat"])); print(confusion_matrix(y, p, normalize="true"))
fpr, tpr, th = roc_curve(y, s); print(fpr, tpr, th, sep="\n")
fpr, tpr, th = roc_curve(y, s, drop_intermediate=False); print(len(fpr))
print(roc_auc_score(y, s), auc(fpr, tpr), average_precision_score(y, s), log_loss(y, np.clip(s, 0, 1)), balanced_accuracy_score(y, p))
pr, rc, th = precision_recall_curve(y, s); print(pr[:5], rc[-4:], th[:3])
print(precision_score(y, p), recall_score(y, p), f1_score(y, p), fbeta_score(y, p, beta=2), zero_one_loss(y, p))
y3 = rng.randint(0, 3, 50); p3 = rng.randint(0, 3, 50); q3 = rng.dirichlet([1,1,1], 50) if False else np.abs(rng.randn(50, 3)); q3 = q3 / q3.sum(1, keepdims=True)
for a in ["macro", "micro", "weighted", None]: print(a, precision_score(y3, p3, average=a), recall_score(y3, p3, average=a), f1_score(y3, p3, average=a))
print(precision_recall_fscore_support(y3, p3)); print(precision_recall_fscore_support(y3, p3, average="macro"))
print(classification_report(y3, p3)); print(classification_report(y, p, target_names=["neg", "pos"], digits=3))
print(log_loss(y3, q3), roc_auc_score(y3, q3, multi_class="ovr"), log_loss(["a","b","b"], [[.9,.1],[.2,.8],[.3,.7]]))
print(mean_squared_error([1,2,3],[1,2,5]), mean_squared_error([1,2,3],[1,2,5], squared=False), mean_absolute_error([1,2,3.5],[1,2,5]), r2_score([1,2,3],[1.1,2,2.9]))
print(classification_report(y, p, output_dict=True)["accuracy"])
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
err(lambda: roc_auc_score([0,0,0],[.1,.2,.3])); err(lambda: roc_auc_score(y3, q3)); err(lambda: accuracy_score([0,1],[0,1,1])); err(lambda: accuracy_score([0,1],[0.2,.7])); err(lambda: f1_score(y3, p3)); err(lambda: roc_curve(["a","b"],[.1,.2])); err(lambda: roc_curve([0,1],[.1,np.nan])); err(lambda: log_loss([1,1],[.2,.3])); err(lambda: log_loss([0,1,2],[[.2,.8]]*3)); err(lambda: confusion_matrix([0,1],[0,1],labels=[5]))
from sklearn.preprocessing import StandardScaler, MinMaxScaler, LabelEncoder
X = rng.randn(8, 3) * [1, 10, 0] + [0, 5, 2]
sc = StandardScaler(); Z = sc.fit_transform(X); print(sc, sc.mean_, sc.var_, sc.scale_); print(Z); print(sc.inverse_transform(Z)[:2], sc.transform(X[:1].astype(np.float32)).dtype, sc.n_features_in_)
mm = MinMaxScaler((-1, 1)); print(mm, mm.fit_transform(X)[:3], mm.data_min_)
le = LabelEncoder(); print(le.fit_transform(["b","a","c","a"]), le.classes_, le.inverse_transform([2,0]), le.transform(["c"]))
err(lambda: StandardScaler().fit([1,2,3])); err(lambda: StandardScaler().transform([[1]])); err(lambda: sc.transform([[1,2]])); err(lambda: le.transform(["z"]))
