import torch
from torch import nn
m = nn.Linear(2, 1)
with torch.no_grad():
    m.weight.fill_(1.); m.bias.fill_(0.)
s = m.state_dict()
print(s.keys())
print(s.values())
print(s.items())
print(list(s.keys()))
d = nn.ModuleDict({'a': nn.ReLU(), 'b': nn.Linear(1,2)})
print(d.keys()); print(d.values()); print(d.items())
print(list(d.keys()), list(d), 'a' in d.keys())
from collections import OrderedDict
o = OrderedDict(a=1)
print(o.keys(), o.values(), o.items(), type(o.keys()))
print(s)
print(nn.ParameterDict({'a': nn.Parameter(torch.ones(1))}).keys())
