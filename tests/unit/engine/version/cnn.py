# A small convolutional network on Adam; its images are turned, cropped and flipped on their way in.
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

torch.manual_seed(2)
augment = transforms.Compose(
    [
        transforms.RandomRotation(10),
        transforms.RandomResizedCrop(28, scale=(0.8, 1.0)),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize((0.286,), (0.353,)),
    ]
)
data = datasets.FashionMNIST("./data", train=True, download=True, transform=augment)
loader = DataLoader(Subset(data, range(160)), batch_size=32, shuffle=True)
model = nn.Sequential(
    nn.Conv2d(1, 4, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(4),
    nn.Conv2d(4, 8, 3),
    nn.Tanh(),
    nn.Flatten(),
    nn.Linear(200, 10),
)
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(10):
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
for parameter in model.parameters():
    print(parameter.flatten().tolist())
