# tolerance: exact
import random
import torch
from torchvision import datasets, transforms

raw = datasets.FashionMNIST("data", train=True)
random.seed(4)
torch.manual_seed(4)
choice = transforms.RandomChoice([transforms.RandomVerticalFlip(1.0), transforms.CenterCrop(9), transforms.Pad(1)])
weighted = transforms.RandomChoice([transforms.CenterCrop(3), transforms.CenterCrop(4)], p=[0.1, 0.9])
order = transforms.RandomOrder([transforms.Pad(2), transforms.CenterCrop(26), transforms.Resize(13)])
print(choice)
print(weighted)
print(order)
for i in range(6):
    image = raw[i][0]
    print([(t(image).size, sum(t(image).tobytes())) for t in (choice, weighted, order)])
