# Slide 8: L1, L2 and dropout on 28 x 28 images of clothing.
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
learning_rate = 0.1  # @param {type:"slider", min:0.01, max:0.2, step:0.01}
dropout = 0.5  # @param {type:"slider", min:0, max:0.9, step:0.1}
dropout_after = "the first layer"  # @param ["the first layer", "both layers"]
weight_decay = 1e-4  # @param {type:"slider", min:0, max:0.1, step:0.0001}
l1 = 0.0  # @param {type:"slider", min:0, max:0.002, step:0.0001}
l1_by = "soft threshold"  # @param ["soft threshold", "subgradient"]
wrong_labels = 0.0  # @param {type:"slider", min:0, max:0.6, step:0.1}
images = 500  # @param {type:"slider", min:100, max:1000, step:100}
epochs = 30  # @param {type:"slider", min:2, max:100, step:2}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
new_clothing = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)
pictures = torch.stack([clothing[i][0] for i in range(images)])
labels = torch.tensor([clothing[i][1] for i in range(images)])

# Some training images get the label of another kind of clothing. Validation labels stay right.
wrong = torch.randperm(images)[: round(wrong_labels * images)]
labels[wrong] = (labels[wrong] + torch.randint(1, 10, (len(wrong),))) % 10

train = TensorDataset(pictures, labels)
validation = TensorDataset(
    torch.stack([new_clothing[i][0] for i in range(1000)]), torch.tensor([new_clothing[i][1] for i in range(1000)])
)
train_loader = DataLoader(train, batch_size=64, shuffle=True)

model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 512),
    nn.ReLU(),
    nn.Dropout(dropout),
    nn.Linear(512, 256),
    nn.ReLU(),
    nn.Dropout(dropout if dropout_after == "both layers" else 0.0),
    nn.Linear(256, 10),
)
weights = [parameter for name, parameter in model.named_parameters() if name.endswith("weight")]
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=weight_decay)  # L2 regularization
criterion = nn.CrossEntropyLoss()


def evaluate(dataset):
    """Mean loss and accuracy, with dropout switched off."""
    model.eval()
    loss, correct = 0.0, 0
    with torch.no_grad():
        for x, y in DataLoader(dataset, batch_size=500):
            logits = model(x)
            loss += criterion(logits, y).item() * len(y)
            correct += (logits.argmax(dim=1) == y).sum().item()
    return loss / len(dataset), correct / len(dataset)


writer = SummaryWriter()
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    model.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        if l1 > 0 and l1_by == "subgradient":  # L1 regularization as most programs have it: a term of the loss
            loss = loss + l1 * sum(weight.abs().sum() for weight in weights)
        loss.backward()
        optimizer.step()
        if l1 > 0 and l1_by == "soft threshold":  # or so: every weight moves towards zero, and stops there
            with torch.no_grad():
                for weight in weights:
                    weight.copy_(nn.functional.softshrink(weight, learning_rate * l1))

    if epoch % 2 == 0 or epoch == epochs:
        train_loss, train_accuracy = evaluate(train)
        validation_loss, validation_accuracy = evaluate(validation)
        writer.add_scalar("loss/train", train_loss, epoch)
        writer.add_scalar("loss/validation", validation_loss, epoch)
        writer.add_scalar("accuracy/train", train_accuracy, epoch)
        writer.add_scalar("accuracy/validation", validation_accuracy, epoch)
    if epoch % 10 == 0 or epoch == epochs:
        for name, weight in zip(("first", "second", "third"), weights):
            writer.add_histogram(f"weights/{name} layer", weight, epoch)
        print(f"epoch {epoch:2d}  train {train_accuracy:.3f}  validation {validation_accuracy:.3f}")

with torch.no_grad():
    every_weight = torch.cat([weight.flatten() for weight in weights])
    norm, zeros = every_weight.norm().item(), (every_weight == 0).float().mean().item()
print(f"norm of the weights {norm:.2f}, exactly zero {zeros:.1%}")

writer.add_hparams(
    {"learning_rate": learning_rate, "dropout": dropout, "weight_decay": weight_decay, "l1": l1},
    {
        "loss/train": train_loss,
        "loss/validation": validation_loss,
        "accuracy/train": train_accuracy,
        "accuracy/validation": validation_accuracy,
        "weights/norm": norm,
        "weights/zero": zeros,
    },
)
writer.close()
