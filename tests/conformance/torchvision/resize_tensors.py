# tolerance: exact
# Resizing after ToTensor(), to the pixel: contiguous images, views of larger ones, one channel and three, floats and bytes.
import torch
from torchvision import datasets, transforms
import torchvision.transforms.functional as F

raw = datasets.FashionMNIST(root="./data", train=True, download=True)
grid = torch.arange(30 * 40).reshape(30, 40)
color = torch.stack([grid * 7 % 256, grid * 5 % 251, grid % 256]).to(torch.uint8)


def digest(t):
    b = t.to(torch.int64).flatten() if t.dtype == torch.uint8 else (t * 255).round().to(torch.int64).flatten()
    return tuple(t.shape), int(b.sum()), int((b * (torch.arange(len(b)) % 251 + 1)).sum() % 1000003)


torch.manual_seed(3)
for i in range(12):
    image = F.to_tensor(raw[i][0])
    print(digest(F.resize(image, 32)), digest(F.resize(image, (20, 17))), digest(transforms.RandomResizedCrop(28)(image)))
    print(digest(F.resized_crop(image, 3, 4, 20, 15, (28, 28))), digest(F.resized_crop(image, 3, 0, 20, 28, (28, 28))))
for size in (32, 14, (20, 41), (64, 64)):
    for image in (color, color / 255):
        print(digest(F.resize(image, size)), digest(transforms.RandomResizedCrop(24)(image)))
