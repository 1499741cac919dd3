# tolerance: exact
import torch
from PIL import Image, ImageEnhance, ImageOps
from torchvision import datasets, transforms
from torchvision.transforms import functional as F

raw = datasets.FashionMNIST(root="./data", train=True, download=True)


def digest(image):
    data = image.tobytes()
    return image.mode, image.size, sum(data), sum(b * (i % 251 + 1) for i, b in enumerate(data)) % 1000003


grey = raw[0][0]
color = Image.merge("RGB", (raw[1][0], raw[2][0], raw[3][0]))
print(color.size, color.mode, color.getbands(), color.getpixel((14, 14)), digest(color), digest(color.convert("L")))
torch.manual_seed(9)
for t in [
    transforms.ColorJitter(),
    transforms.ColorJitter(0.5),
    transforms.ColorJitter(brightness=(0.2, 3.0)),
    transforms.ColorJitter(contrast=0.8),
    transforms.ColorJitter(saturation=2),
    transforms.ColorJitter(hue=0.5),
    transforms.ColorJitter(hue=(-0.1, 0.3)),
    transforms.ColorJitter(0.4, 0.4, 0.4, 0.1),
    transforms.Grayscale(),
    transforms.Grayscale(num_output_channels=3),
    transforms.RandomGrayscale(),
    transforms.RandomGrayscale(p=0.7),
    transforms.RandomInvert(),
    transforms.RandomPosterize(bits=2),
    transforms.RandomSolarize(threshold=192.0),
    transforms.RandomAdjustSharpness(sharpness_factor=2),
    transforms.RandomAutocontrast(),
    transforms.RandomEqualize(p=0.8),
]:
    print(t)
    for image in [grey, color, color]:
        print("  ", digest(t(image)))
order, b, c, s, h = transforms.ColorJitter.get_params((0.5, 1.5), None, (0.9, 1.1), (-0.2, 0.2))
print(order, b, c, s, h)
for image in [grey, color]:
    for factor in [0, 0.5, 1, 1.75]:
        print(factor, [digest(f(image, factor)) for f in (F.adjust_brightness, F.adjust_contrast, F.adjust_saturation, F.adjust_sharpness)])
    for factor in [-0.5, -0.2, 0, 0.31]:
        print(factor, digest(F.adjust_hue(image, factor)))
    print(digest(F.adjust_gamma(image, 0.5)), digest(F.adjust_gamma(image, 2.0, 1.2)))
    print(digest(F.invert(image)), digest(F.posterize(image, 3)), digest(F.solarize(image, 100)), digest(F.equalize(image)), digest(F.autocontrast(image)))
    print(digest(ImageOps.mirror(image)), digest(ImageOps.flip(image)), digest(ImageOps.expand(image, 3, 5)), digest(ImageOps.grayscale(image)))
    print(digest(ImageEnhance.Contrast(image).enhance(1.3)), digest(ImageEnhance.Color(image).enhance(0.2)))
