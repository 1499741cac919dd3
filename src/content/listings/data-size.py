# Slide 3: too few images, or too many wrong labels? The same network and the same number of steps at every size.
import torch
import torch.nn as nn
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
images = 500  # @param [100, 250, 500, 1000, 2000]
wrong_labels = 0.0  # @param {type:"slider", min:0, max:0.6, step:0.1}
width = 128  # @param {type:"slider", min:8, max:256, step:8}
steps = 400  # @param {type:"slider", min:20, max:1000, step:20}
learning_rate = 0.04  # @param {type:"slider", min:0.01, max:0.08, step:0.01}
momentum = 0.9  # @param {type:"slider", min:0, max:0.9, step:0.1}
batch_size = 128  # @param {type:"slider", min:16, max:128, step:16}

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

model = nn.Sequential(nn.Flatten(), nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 10))
# Momentum and large batches, so that a few hundred steps are enough for a net to fit whatever it can.
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
criterion = nn.CrossEntropyLoss()


def evaluate(x, y):
    """Mean loss, and whether each answer is the label."""
    with torch.no_grad():
        logits = model(x)
        return criterion(logits, y).item(), logits.argmax(dim=1) == y


def share(hits):
    return hits.float().mean().item()


writer = SummaryWriter()
for step in tqdm(range(1, steps + 1), desc="steps"):
    batch = torch.randint(images, (batch_size,))  # drawn anew each time, so that a step is a step at every size
    optimizer.zero_grad()
    criterion(model(x[batch]), labels[batch]).backward()
    optimizer.step()

    if step % 20 == 0:
        train_loss, fitted = evaluate(x, labels)
        validation_loss, correct = evaluate(x_validation, y_validation)
        metrics = {
            "accuracy/train": share(fitted),
            "accuracy/validation": share(correct),
            "accuracy/gap": share(fitted) - share(correct),
            "loss/train": train_loss,
            "loss/validation": validation_loss,
        }
        if len(wrong) > 0:
            metrics["fitted/wrong"] = share(fitted[wrong])
        for name, value in metrics.items():
            writer.add_scalar(name, value, step)
    if step % 100 == 0:
        print(f"step {step:4d}", *(f" {name} {value:.3f}" for name, value in metrics.items()))

writer.add_hparams({"images": images, "wrong_labels": wrong_labels, "width": width}, metrics)
writer.close()
