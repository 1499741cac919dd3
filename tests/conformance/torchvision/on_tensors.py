# tolerance: 1e-5
import torch
from torchvision import datasets, transforms
from torchvision.transforms import functional as F

raw = datasets.FashionMNIST("data", train=True, transform=transforms.ToTensor())
x = raw[0][0]


def digest(t):
    weights = torch.arange(t.numel()).reshape(t.shape) % 17 + 1
    return tuple(t.shape), round(t.float().sum().item(), 3), round((t * weights).float().sum().item(), 2)


torch.manual_seed(2)
for t in [
    transforms.RandomHorizontalFlip(),
    transforms.RandomVerticalFlip(),
    transforms.CenterCrop(20),
    transforms.CenterCrop((30, 10)),
    transforms.Pad(2),
    transforms.Pad((1, 2, 3, 4), fill=0.5),
    transforms.Pad(3, padding_mode="reflect"),
    transforms.Pad(3, padding_mode="edge"),
    transforms.Pad(3, padding_mode="symmetric"),
    transforms.RandomCrop(28, padding=4),
    transforms.RandomResizedCrop(20, antialias=False),
    transforms.Resize((14, 20), antialias=False),
    transforms.Resize(40, transforms.InterpolationMode.NEAREST),
    transforms.RandomErasing(),
    transforms.RandomErasing(p=1, value="random"),
    transforms.RandomErasing(p=1, scale=(0.3, 0.6), ratio=(0.5, 2), value=0.25),
    transforms.ColorJitter(0.5, 0.5),
    transforms.Normalize([0.5], [0.25]),
    transforms.GaussianBlur(3),
]:
    print(t)
    print("  ", [digest(t(x)) for _ in range(3)])
batch = torch.stack([raw[i][0] for i in range(4)])
print(digest(transforms.Normalize(0.5, 0.5)(batch)), digest(F.hflip(batch)), digest(F.crop(batch, 20, 20, 15, 15)))
color = torch.cat([raw[1][0], raw[2][0], raw[3][0]])
byte = (color * 255).to(torch.uint8)
for y in [color, byte]:
    print(digest(F.adjust_brightness(y, 1.4)), digest(F.adjust_contrast(y, 0.5)), digest(F.adjust_saturation(y, 2)), digest(F.rgb_to_grayscale(y)))
    print(digest(F.invert(y)), digest(F.solarize(y, 0.5)), digest(F.rgb_to_grayscale(y, 3)), y.dtype)
print(digest(F.erase(color, 3, 4, 10, 12, torch.tensor([[[0.1]], [[0.2]], [[0.3]]]))), digest(F.posterize(byte, 2)))
w = torch.ones(1, 4, 4, requires_grad=True)
(F.normalize(F.pad(F.hflip(w), 1), [0.5], [2.0]) * torch.arange(36.0).reshape(1, 6, 6)).sum().backward()
print(w.grad)
