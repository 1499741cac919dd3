# Slide 5: which of 200 images does a network memorize? Those that it answers only when it was trained on them.
import torch
import torch.nn as nn
from sklearn.metrics import roc_auc_score
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
wrong_labels = 0.1  # @param {type:"slider", min:0, max:0.3, step:0.1}
images = 200  # @param {type:"slider", min:100, max:500, step:100}
pairs = 8  # @param {type:"slider", min:2, max:30, step:1}
steps = 100  # @param {type:"slider", min:10, max:300, step:10}
early = 40  # @param {type:"slider", min:10, max:100, step:10}
retrainings = 5  # @param {type:"slider", min:1, max:10, step:1}
learning_rate = 0.1  # @param {type:"slider", min:0.02, max:0.2, step:0.02}
batch_size = 32  # @param {type:"slider", min:16, max:64, step:8}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
unseen = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)


def first(dataset, count):
    """The first images and their labels, as two tensors."""
    pairs = [dataset[i] for i in range(count)]
    return torch.stack([image for image, _ in pairs]), torch.tensor([label for _, label in pairs])


x, true_labels = first(clothing, images)
x_test, y_test = first(unseen, 1000)

# Some training images get the label of another kind of clothing. Test labels stay right.
wrong = torch.randperm(images)[: round(wrong_labels * images)]
labels = true_labels.clone()
labels[wrong] = (true_labels[wrong] + torch.randint(1, 10, (len(wrong),))) % 10
is_wrong = labels != true_labels


def training(chosen):
    """Trains a new network on the chosen images, and hands it out every ten steps."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for step in range(1, steps + 1):
        batch = chosen[torch.randint(len(chosen), (batch_size,))]
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x[batch]), labels[batch]).backward()
        optimizer.step()
        if step % 10 == 0:
            yield model


def examine(model, x, y):
    """The loss of each image, and 1 where the answer is its label."""
    with torch.no_grad():
        logits = model(x)
        return nn.functional.cross_entropy(logits, y, reduction="none"), (logits.argmax(dim=1) == y).float()


# Halve the images at random, train a network on each half, and again: every image is in half of the networks.
fitted_in, fitted_out = torch.zeros(images), torch.zeros(images)
for _ in tqdm(range(pairs), desc="pairs of networks"):
    one, other = torch.randperm(images).chunk(2)
    for inside, outside in ((one, other), (other, one)):
        *_, model = training(inside)
        _, fitted = examine(model, x, labels)
        fitted_in[inside] += fitted[inside] / pairs
        fitted_out[outside] += fitted[outside] / pairs
score = fitted_in - fitted_out  # how much it matters to have seen the image: Feldman's memorization score

# The cheap way: one network, watched while it learns all images.
history = [examine(model, x, labels) for model in training(torch.arange(images))]
early_loss = history[min(early, steps) // 10 - 1][0]
fitted_share = torch.stack([fitted for _, fitted in history]).mean(dim=0)

metrics = {"score/right": score[~is_wrong].mean().item()}
if len(wrong) > 0:
    metrics["score/wrong"] = score[is_wrong].mean().item()
    metrics["detector/score"] = roc_auc_score(is_wrong, score)
    metrics["detector/early loss"] = roc_auc_score(is_wrong, early_loss)

# What are they worth? Leave some out, train anew, and look at images that no network has seen.
right = (~is_wrong).nonzero().flatten()
third = len(right) // 3
for name, choose in (
    ("nothing", lambda: []),
    ("the wrong labels", lambda: wrong),
    ("a third of the right ones", lambda: right[torch.randperm(len(right))[:third]]),
    ("the most memorized third", lambda: right[score[right].argsort(descending=True)[:third]]),
):
    hits = []
    for _ in range(retrainings):
        kept = torch.ones(images, dtype=torch.bool)
        kept[choose()] = False
        *_, model = training(kept.nonzero().flatten())
        hits.append(examine(model, x_test, y_test)[1].mean().item())
    metrics[f"test without/{name}"] = sum(hits) / retrainings
print(*(f"{name}: {value:.3f}" for name, value in metrics.items()), sep="\n")

writer = SummaryWriter()
rows = [[str(i), str(given), str(true)] for i, (given, true) in enumerate(zip(labels.tolist(), true_labels.tolist()))]
table = torch.stack([score, fitted_share], dim=1)
writer.add_embedding(table, rows, metadata_header=["image", "label", "true"], tag="examples")
writer.add_hparams({"images": images, "wrong_labels": wrong_labels, "steps": steps}, metrics)
writer.close()
