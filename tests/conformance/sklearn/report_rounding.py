# tolerance: exact
# Halves in a report are rounded as Python formats doubles: 0.625 becomes 0.62.
import numpy as np
from sklearn.metrics import classification_report

truth = np.array([0, 1, 2, 2, 1, 0, 2, 1])
print(classification_report(truth, np.array([0, 2, 2, 1, 1, 0, 2, 0])))
print(classification_report(truth > 0, truth > 1, digits=3, target_names=["no", "yes"]))
