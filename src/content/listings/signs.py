# Slide 4: the signs of memorization. Does the loss of an image tell that the network was trained on it?
import torch
import torch.nn as nn
from sklearn.metrics import roc_auc_score
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
images = 500  # @param {type:"slider", min:100, max:1000, step:100}
wrong_labels = 0.0  # @param {type:"slider", min:0, max:0.6, step:0.1}
width = 256  # @param {type:"slider", min:16, max:512, step:16}
epochs = 80  # @param {type:"slider", min:4, max:200, step:4}
learning_rate = 0.2  # @param {type:"slider", min:0.02, max:0.2, step:0.02}
batch_size = 100  # @param {type:"slider", min:10, max:100, step:10}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
unseen = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)


def first(dataset, count):
    """The first images and their labels, as two tensors."""
    pairs = [dataset[i] for i in range(count)]
    return torch.stack([image for image, _ in pairs]), torch.tensor([label for _, label in pairs])


x, true_labels = first(clothing, images)
x_validation, y_validation = first(unseen, 1000)

# Some training images get the label of another kind of clothing. Validation labels stay right.
wrong = torch.randperm(images)[: round(wrong_labels * images)]
labels = true_labels.clone()
labels[wrong] = (true_labels[wrong] + torch.randint(1, 10, (len(wrong),))) % 10
right = labels == true_labels

model = nn.Sequential(
    nn.Flatten(), nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 128), nn.ReLU(), nn.Linear(128, 10)
)
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
criterion = nn.CrossEntropyLoss()


def examine(x, y):
    """The loss of each image, and whether the answer is its label."""
    with torch.no_grad():
        logits = model(x)
        return nn.functional.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1) == y


def share(hits):
    return hits.float().mean().item()


writer = SummaryWriter()
loader = DataLoader(TensorDataset(x, labels), batch_size, shuffle=True, drop_last=True)
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    for batch, y in loader:
        optimizer.zero_grad()
        criterion(model(batch), y).backward()
        optimizer.step()

    if epoch % 4 == 0:
        train_loss, fitted = examine(x, labels)
        validation_loss, correct = examine(x_validation, y_validation)
        # Somebody who sees a loss only: the smaller it is, the likelier the image was in the training set.
        # The wrong labels are left out, which would give themselves away.
        members, others = train_loss[right], validation_loss
        member = torch.cat([torch.ones(len(members)), torch.zeros(len(others))])
        probability = torch.exp(-torch.cat([members, others]))  # of the given label
        metrics = {
            "loss/train": train_loss.mean().item(),
            "loss/validation": validation_loss.mean().item(),
            "accuracy/train": share(fitted),
            "accuracy/validation": share(correct),
            "attack/auc": roc_auc_score(member, probability),
        }
        for name, value in metrics.items():
            writer.add_scalar(name, value, epoch)
    if epoch in (4, 8, 12, 20, 32, 44, 60) or epoch == epochs:
        writer.add_pr_curve("membership", member, probability, epoch)
    if epoch % 20 == 0:
        print(f"epoch {epoch:3d}", *(f" {name} {value:.3f}" for name, value in metrics.items()))

writer.add_hparams({"images": images, "wrong_labels": wrong_labels, "width": width}, metrics)
writer.close()
