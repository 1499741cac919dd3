# Slide 1: a network learns the labels of 200 images. Its twin gets the same images with labels drawn at random.
import copy

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
random_labels = 1.0  # @param {type:"slider", min:0, max:1, step:0.1}
images = 200  # @param {type:"slider", min:100, max:600, step:50}
width = 256  # @param {type:"slider", min:16, max:512, step:16}
epochs = 60  # @param {type:"slider", min:4, max:200, step:2}
learning_rate = 0.1  # @param {type:"slider", min:0.02, max:0.2, step:0.02}
batch_size = 50  # @param {type:"slider", min:10, max:100, step:10}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
unseen = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)


def first(dataset, count):
    """The first images and their labels, as two tensors."""
    pairs = [dataset[i] for i in range(count)]
    return torch.stack([image for image, _ in pairs]), torch.tensor([label for _, label in pairs])


x, true_labels = first(clothing, images)
x_validation, y_validation = first(unseen, 500)

# The twin's labels: for some of the images, or all, a die with ten sides decides, whatever the picture shows.
rolled = torch.randperm(images)[: round(random_labels * images)]
twin_labels = true_labels.clone()
twin_labels[rolled] = torch.randint(0, 10, (len(rolled),))

network = nn.Sequential(
    nn.Flatten(), nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 128), nn.ReLU(), nn.Linear(128, 10)
)
twin = copy.deepcopy(network)  # the same initial weights
optimizer = torch.optim.SGD(network.parameters(), lr=learning_rate)
twin_optimizer = torch.optim.SGD(twin.parameters(), lr=learning_rate)
criterion = nn.CrossEntropyLoss()


def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    criterion(model(x), y).backward()
    optimizer.step()


def answers(model, x):
    with torch.no_grad():
        return model(x).argmax(dim=1)


def share(hits):
    return hits.float().mean().item()


writer = SummaryWriter()
answered = {"true labels": [], "random labels": []}
loader = DataLoader(TensorDataset(x, true_labels, twin_labels), batch_size, shuffle=True, drop_last=True)
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    for batch, y_true, y_random in loader:  # both see the same images in the same order
        train_step(network, optimizer, batch, y_true)
        train_step(twin, twin_optimizer, batch, y_random)

    if epoch % 2 == 0:
        metrics = {}
        for name, model, labels in (("true labels", network, true_labels), ("random labels", twin, twin_labels)):
            now = answers(model, x)
            metrics[f"{name}/train"] = share(now == labels)
            metrics[f"{name}/validation"] = share(answers(model, x_validation) == y_validation)
            # What it answers on the first 60 training images, one column more each time.
            answered[name].append(now[:60])
            rows = [[str(i), str(label)] for i, label in enumerate(labels[:60].tolist())]
            table = torch.stack(answered[name], dim=1)
            writer.add_embedding(table, rows, metadata_header=["image", "label"], global_step=epoch, tag=f"answers/{name}")
        for name, value in metrics.items():
            writer.add_scalar(name, value, epoch)
    if epoch % 10 == 0:
        print(f"epoch {epoch:3d}", *(f" {name} {value:.3f}" for name, value in metrics.items()))

writer.add_hparams({"random_labels": random_labels, "images": images, "width": width}, metrics)
writer.close()
