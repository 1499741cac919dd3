# tolerance: exact
import torch
from PIL import Image
from torchvision import datasets, transforms
from torchvision.transforms import InterpolationMode as M, functional as F
raw = datasets.FashionMNIST(root="./data", train=True, download=True)
grey = [raw[i][0] for i in range(60)]
color = [Image.merge("RGB", (grey[3*i], grey[3*i+1], grey[3*i+2].resize((28, 28)))) for i in range(20)]
def digest(image):
    data = image.tobytes()
    return image.size, sum(data), sum(b * (i % 251 + 1) for i, b in enumerate(data)) % 1000003
torch.manual_seed(123)
ts = [
 transforms.RandomAffine(180, (0.3, 0.3), (0.3, 2.5), (-30, 30, -30, 30)),
 transforms.RandomAffine(180, (0.3, 0.3), (0.3, 2.5), (-30, 30, -30, 30), M.BILINEAR, fill=77),
 transforms.RandomAffine(180, (0.3, 0.3), (0.3, 2.5), (-30, 30, -30, 30), M.BICUBIC),
 transforms.RandomRotation(180, M.BILINEAR, expand=True),
 transforms.RandomRotation(180, M.NEAREST, expand=True, fill=2),
 transforms.RandomRotation(180, M.BICUBIC, center=(3, 4)),
 transforms.RandomResizedCrop(33, scale=(0.05, 1), ratio=(0.2, 5)),
 transforms.RandomResizedCrop(17, scale=(0.05, 1), ratio=(0.2, 5), interpolation=M.BICUBIC),
 transforms.RandomResizedCrop((9, 50), scale=(0.05, 1), ratio=(0.2, 5), interpolation=M.LANCZOS),
 transforms.RandomResizedCrop((9, 50), scale=(0.05, 1), ratio=(0.2, 5), interpolation=M.HAMMING),
 transforms.RandomResizedCrop((9, 50), scale=(0.05, 1), ratio=(0.2, 5), interpolation=M.BOX),
 transforms.RandomResizedCrop((31, 15), scale=(0.05, 1), ratio=(0.2, 5), interpolation=M.NEAREST),
 transforms.ColorJitter(2, 2, 2, 0.5),
 transforms.GaussianBlur((5, 3), (0.1, 3.0)),
 transforms.GaussianBlur((9, 11), (0.1, 5.0)),
 transforms.RandomAdjustSharpness(3.7, 1.0),
]
for t in ts:
    print(t)
    for k in range(2):
        for i in range(10):
            print(digest(t(grey[(i * 7 + k) % 60])), digest(t(color[i])))
print(torch.rand(1).item())
