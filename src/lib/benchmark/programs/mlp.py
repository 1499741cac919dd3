# Slide 8's step, timed by the program itself. The first epochs warm up; each later one prints its mean time a step.
import time

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

batch_size = 64  # @param {type:"integer"}
width = 512  # @param {type:"integer"}
steps = 16  # @param {type:"integer"}
blocks = 5  # @param {type:"integer"}
warm_up = 2  # @param {type:"integer"}

torch.manual_seed(0)
data = datasets.FashionMNIST("./data", train=True, download=True, transform=transforms.ToTensor())
loader = DataLoader(Subset(data, range(steps * batch_size)), batch_size=batch_size, shuffle=True)

model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, width),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(width, width // 2),
    nn.ReLU(),
    nn.Linear(width // 2, 10),
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
