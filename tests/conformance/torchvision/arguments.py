# tolerance: exact
import torch
from torchvision import datasets, transforms
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

image = datasets.FashionMNIST("data", train=True)[0][0]
x = transforms.ToTensor()(image)
for bad in [
    lambda: transforms.Resize(2.5),
    lambda: transforms.Resize((1, 2, 3)),
    lambda: transforms.CenterCrop((1, 2, 3)),
    lambda: transforms.Pad("x"),
    lambda: transforms.Pad((1, 2, 3)),
    lambda: transforms.Pad(1, padding_mode="round"),
    lambda: transforms.Pad(1, fill="red"),
    lambda: transforms.RandomRotation(-3),
    lambda: transforms.RandomRotation((1, 2, 3)),
    lambda: transforms.RandomRotation(3, center=(1, 2, 3)),
    lambda: transforms.RandomAffine(0, translate=(0.1, 2)),
    lambda: transforms.RandomAffine(0, translate=0.1),
    lambda: transforms.RandomAffine(0, scale=(0, 1)),
    lambda: transforms.RandomAffine(0, shear=(1, 2, 3)),
    lambda: transforms.RandomErasing(p=2),
    lambda: transforms.RandomErasing(value="white"),
    lambda: transforms.RandomErasing(scale=(0.5, 2)),
    lambda: transforms.ColorJitter(-1),
    lambda: transforms.ColorJitter(hue=0.7),
    lambda: transforms.ColorJitter(contrast=(2, 1)),
    lambda: transforms.ColorJitter(saturation="much"),
    lambda: transforms.GaussianBlur(4),
    lambda: transforms.GaussianBlur(3, sigma=0),
    lambda: transforms.Lambda(3),
    lambda: transforms.RandomChoice(3),
    lambda: transforms.RandomCrop(40)(image),
    lambda: transforms.RandomResizedCrop(4)("image"),
    lambda: transforms.ToTensor()(x),
    lambda: transforms.ToTensor()("image"),
    lambda: transforms.PILToTensor()(x),
    lambda: transforms.ToPILImage()(image),
    lambda: transforms.ToPILImage()(torch.zeros(1, 2, 3, 4)),
    lambda: transforms.ToPILImage()(torch.zeros(5, 2, 3)),
    lambda: transforms.ToPILImage("RGB")(x),
    lambda: transforms.Normalize((0.5,), (0.5,))(image),
    lambda: transforms.Normalize((0.5,), (0.0,))(x),
    lambda: transforms.Normalize((0.5,), (0.5,))(x.long()),
    lambda: transforms.Normalize((0.5,), (0.5,))(x[0]),
    lambda: transforms.FiveCrop(29)(image),
    lambda: F.rotate(image, "90"),
    lambda: F.affine(image, 0, [1], 1.0, 0.0),
    lambda: F.affine(image, 0, [1, 1], 0.0, 0.0),
    lambda: F.adjust_hue(image, 0.6),
    lambda: F.adjust_gamma(image, -1),
    lambda: F.to_grayscale(x),
    lambda: F.resize(image, [3, 4], max_size=9),
    lambda: F.resize(image, 3, max_size=2),
    lambda: F.rotate(image, 9, fill=(1, 2)),
    lambda: transforms.Compose([transforms.ToTensor(), transforms.ToTensor()])(image),
]:
    try:
        print("nothing raised", bad())
    except (TypeError, ValueError, RuntimeError) as e:
        print(type(e).__name__, e)
print(InterpolationMode.BILINEAR, repr(InterpolationMode.BILINEAR), InterpolationMode.NEAREST.value, InterpolationMode.BICUBIC.name)
print([transforms.RandomErasing(), transforms.GaussianBlur(3), transforms.GaussianBlur((3, 5), 0.5), transforms.Grayscale(), transforms.RandomGrayscale()])
