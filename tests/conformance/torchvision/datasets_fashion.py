# tolerance: exact
import torch
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

train = datasets.FashionMNIST(root="./data", train=True, download=True, transform=transforms.ToTensor())
test = datasets.FashionMNIST("./data", train=False, transform=transforms.Compose([transforms.Resize(20), transforms.ToTensor()]), target_transform=lambda y: -y)
print(train)
print(test.transform, len(test), test.train)
print(len(train), train.classes, train.class_to_idx["Bag"], train.root)
x, y = train[17]
print(x.shape, y, type(y).__name__, test[3][0].shape, test[3][1])
print(train.targets[:10], train.data[0, 14, 10:16], train.data.dtype, train.targets.dtype, train.data.shape[1:])
print(torch.equal((train[0][0][0] * 255).round().to(torch.uint8), train.data[0]))
print(isinstance(train, datasets.MNIST), isinstance(train, torch.utils.data.Dataset))
train.targets[0] = 3
print(train[0][1], next(iter(DataLoader(Subset(train, range(4)), batch_size=4)))[1])
train.targets = torch.flip(train.targets[:100], [0])
print(train[1][1], train[98][1])
train.targets = train.targets.tolist()
train.targets[2] = 77
print(train[2][1], train.targets[:4])
for bad in [lambda: train[60000], lambda: datasets.MNIST("./nowhere")]:
    try:
        bad()
    except (IndexError, RuntimeError) as e:
        print(type(e).__name__)


class Noisy(datasets.FashionMNIST):
    def __getitem__(self, index):
        x, y = super().__getitem__(index)
        return x * 2, (y + 1) % 10


Noisy.__name__ = "FashionMNIST"
noisy = Noisy("./data", transform=transforms.ToTensor())
batch = next(iter(DataLoader(Subset(noisy, [5, 6]), batch_size=2)))
print(batch[0].max().item(), batch[1])
