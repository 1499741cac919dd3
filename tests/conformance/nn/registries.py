"""`_modules`, `_parameters` and `_buffers`: what is written to them, the module has."""
import torch
import torch.nn as nn

network = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
network._modules["1"] = nn.Tanh()
print(network, network._modules["0"] is network[0])
del network._modules["1"]
print(network, len(network), "1" in network._modules)


class Scaled(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner
        self._buffers["scale"] = torch.tensor(2.0)
        self._parameters["gain"] = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.inner(x) * self.scale * self.gain


scaled = Scaled(network)
print(scaled(torch.ones(1, 2)).shape, [name for name, _ in scaled.named_parameters()], list(scaled.state_dict()))
print(scaled._buffers, scaled._parameters.keys())
for name, child in list(scaled.inner._modules.items()):
    if isinstance(child, nn.Linear):
        scaled.inner._modules[name] = nn.Identity()
print(scaled)
scaled._parameters.pop("gain")
print(hasattr(scaled, "gain"), scaled._modules)

for register in (
    lambda: scaled.register_buffer("forward", torch.zeros(1)),
    lambda: scaled.register_parameter("inner", None),
    lambda: scaled.add_module("training", None),
):
    try:
        register()
    except KeyError as error:
        print(error)

recurrent = nn.LSTM(2, 3, num_layers=2, bidirectional=True)
print([[tuple(weight.shape) for weight in unit] for unit in recurrent.all_weights])
print(recurrent.all_weights[1][0] is recurrent.weight_ih_l0_reverse, len(nn.GRU(2, 3, bias=False).all_weights[0]))
