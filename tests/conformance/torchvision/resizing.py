# tolerance: exact
import torch
from torchvision import datasets, transforms
from torchvision.transforms import InterpolationMode

raw = datasets.FashionMNIST(root="./data", train=False, download=True)


def digest(image):
    data = image.tobytes()
    return image.mode, image.size, sum(data), sum(b * (i % 251 + 1) for i, b in enumerate(data)) % 1000003


for size in [32, 14, 28, 7, (20, 40), [16], (64, 9), (1, 1), 3]:
    t = transforms.Resize(size)
    print(t, digest(t(raw[0][0])), digest(t(raw[7][0])))
for mode in [InterpolationMode.NEAREST, InterpolationMode.BICUBIC, InterpolationMode.LANCZOS, InterpolationMode.BOX, InterpolationMode.HAMMING]:
    for size in [32, 10, (40, 13)]:
        t = transforms.Resize(size, interpolation=mode)
        print(t, digest(t(raw[1][0])))
wide = transforms.Pad((10, 0))(raw[2][0])
print(digest(transforms.Resize(20)(wide)), digest(transforms.Resize(20, max_size=30)(wide)))
torch.manual_seed(11)
for t in [
    transforms.RandomResizedCrop(28),
    transforms.RandomResizedCrop(32, scale=(0.8, 1.0)),
    transforms.RandomResizedCrop((20, 30), scale=(0.2, 0.5), ratio=(0.5, 2.0)),
    transforms.RandomResizedCrop(28, scale=(0.01, 0.02)),
    transforms.RandomResizedCrop(28, scale=(1.0, 1.0), ratio=(2.0, 3.0)),
    transforms.RandomResizedCrop(28, scale=(1.0, 1.0), ratio=(0.2, 0.3)),
    transforms.RandomResizedCrop(24, interpolation=InterpolationMode.NEAREST),
    transforms.RandomResizedCrop(24, interpolation=InterpolationMode.BICUBIC),
]:
    print(t)
    for i in range(5):
        print("  ", digest(t(raw[i][0])))
print(transforms.RandomResizedCrop.get_params(raw[0][0], [0.3, 0.9], [0.75, 1.5]), torch.rand(1).item())
