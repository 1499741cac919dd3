# Slide 8's step on slide 7's augmented images, timed by the program itself. The first epochs
# warm up; each later one prints its mean time a step.
import time

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

batch_size = 64  # @param {type:"integer"}
steps = 16  # @param {type:"integer"}
blocks = 5  # @param {type:"integer"}
warm_up = 2  # @param {type:"integer"}

torch.manual_seed(0)
augmentation = transforms.Compose(
    [
        transforms.RandomHorizontalFlip(),
        transforms.RandomRotation(10),
        transforms.RandomResizedCrop(28, scale=(0.8, 1.0)),
        transforms.ToTensor(),
    ]
)
data = datasets.FashionMNIST("./data", train=True, download=True, transform=augmentation)
loader = DataLoader(Subset(data, range(steps * batch_size)), batch_size=batch_size, shuffle=True)

model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 512),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(512, 256),
    nn.ReLU(),
    nn.Linear(256, 10),
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, weight_decay=1e-4)
criterion = nn.CrossEntropyLoss()

for block in range(warm_up + blocks):
    start = time.perf_counter()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    seconds = time.perf_counter() - start
    if block >= warm_up:
        print(f"{1000 * seconds / steps:.4f} ms a step, loss {total / steps:.4f}")
