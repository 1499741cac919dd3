# exact
import torch
import torch.nn as nn
import torch.nn.functional as F


def tree(fn, depth=0):
    if fn is None:
        print("  " * depth + "None")
        return
    print("  " * depth + type(fn).__name__, fn.name())
    for parent, index in fn.next_functions:
        assert index == 0
        tree(parent, depth + 1)


x = torch.ones(2, 3)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
loss = nn.MSELoss()(model(x), torch.zeros(2, 1))
tree(loss.grad_fn)
print(str(loss.grad_fn.next_functions[0][0]).split(" at ")[0])
w = torch.randn(3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
tree((x[0] * w + b).sum().grad_fn)
y = (w * 2).view(3, 1)
y.add_(1)
print(w.grad_fn, y.grad_fn is not None, y.detach().grad_fn)
print(F.linear(x, torch.ones(4, 3, requires_grad=True)).grad_fn.next_functions[0])
# Places in lists and texts, straight from tensors that have to be computed first.
names = ["x", "y", "z"]
t = torch.tensor([0.1, 3.0, 2.0], requires_grad=True) * 1
print(names[t.argmax(0)], names[t.argmax():], names[: t.argmax()], (1, 2, 3)[t.argmin()], "abc"[t.argmax()])
names[t.argmax()] = "w"
print(names)
