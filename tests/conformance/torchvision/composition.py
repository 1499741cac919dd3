# tolerance: exact
import torch
from torch import nn
from torchvision import datasets, transforms

raw = datasets.FashionMNIST("data", train=True)
flip = transforms.RandomHorizontalFlip(p=0.5)
apply = transforms.RandomApply([transforms.RandomRotation(15), transforms.ColorJitter(brightness=0.3)], p=0.4)
pipeline = transforms.Compose([flip, apply, transforms.RandomResizedCrop(20), transforms.ToTensor(), transforms.RandomErasing(p=0.3)])
print(pipeline)
torch.manual_seed(1)
print([int((pipeline(raw[i][0]) * 255).round().sum()) for i in range(8)])


class AddNoise:
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, x):
        return x + torch.rand(x.shape) * self.scale

    def __repr__(self):
        return f"AddNoise({self.scale})"


class Always(transforms.RandomHorizontalFlip):
    def forward(self, image):
        return transforms.functional.hflip(image)


own = transforms.Compose([Always(), transforms.ToTensor(), AddNoise(0.1)])
print(own)
print(round(own(raw[0][0]).sum().item(), 2), own.transforms[0].p, isinstance(own.transforms[0], nn.Module))
flip.p = 1.0
print(flip, flip.training, list(flip.parameters()), [f(raw[0][0]).tobytes() == raw[0][0].tobytes() for f in (flip, transforms.Compose([flip, flip]))])
tensors = nn.Sequential(transforms.CenterCrop(10), transforms.Normalize((0.5,), (0.5,)))
print(tensors)
print(tensors(transforms.ToTensor()(raw[0][0])).shape)
crops = transforms.FiveCrop(10)(raw[0][0])
print(len(crops), [c.size for c in crops], [sum(c.tobytes()) for c in crops])
print([sum(c.tobytes()) for c in transforms.TenCrop((8, 12))(raw[0][0])], transforms.FiveCrop(3), transforms.TenCrop(4))
stack = transforms.Compose([transforms.FiveCrop(14), transforms.Lambda(lambda cs: torch.stack([transforms.ToTensor()(c) for c in cs]))])
print(stack(raw[0][0]).shape)
