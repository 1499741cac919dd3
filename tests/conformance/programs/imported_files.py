"""Names that programs import from PyTorch's own files."""
import torch
from torch.autograd.function import Function
from torch.nn.parameter import Parameter
from torch.optim.optimizer import Optimizer

print(Parameter, Function, Optimizer)
print(Parameter is torch.nn.Parameter, Function is torch.autograd.Function, Optimizer is torch.optim.Optimizer)
