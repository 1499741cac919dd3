# Slide 9: two estimates of the same accuracy, again and again: a holdout and 5-fold cross-validation.
import numpy as np
import torch
import torch.nn as nn
from sklearn.model_selection import KFold
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
folds = "shuffled"  # @param ["shuffled", "in order"]
sorted_by_label = False  # @param {type:"boolean"}
repeats = 10  # @param {type:"slider", min:2, max:20, step:1}
images = 200  # @param {type:"slider", min:50, max:500, step:50}
steps = 60  # @param {type:"slider", min:20, max:200, step:20}
hidden = 32  # @param {type:"slider", min:8, max:128, step:8}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
new_clothing = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)
x_all = torch.stack([clothing[i][0] for i in range(1000)]).flatten(1)
y_all = torch.tensor([clothing[i][1] for i in range(1000)])
x_new = torch.stack([new_clothing[i][0] for i in range(1000)]).flatten(1)
y_new = torch.tensor([new_clothing[i][1] for i in range(1000)])

criterion = nn.CrossEntropyLoss()


def train_and_score(x_train, y_train, x_val, y_val):
    """Trains a new network; returns its accuracy on images that it did not learn from."""
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        batch = torch.randint(len(x_train), (32,))
        optimizer.zero_grad()
        criterion(model(x_train[batch]), y_train[batch]).backward()
        optimizer.step()
    with torch.no_grad():
        return (model(x_val).argmax(dim=1) == y_val).float().mean().item()


writer = SummaryWriter()
holdout, cross_validation, spread, truth = [], [], [], []
for repeat in tqdm(range(1, repeats + 1), desc="repeats"):
    chosen = torch.randperm(1000)[:images]  # all that somebody has
    if sorted_by_label:  # as images come out of a folder for each kind
        chosen = chosen[y_all[chosen].argsort()]
    x, y = x_all[chosen], y_all[chosen]

    kf = KFold(n_splits=5)
    if folds == "shuffled":
        kf = KFold(n_splits=5, shuffle=True, random_state=100 * seed + repeat)
    scores = [train_and_score(x[train], y[train], x[val], y[val]) for train, val in kf.split(x)]
    holdout.append(scores[0])  # the first fold alone is an 80/20 holdout
    cross_validation.append(np.mean(scores))
    spread.append(np.std(scores, ddof=1))
    # What both want to know: how a network that learned from all of the images does on a thousand new ones.
    truth.append(train_and_score(x, y, x_new, y_new))
    writer.add_scalar("estimate/holdout", holdout[-1], repeat)
    writer.add_scalar("estimate/5-fold", cross_validation[-1], repeat)
    writer.add_scalar("estimate/truth", truth[-1], repeat)

def typical_error(estimates):
    return np.sqrt(np.mean((np.array(estimates) - truth) ** 2))


print(f"truth: mean {np.mean(truth):.3f}")
for name, estimates in (("holdout", holdout), ("5-fold", cross_validation)):
    print(f"{name}: from {min(estimates):.3f} to {max(estimates):.3f}, typical error {typical_error(estimates):.3f}")
writer.add_hparams(
    {"folds": folds, "sorted_by_label": sorted_by_label, "images": images},
    {
        "estimate/holdout": np.mean(holdout),
        "estimate/5-fold": np.mean(cross_validation),
        "estimate/truth": np.mean(truth),
        "error/holdout": typical_error(holdout),
        "error/5-fold": typical_error(cross_validation),
        "spread/folds": np.mean(spread),
    },
)
writer.close()
