# tolerance: exact
import torch
from torchvision import datasets, transforms

raw = datasets.FashionMNIST(root="./data", train=True, download=True)


def digest(image):
    data = image.tobytes()
    return image.mode, image.size, sum(data), sum(b * (i % 251 + 1) for i, b in enumerate(data)) % 1000003


torch.manual_seed(3)
for t in [
    transforms.RandomHorizontalFlip(),
    transforms.RandomHorizontalFlip(p=0.9),
    transforms.RandomHorizontalFlip(0),
    transforms.RandomVerticalFlip(),
    transforms.RandomVerticalFlip(p=1.0),
    transforms.RandomCrop(20),
    transforms.RandomCrop((12, 28)),
    transforms.RandomCrop(28),
    transforms.RandomCrop(28, padding=4),
    transforms.RandomCrop(28, padding=(2, 5), fill=7),
    transforms.RandomCrop(28, padding=(1, 2, 3, 4), padding_mode="edge"),
    transforms.RandomCrop(28, padding=3, padding_mode="reflect"),
    transforms.RandomCrop(28, padding=3, padding_mode="symmetric"),
    transforms.RandomCrop((30, 40), pad_if_needed=True),
    transforms.RandomCrop((40, 20), padding=2, pad_if_needed=True, fill=255),
    transforms.CenterCrop(20),
    transforms.CenterCrop((7, 11)),
    transforms.CenterCrop([3]),
    transforms.CenterCrop(33),
    transforms.CenterCrop((10, 40)),
    transforms.Pad(2),
    transforms.Pad((1, 2)),
    transforms.Pad((1, 2, 3, 4), fill=9),
    transforms.Pad(5, padding_mode="edge"),
    transforms.Pad((0, 4), padding_mode="reflect"),
    transforms.Pad([2, 1, 30, 0], padding_mode="symmetric"),
    transforms.Pad((-3, 2), padding_mode="edge"),
    transforms.Pad(-2),
]:
    print(t)
    for i in range(3):
        image, label = raw[i]
        print("  ", label, digest(t(image)))
print(torch.rand(2).tolist())
