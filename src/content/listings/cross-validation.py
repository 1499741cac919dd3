# Slide 9: the slide's cross-validation, with a network in it, on data that has nothing to learn.
import numpy as np
import torch
import torch.nn as nn
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import KFold
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
shortcut = "none"  # @param ["none", "select features before the split", "select features inside the fold", "copies before the split", "copies inside the fold"]
folds = 5  # @param {type:"slider", min:2, max:10, step:1}
features = 30  # @param {type:"slider", min:10, max:200, step:10}
copies = 4  # @param {type:"slider", min:1, max:5, step:1}
hidden = 64  # @param {type:"slider", min:16, max:128, step:16}
steps = 100  # @param {type:"slider", min:20, max:300, step:20}

np.random.seed(seed)
torch.manual_seed(seed)
X = np.random.rand(100, 784)  # images of noise
y = np.random.randint(0, 10, 100)  # and labels from a hat: no method can do better than 0.1 on new ones


def with_copies(X, y):
    """Every row, and slightly different copies of it with the same label."""
    rows = np.concatenate([X] + [X + 0.05 * np.random.randn(*X.shape) for _ in range(copies)])
    return rows, np.tile(y, copies + 1)


if shortcut == "select features before the split":  # the choice has seen the labels of all rows
    X = SelectKBest(f_classif, k=features).fit_transform(X, y)
if shortcut == "copies before the split":  # copies of one row end up on both sides
    X, y = with_copies(X, y)

criterion = nn.CrossEntropyLoss()
writer = SummaryWriter()
train_accuracies, val_accuracies = [], []

kf = KFold(n_splits=folds)
for fold, (train_index, val_index) in enumerate(tqdm(kf.split(X), total=folds, desc="folds"), start=1):
    X_train, X_val = X[train_index], X[val_index]
    y_train, y_val = y[train_index], y[val_index]

    # From here on: train and validate model.
    if shortcut == "select features inside the fold":
        select = SelectKBest(f_classif, k=features).fit(X_train, y_train)
        X_train, X_val = select.transform(X_train), select.transform(X_val)
    if shortcut == "copies inside the fold":
        X_train, y_train = with_copies(X_train, y_train)
    x_train, x_val = (torch.tensor(rows - 0.5, dtype=torch.float32) for rows in (X_train, X_val))
    labels_train, labels_val = torch.tensor(y_train), torch.tensor(y_val)

    model = nn.Sequential(nn.Linear(x_train.shape[1], hidden), nn.ReLU(), nn.Linear(hidden, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(1, steps + 1):  # every step sees all training rows
        optimizer.zero_grad()
        loss = criterion(model(x_train), labels_train)
        loss.backward()
        optimizer.step()
        if step % 10 == 0:
            with torch.no_grad():
                train_accuracy = (model(x_train).argmax(dim=1) == labels_train).float().mean().item()
                val_accuracy = (model(x_val).argmax(dim=1) == labels_val).float().mean().item()
            writer.add_scalar(f"train/fold {fold}", train_accuracy, step)
            writer.add_scalar(f"validation/fold {fold}", val_accuracy, step)
    train_accuracies.append(train_accuracy)
    val_accuracies.append(val_accuracy)
    print(f"fold {fold}: train {train_accuracy:.3f}  validation {val_accuracy:.3f}")

estimate = np.mean(val_accuracies)
print(f"mean of {folds} folds: {estimate:.3f}; a guess is right in 0.100")
writer.add_hparams(
    {"shortcut": shortcut, "folds": folds},
    {
        "accuracy/train": np.mean(train_accuracies),
        "accuracy/validation": estimate,
        "spread/folds": np.std(val_accuracies, ddof=1),
    },
)
writer.close()
