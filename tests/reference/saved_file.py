"""Writes two files with PyTorch's torch.save to tests/unit/torch: in saved.pt a checkpoint as programs keep it and tensors of each kind that
runs here, in wide.pt integers that do not.

    python3 tests/reference/saved_file.py && python3 tests/reference/goldens.py --cwd tests/unit/torch tests/unit/torch/load_program.py
"""

import pathlib

import torch
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "unit" / "torch"

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 1), nn.Tanh())
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
net(torch.randn(4, 2)).pow(2).sum().backward()
optimizer.step()
tied = torch.ones(2)
torch.save(
    {
        "model": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "kinds": [
            torch.tensor([1.5, -2], dtype=torch.float64),
            torch.tensor([-5, 70000], dtype=torch.int32),
            torch.tensor([-(2**31), 2**31 - 1]),
            torch.tensor([0, 255], dtype=torch.uint8),
            torch.tensor([True, False]),
        ],
        "turned": torch.arange(6.0).view(2, 3).t()[1:],
        "tied": tied,
        "again": tied,
        "parameter": nn.Parameter(torch.ones(2)),
        "epoch": 3,
        "loss": 0.25,
        "best": None,
        "size": torch.Size([1, 2]),
        "dtype": torch.float32,
        "device": torch.device("cpu"),
        "empty": torch.empty(0, 3),
        "scalar": torch.tensor(2.5),
        "names": ("a", ["é", b"b"], {1, 2}, 2**70, -1, True),
    },
    OUT / "saved.pt",
)
torch.save(torch.tensor([-5, 2**40]), OUT / "wide.pt")
