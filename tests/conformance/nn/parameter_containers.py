import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
try:
    print(nn.ParameterList([nn.Parameter(torch.ones(2))]), nn.ParameterDict({"a": nn.Parameter(torch.ones(2))}))
except Exception as e:
    print(type(e).__name__, e)
try:
    F.cross_entropy(torch.zeros(2, 3), torch.tensor([[0], [1]]))
except Exception as e:
    print(type(e).__name__, e)
