# tolerance: exact
# Tensors resized by bilinear and bicubic, with and without antialiasing, to the last bit; torchvision's enumerations
import torch
from torchvision import transforms
from torchvision.transforms import InterpolationMode
import torchvision.transforms.functional as F
def digest(t):
    flat = t.flatten().tolist()
    return tuple(t.shape), str(t.dtype), sum(round(v * 2**26) * (i % 97 + 1) for i, v in enumerate(flat)) % 1000003
torch.manual_seed(3)
pictures = {
    'one': torch.rand(1, 28, 28),
    'three': torch.rand(3, 20, 31),
    'bytes': torch.randint(0, 256, (3, 16, 16), dtype=torch.uint8),
    'edges': torch.randint(0, 2, (1, 28, 28), dtype=torch.uint8) * 255,
    'batch': torch.rand(4, 1, 9, 9),
}
for name, x in pictures.items():
    for mode in (InterpolationMode.BILINEAR, InterpolationMode.BICUBIC):
        for antialias in (False, True):
            for size in ([14, 14], [28, 28], [40, 7], [9, 31], [1, 3], 17):
                print(name, mode.value, antialias, size, digest(F.resize(x, size, mode, antialias=antialias)))
x = pictures['three']
torch.manual_seed(0)
crop = transforms.RandomResizedCrop(12, interpolation=InterpolationMode.BICUBIC, antialias=True)
for _ in range(4):
    print(digest(crop(x)), digest(crop(pictures['bytes'])))
resize = transforms.Resize(24, interpolation=InterpolationMode.BICUBIC, max_size=30)
print(resize, resize(x).shape, [round(v, 6) for v in resize(x)[0, 0, :5].tolist()])
for mode in ('LANCZOS', 'BOX', 'HAMMING'):
    try:
        F.resize(x, [5, 5], InterpolationMode[mode])
    except Exception as error:
        print(type(error).__name__, error)
try:
    F.resize(x, [5, 5], InterpolationMode.NEAREST, antialias=True)
except Exception as error:
    print(type(error).__name__, error)
print(InterpolationMode('bilinear'), list(InterpolationMode), len(InterpolationMode))
print(list(InterpolationMode.__members__), InterpolationMode.BOX in InterpolationMode)
print(isinstance(InterpolationMode.BOX, InterpolationMode), InterpolationMode.BOX.name, InterpolationMode.BOX == InterpolationMode.BOX)
print([policy.value for policy in transforms.AutoAugmentPolicy], InterpolationMode, InterpolationMode['BOX'], {InterpolationMode.BOX: 1})
for make in (lambda: InterpolationMode('x'), lambda: InterpolationMode['x']):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error)
