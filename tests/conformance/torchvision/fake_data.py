# tolerance: exact
import torch
from torchvision import datasets, transforms

torch.manual_seed(0)
data = datasets.FakeData(size=20, image_size=(3, 8, 9), num_classes=4)
print(data)
image, label = data[0]
print(image.size, image.mode, label, len(data))
print([data[i][1] for i in range(20)])
print(list(data[7][0].getdata())[:10])
grey = datasets.FakeData(3, (1, 2, 3), 10, transforms.PILToTensor(), random_offset=1000)
print(grey[1], grey[2][0].shape)
print(torch.rand(1).item())
loader = torch.utils.data.DataLoader(datasets.FakeData(10, (1, 28, 28), 10, transforms.ToTensor()), batch_size=5)
for x, y in loader:
    print(x.shape, y, (x * 255).round().long().sum().item())
try:
    data[20]
except IndexError as e:
    print(e)
