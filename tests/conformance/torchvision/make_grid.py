# tolerance: exact
import torch
from torchvision import datasets, transforms, utils

data = datasets.FashionMNIST("data", train=True, transform=transforms.ToTensor())
batch = torch.stack([data[i][0] for i in range(10)])


def digest(x):
    b = (x * 255).round().to(torch.int64)
    return tuple(x.shape), int(b.sum()), int((b.flatten() * (torch.arange(b.numel()) % 17 + 1)).sum())


print(digest(utils.make_grid(batch)), digest(utils.make_grid(batch, nrow=3, padding=0)), digest(utils.make_grid(batch, 4, pad_value=0.5)))
print(digest(utils.make_grid(batch[0])), digest(utils.make_grid(batch[0, 0])), digest(utils.make_grid([data[1][0], data[2][0]])))
print(digest(utils.make_grid(batch * 3 - 1, normalize=True)), digest(utils.make_grid(batch * 3 - 1, normalize=True, scale_each=True)))
print(digest(utils.make_grid(batch, normalize=True, value_range=(0.25, 0.75))), utils.make_grid((batch * 255).to(torch.uint8)).dtype)
print(digest(utils.make_grid(torch.cat([batch[:4], batch[4:8], batch[2:6]], 1))))
