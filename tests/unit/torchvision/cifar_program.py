import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

raw = datasets.CIFAR10(root="./cifar", train=True, download=True)
print(raw)
image, label = raw[3]
print(image.size, image.mode, label, raw.classes[label], raw.class_to_idx["ship"], image.getpixel((5, 7)))
print(raw.data.shape, raw.data.dtype, raw.data[1, 2, 3], raw.targets, raw.data.mean(axis=(0, 1, 2)))
torch.manual_seed(0)
transform = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), transforms.ToTensor()])
train = datasets.CIFAR10("./cifar", transform=transform, target_transform=lambda y: y + 100)
for x, y in DataLoader(train, batch_size=4, shuffle=True):
    print(x.shape, y, (x * 255).round().long().sum(dim=(2, 3)))
test = datasets.CIFAR10("./cifar", train=False, transform=transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.25, 0.125))]))
for x, y in DataLoader(test, batch_size=2):
    print(x[:, :, 3, :2], y)
raw.targets[0] = 9
raw.data[0] = 255 - raw.data[0]
print(raw[0][1], raw[0][0].getpixel((0, 0)))
