# tolerance: exact
import torch
from torchvision import datasets, transforms
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

raw = datasets.FashionMNIST(root="./data", train=True, download=True)


def digest(image):
    data = image.tobytes()
    return image.mode, image.size, sum(data), sum(b * (i % 251 + 1) for i, b in enumerate(data)) % 1000003


torch.manual_seed(5)
for t in [
    transforms.RandomRotation(10),
    transforms.RandomRotation((30, 70)),
    transforms.RandomRotation(180, expand=True),
    transforms.RandomRotation(20, interpolation=InterpolationMode.BILINEAR),
    transforms.RandomRotation(20, interpolation=InterpolationMode.BICUBIC, fill=40),
    transforms.RandomRotation(45, center=(0, 0), fill=(9,)),
    transforms.RandomRotation([90, 90]),
    transforms.RandomAffine(0),
    transforms.RandomAffine(15),
    transforms.RandomAffine(0, translate=(0.1, 0.1)),
    transforms.RandomAffine(0, scale=(0.5, 1.5)),
    transforms.RandomAffine(0, shear=20),
    transforms.RandomAffine(0, shear=(-10, 10, -20, 20)),
    transforms.RandomAffine((-5, 40), translate=(0.2, 0.0), scale=(0.9, 1.1), shear=(0, 10)),
    transforms.RandomAffine(25, interpolation=InterpolationMode.BILINEAR, fill=3),
    transforms.RandomAffine(25, scale=(0.8, 1.2), interpolation=InterpolationMode.BICUBIC, center=(3, 20)),
]:
    print(t)
    for i in range(4):
        print("  ", digest(t(raw[i][0])))
print(transforms.RandomRotation.get_params([-3.0, 8.0]))
print(transforms.RandomAffine.get_params((-10.0, 10.0), (0.1, 0.3), (0.5, 2.0), (0.0, 3.0, 1.0, 2.0), [28, 28]))
image = raw[100][0]
for angle in [0, 1, 45.5, 90, -90, 180, 270, 359]:
    print(angle, digest(F.rotate(image, angle)), digest(F.rotate(image, angle, InterpolationMode.BILINEAR, True)))
for arguments in [(0, [0, 0], 1.0, 0.0), (30, (2, -3), 0.7, [5, 0]), (-12.5, [1, 1], 1.2, (3, 4)), (0, [4, 0], 1.0, [0.0, 0.0])]:
    print(arguments, digest(F.affine(image, *arguments)), digest(F.affine(image, *arguments, interpolation=InterpolationMode.BILINEAR, fill=8)))
