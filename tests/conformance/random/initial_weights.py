# tolerance: 2e-6
# What nn.init, the layers themselves and the dropouts draw; each line starts the stream again.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import init


def show(*tensors):
    return [([f"{v:.5f}" for v in t.flatten()[-3:].tolist()], f"{t.sum().item():.3f}") for t in tensors]


initializers = [
    lambda t: init.uniform_(t, -1, 3),
    lambda t: init.normal_(t, 1, 2),
    lambda t: init.xavier_uniform_(t, gain=2),
    lambda t: init.xavier_normal_(t),
    lambda t: init.kaiming_uniform_(t, a=5**0.5),
    lambda t: init.kaiming_uniform_(t, mode="fan_out", nonlinearity="relu"),
    lambda t: init.kaiming_normal_(t, 0.2),
    lambda t: init.trunc_normal_(t, std=0.02),
    lambda t: init.trunc_normal_(t, 1, 2, -1, 2),
    lambda t: init.orthogonal_(t),
    lambda t: init.orthogonal_(t, gain=2),
    lambda t: init.constant_(t, 0.3),
]
for initialize in initializers:
    torch.manual_seed(1)
    print(show(*[initialize(torch.empty(shape)) for shape in [(5, 7), (20, 4), (3, 2, 3, 3)]]))

torch.manual_seed(2)
print(init.eye_(torch.empty(2, 3)), init.dirac_(torch.empty(4, 2, 3), 2)[:, :, 1], init.sparse_(torch.empty(6, 3), 0.3))
print([init.calculate_gain(*args) for args in [("relu",), ("leaky_relu", 0.2), ("tanh",), ("selu",), ("conv1d",)]])
for layer in [nn.Linear(5, 3), nn.Linear(100, 20, bias=False), nn.Conv2d(4, 4, (3, 5), groups=2), nn.Embedding(5, 3)]:
    print(type(layer).__name__, show(*layer.parameters()))
layer = nn.Linear(3, 3)
layer.weight.data.normal_(0, 0.1)
print(show(layer.weight, layer.bias))

ones = torch.ones(2, 3, 2, 2)
print(nn.Dropout(0.3)(ones).flatten(), F.dropout(ones, 0.9).sum(), F.dropout(ones, 1.0).sum(), F.dropout(ones, 0.0).sum())
print(nn.Dropout2d(0.5)(ones).sum((2, 3)), nn.Dropout1d(0.5)(ones[0]).sum(2), F.dropout3d(ones[None], 0.2)[0, :, 0, 0, 0])
print(nn.AlphaDropout(0.5)(torch.ones(6)), F.feature_alpha_dropout(ones, 0.5, True)[:, :, 0, 0], F.alpha_dropout(ones).sum())
print(nn.Dropout2d(0.4), nn.AlphaDropout(inplace=True), nn.Dropout1d(0.5).eval()(ones[0]).sum(), torch.rand(1))
