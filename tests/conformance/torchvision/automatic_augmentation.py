# tolerance: exact
import torch
from torchvision import datasets, transforms as T
from torchvision.transforms import InterpolationMode as IM
raw = datasets.FashionMNIST('./data', train=True, download=True)
rgb = datasets.FakeData(5, (3, 20, 24), 4)
def dig(x):
    b = T.PILToTensor()(x).long().flatten()
    return x.size, int(b.sum()), int((b * (torch.arange(len(b)) % 251 + 1)).sum() % 1000003)
img, col = raw[7][0], rgb[2][0]
for tr in [
    T.AutoAugment(),
    T.AutoAugment(T.AutoAugmentPolicy.CIFAR10),
    T.AutoAugment(T.AutoAugmentPolicy.SVHN, fill=128),
    T.RandAugment(),
    T.RandAugment(3, 14, interpolation=IM.BILINEAR, fill=50),
    T.TrivialAugmentWide(),
    T.TrivialAugmentWide(10, IM.BILINEAR),
]:
    print(tr)
    torch.manual_seed(1)
    print([dig(tr(img)) for _ in range(12)])
    print([dig(tr(col)) for _ in range(12)])
print(T.AutoAugmentPolicy.IMAGENET, repr(T.AutoAugmentPolicy.SVHN))
