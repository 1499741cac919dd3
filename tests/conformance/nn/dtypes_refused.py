# tolerance: exact
"""Integers, and doubles among floats, where PyTorch's kernels do not take them."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(run):
    try:
        print(run())
    except RuntimeError as error:
        print(error)


floats = torch.ones(2, 3)
doubles = floats.double()
ints = floats.long()
image = torch.ones(1, 1, 4, 4)

for layer in (nn.Linear(3, 2), nn.Linear(3, 2, bias=False), nn.RNN(3, 2), nn.LSTM(3, 2), nn.GRUCell(3, 2)):
    attempt(lambda: layer(doubles))
    attempt(lambda: layer(ints))
for layer in (nn.BatchNorm1d(3), nn.BatchNorm1d(3).eval(), nn.LayerNorm(3), nn.GroupNorm(1, 3)):
    attempt(lambda: layer(doubles))
    attempt(lambda: layer(ints))
    attempt(lambda: layer.double()(floats))
for layer in (nn.Conv2d(1, 1, 2), nn.Conv2d(1, 1, 2, bias=False)):
    for given in (image.double(), image.long(), image.byte()):
        attempt(lambda: layer(given))
    attempt(lambda: layer.double()(image))

for product in (
    lambda: floats @ doubles.T,
    lambda: floats @ doubles[0],
    lambda: floats[None] @ doubles.T[None],
    lambda: ints @ floats.T,
    lambda: torch.mm(floats, ints.T),
    lambda: torch.bmm(floats[None], doubles.T[None]),
    lambda: torch.addmm(floats[:, :2], floats, doubles.T),
    lambda: torch.einsum("ij,kj->ik", floats, doubles),
    lambda: torch.tensordot(floats, doubles, 2),
    lambda: torch.cdist(floats, doubles),
    lambda: floats.bool() @ floats.bool().T,
    lambda: ints @ ints.T,
):
    attempt(product)

for activation in (
    F.gelu, F.silu, F.elu, F.leaky_relu, F.softplus, F.mish, F.hardswish, F.hardsigmoid, F.logsigmoid, F.softshrink,
    F.hardshrink, F.relu, torch.sigmoid,
):
    attempt(lambda: activation(ints))
for dim in (0, 1):
    attempt(lambda: F.softmax(ints, dim))
    attempt(lambda: F.log_softmax(ints, dim))
attempt(lambda: F.max_pool2d(image.long(), 2))
attempt(lambda: F.max_pool1d(image[0].long(), 2))
attempt(lambda: F.adaptive_avg_pool2d(image.long(), 1))
attempt(lambda: F.adaptive_max_pool2d(image.long(), 1))
attempt(lambda: F.interpolate(image.long(), scale_factor=2))
attempt(lambda: F.interpolate(image.long(), scale_factor=2, mode="bilinear"))
attempt(lambda: F.l1_loss(ints, ints))
attempt(lambda: F.l1_loss(ints, ints, reduction="sum"))
attempt(lambda: F.smooth_l1_loss(ints, ints))
attempt(lambda: F.huber_loss(ints, ints))
attempt(lambda: F.kl_div(ints, ints))
attempt(lambda: F.cosine_similarity(ints, ints))
attempt(lambda: F.cross_entropy(floats, torch.tensor([0, 1]), weight=torch.ones(3).double()))
attempt(lambda: floats.index_add(0, torch.tensor([0]), doubles[:1]))
attempt(lambda: floats.index_copy(0, torch.tensor([0]), doubles[:1]))
attempt(lambda: floats.masked_scatter(floats > 0, doubles))
