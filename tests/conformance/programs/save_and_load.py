import os, tempfile
os.chdir(tempfile.mkdtemp())
import copy, io, torch
from torch import nn
from collections import OrderedDict
torch.manual_seed(0)
m = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
best = copy.deepcopy(m.state_dict())
twin = copy.deepcopy(m)
m[0].weight.data.fill_(7)
print(best['0.weight'], twin[0].weight, m[0].weight)
print(type(m.state_dict()), list(best))
torch.save({'sd': m.state_dict(), 't': torch.arange(6).view(2, 3), 'b': torch.tensor([True, False]), 'f': 1.5, 'n': None, 'l': [1, 'a', (2, 3)],
            'd': torch.tensor(2.5, dtype=torch.float64), 'u': torch.tensor([1, 2], dtype=torch.uint8), 'p': nn.Parameter(torch.ones(2)), 'tr': torch.arange(6.).view(2, 3).t(),
            's': torch.Size([1, 2]), 'dt': torch.float32, 'dev': torch.device('cpu'), 'big': torch.tensor([-5, 70000])}, 'mine.pt')
back = torch.load('mine.pt', map_location=torch.device('cpu'))
print(back)
buf = io.BytesIO()
torch.save(torch.ones(2), buf)
buf.seek(0)
print(torch.load(buf))
x = torch.ones(2, requires_grad=True)
try:
    copy.deepcopy(x * 2)
except RuntimeError as e:
    print(e)
try:
    torch.load('nothing.pt')
except FileNotFoundError as e:
    print(e)
try:
    torch.save({}, 'no/dir/x.pt')
except RuntimeError as e:
    print(e)
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(x)


net = Net()
torch.save(net, 'net.pth')
again = torch.load('net.pth')
print(again, torch.equal(again.fc.weight, net.fc.weight), again.fc.weight is net.fc.weight)
