# A small perceptron with dropout and weight decay, on SGD with momentum.
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

torch.manual_seed(1)
data = datasets.FashionMNIST("./data", train=True, download=True, transform=transforms.ToTensor())
loader = DataLoader(Subset(data, range(320)), batch_size=64, shuffle=True)
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 24), nn.ReLU(), nn.Dropout(0.5), nn.Linear(24, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-3)
for epoch in range(10):
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
for parameter in model.parameters():
    print(parameter.flatten().tolist())
