# Slide 6: each technique that reduces memorization, against the same wrong labels.
import copy

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
technique = "none"  # @param ["none", "early stopping", "L2 1e-4", "L2 5e-2", "L1 1e-3", "dropout 0.5, first layer", "dropout 0.8, both layers", "shift and flip", "the slide's augmentation", "mixup", "label smoothing", "all together"]
wrong_labels = 0.4  # @param {type:"slider", min:0, max:0.6, step:0.1}
images = 500  # @param {type:"slider", min:200, max:1000, step:100}
epochs = 50  # @param {type:"slider", min:10, max:100, step:10}
learning_rate = 0.1  # @param {type:"slider", min:0.02, max:0.2, step:0.02}

scale = [transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)]
flip, shift = transforms.RandomHorizontalFlip(), transforms.RandomAffine(0, translate=(2 / 28, 2 / 28))
rotate_and_crop = [transforms.RandomRotation(10), transforms.RandomResizedCrop(28, scale=(0.8, 1.0))]
chosen = {
    "L2 1e-4": {"l2": 1e-4},
    "L2 5e-2": {"l2": 5e-2},
    "L1 1e-3": {"l1": 1e-3},
    "dropout 0.5, first layer": {"dropout": (0.5, 0)},
    "dropout 0.8, both layers": {"dropout": (0.8, 0.8)},
    "shift and flip": {"vary": [flip, shift]},
    "the slide's augmentation": {"vary": [flip, *rotate_and_crop]},
    "label smoothing": {"smoothing": 0.2},
    "all together": {"l2": 1e-3, "dropout": (0.5, 0.5), "vary": [flip, shift]},
}.get(technique, {})

torch.manual_seed(seed)
clothing = datasets.FashionMNIST("./data", train=True, download=True)
new_clothing = datasets.FashionMNIST("./data", train=False, download=True, transform=transforms.Compose(scale))
pictures = [clothing[i][0] for i in range(images)]
true = torch.tensor([clothing[i][1] for i in range(images)])
new = torch.stack([new_clothing[i][0] for i in range(1000)])  # 500 to choose by and 500 to test with
new_labels = torch.tensor([new_clothing[i][1] for i in range(1000)])

# Some training images get the label of another kind of clothing. All other labels stay right.
wrong = torch.randperm(images)[: round(wrong_labels * images)]
given = true.clone()
given[wrong] = (true[wrong] + torch.randint(1, 10, (len(wrong),))) % 10

dropout = chosen.get("dropout", (0, 0))
first = [nn.Linear(784, 256), nn.ReLU(), nn.Dropout(dropout[0])]
second = [nn.Linear(256, 128), nn.ReLU(), nn.Dropout(dropout[1])]
model = nn.Sequential(nn.Flatten(), *first, *second, nn.Linear(128, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=chosen.get("l2", 0))
criterion = nn.CrossEntropyLoss(label_smoothing=chosen.get("smoothing", 0))


def variants(changes):
    """Every training image, changed at random by `changes`."""
    change = transforms.Compose([*changes, *scale])
    return torch.stack([change(picture) for picture in pictures])


def measure():
    """What the network answers, to its training images as they are and to new ones."""
    model.eval()
    with torch.no_grad():
        answers, right = model(plain).argmax(dim=1), model(new).argmax(dim=1) == new_labels
    measured = {"accuracy/train": answers == given, "accuracy/validation": right[:500], "accuracy/test": right[500:]}
    if len(wrong) > 0:
        measured["fitted/wrong"] = answers[wrong] == given[wrong]
        measured["fitted/true"] = answers[wrong] == true[wrong]
    return {name: correct.float().mean().item() for name, correct in measured.items()}


writer = SummaryWriter()
best, kept, last = 0.0, None, []
x = plain = variants([])
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    if "vary" in chosen:
        x = variants(chosen["vary"])  # new ones in every epoch
    model.train()
    for inputs, labels in DataLoader(TensorDataset(x, given), batch_size=64, shuffle=True):
        optimizer.zero_grad()
        if technique == "mixup":  # two images in one, and the loss of both labels in the same proportion
            share, other = torch.rand(()), torch.randperm(len(labels))
            logits = model(share * inputs + (1 - share) * inputs[other])
            loss = share * criterion(logits, labels) + (1 - share) * criterion(logits, labels[other])
        else:
            loss = criterion(model(inputs), labels)
        if "l1" in chosen:
            loss = loss + chosen["l1"] * sum(p.abs().sum() for p in model.parameters() if p.dim() == 2)
        loss.backward()
        optimizer.step()

    if epoch % 2 == 0:
        measured = measure()
        last = (last + [measured])[-5:]
        for name, value in measured.items():
            writer.add_scalar(name, value, epoch)
        if measured["accuracy/validation"] > best:  # early stopping goes back to this epoch
            best, kept, best_epoch = measured["accuracy/validation"], copy.deepcopy(model.state_dict()), epoch
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}  train {measured['accuracy/train']:.3f}  test {measured['accuracy/test']:.3f}")

if technique == "early stopping":
    model.load_state_dict(kept)
    measured = measure()
    print(f"back to epoch {best_epoch}  train {measured['accuracy/train']:.3f}  test {measured['accuracy/test']:.3f}")
else:  # one evaluation jumps by several points up and down: the mean of the last five
    measured = {name: sum(evaluation[name] for evaluation in last) / len(last) for name in measured}
writer.add_hparams({"technique": technique, "wrong_labels": wrong_labels}, measured)
writer.close()
