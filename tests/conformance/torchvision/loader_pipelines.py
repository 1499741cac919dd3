# tolerance: exact
import torch
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms


def digest(x):
    b = (x * 255).round().to(torch.int64).flatten()
    return tuple(x.shape), int(b.sum()), int((b * (torch.arange(len(b)) % 251 + 1)).sum() % 1000003)


torch.manual_seed(7)
pipelines = [
    transforms.Compose([transforms.RandomHorizontalFlip(), transforms.RandomRotation(10), transforms.RandomResizedCrop(28), transforms.ToTensor()]),
    transforms.Compose([transforms.ToTensor(), transforms.RandomErasing(p=0.7)]),
    transforms.Compose([transforms.ToTensor(), transforms.RandomErasing(p=0.7, value="random")]),
    transforms.Compose([transforms.ToTensor(), transforms.RandomHorizontalFlip(), transforms.RandomCrop(28, padding=2)]),
    transforms.Compose([transforms.RandomApply([transforms.RandomAffine(0, translate=(0.1, 0.2))], p=0.5), transforms.Grayscale(3), transforms.ColorJitter(0.3, 0.3, 0.3, 0.1), transforms.ToTensor()]),
    transforms.Compose([transforms.Resize(16), transforms.ToTensor()]),
    transforms.ToTensor(),
    transforms.Compose([transforms.RandomCrop(20), transforms.PILToTensor(), lambda t: t / 255]),
]
for transform in pipelines:
    data = datasets.FashionMNIST("data", train=True, transform=transform)
    for x, y in DataLoader(Subset(data, range(100, 180)), batch_size=32, shuffle=True):
        print(digest(x), y[:6].tolist())
try:
    next(iter(DataLoader(datasets.FashionMNIST("data"), batch_size=2)))
except TypeError as e:
    print(str(e)[:60])
try:
    next(iter(DataLoader(datasets.FashionMNIST("data", transform=transforms.Compose([transforms.RandomRotation(30, expand=True), transforms.ToTensor()])), batch_size=8)))
except RuntimeError as e:
    print(str(e)[:50])
