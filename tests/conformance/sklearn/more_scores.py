# tolerance: 1e-9
# Agreement, probabilities, errors of regressions; splits of p samples and of given folds.
import numpy as np
from sklearn.metrics import *
yt = [0,1,2,2,1,0,1,2,0,1]; yp = [0,2,2,2,1,0,0,1,0,1]; yb = [0,1,1,0,1,0,1,0]; pb = [0,1,0,0,1,1,1,0]; sc = np.array([.1,.9,.8,.4,.35,.6,.7,.2])
print(cohen_kappa_score(yt, yp), cohen_kappa_score(yt, yp, weights='linear'), cohen_kappa_score(yt, yp, weights='quadratic'), cohen_kappa_score(['a','b','a'], ['a','b','b']), matthews_corrcoef(yt, yp), matthews_corrcoef(yb, pb), matthews_corrcoef([1,1],[1,1]), hamming_loss(yt, yp), hamming_loss(yb, pb, sample_weight=[1,2,1,1,1,1,1,1]), jaccard_score(yb, pb), jaccard_score(yt, yp, average=None), jaccard_score(yt, yp, average='macro'), jaccard_score(yt, yp, average='weighted'), jaccard_score(yt, yp, average='micro'), multilabel_confusion_matrix(yt, yp), multilabel_confusion_matrix(['x','y','x'], ['x','x','y']))
print(brier_score_loss(yb, sc), brier_score_loss(['n','p','p'], [.1,.8,.6], pos_label='p'), top_k_accuracy_score([0,1,2,2], [[.5,.3,.2],[.1,.2,.7],[.3,.4,.3],[.2,.2,.6]], k=2), top_k_accuracy_score([0,1,2,2], [[.5,.3,.2],[.1,.2,.7],[.3,.4,.3],[.2,.2,.6]], k=1, normalize=False))
print(explained_variance_score([1,2,3],[1,2,4]), explained_variance_score([1.,1],[1,2]), median_absolute_error([1,2,3],[2,4,3]), median_absolute_error([1,2,3,4],[2,4,3,9]), mean_absolute_percentage_error([1,2],[2,4]), mean_squared_log_error([1,2],[2,4]), mean_squared_log_error([1,2],[2,4], squared=False), mean_pinball_loss([1,2,3],[2,4,1]), mean_pinball_loss([1,2,3],[2,4,1], alpha=0.1), max_error([1,2],[1,5]))
try: mean_squared_log_error([-1, 2], [1, 2])
except Exception as e: print(type(e).__name__, e)
try: brier_score_loss(yt, [.1]*10)
except Exception as e: print(type(e).__name__, e)
try: brier_score_loss(yb, [1.1]*8)
except Exception as e: print(type(e).__name__, e)
try: cohen_kappa_score(yt, yp, weights='x')
except Exception as e: print(type(e).__name__, e)
from sklearn.model_selection import *
X = np.arange(10.).reshape(5, 2)
for s in [LeavePOut(2), PredefinedSplit([0, 1, -1, 1, 0])]: print(s, s.get_n_splits(X), [(a.tolist(), b.tolist()) for a, b in s.split(X)])
try: list(LeavePOut(5).split(X))
except Exception as e: print(type(e).__name__, e)
