# tolerance: 2e-4
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
x = torch.randn(2, 3, 8, 8, requires_grad=True)
for layer in [nn.Conv2d(3, 4, 3), nn.Conv2d(3, 6, (3, 2), stride=2, padding=1, groups=3, bias=False), nn.Conv2d(3, 4, 3, padding="same", dilation=2),
              nn.MaxPool2d(2), nn.MaxPool2d(3, stride=2, padding=1), nn.MaxPool2d(3, stride=2, ceil_mode=True), nn.AvgPool2d(2), nn.AvgPool2d(3, stride=2, padding=1), nn.AvgPool2d(3, 2, 1, count_include_pad=False),
              nn.AdaptiveAvgPool2d(1), nn.AdaptiveAvgPool2d((3, 2)), nn.BatchNorm2d(3), nn.LayerNorm([8, 8]), nn.LayerNorm(8)]:
    x.grad = None
    y = layer(x)
    (y * y).sum().backward()
    print(layer, tuple(y.shape), f"{y.sum().item():.4f} {(y * y).sum().item():.4f} {x.grad.abs().sum().item():.3f}")
    for name, p in layer.named_parameters():
        print("   ", name, tuple(p.shape), f"{p.grad.sum().item():.3f}")
bn = nn.BatchNorm1d(3)
z = torch.randn(5, 3)
bn(z); bn(z * 2 + 1); print(bn.running_mean, bn.running_var, bn.num_batches_tracked); bn.eval(); print(bn(z))
print(list(bn.state_dict().keys()))
e = nn.Embedding(5, 3); print(e, e(torch.tensor([[1, 4], [0, 1]])))
for act in [nn.ReLU(), nn.LeakyReLU(0.1), nn.ELU(), nn.GELU(), nn.SiLU(), nn.Softplus(), nn.Hardtanh(), nn.Sigmoid(), nn.Tanh(), nn.LogSigmoid(), nn.ReLU6(), nn.Softmax(dim=0), nn.LogSoftmax(dim=-1)]:
    t = torch.tensor([-2., -0.5, 0., 0.7, 3.], requires_grad=True)
    y = act(t); (y * torch.arange(5.)).sum().backward()
    print(act, y, t.grad)
print(F.one_hot(torch.tensor([0, 2, 1]), 4), F.normalize(torch.tensor([[3., 4.]])), F.pad(torch.ones(1, 2), (1, 2)))
