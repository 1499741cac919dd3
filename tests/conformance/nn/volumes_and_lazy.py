import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
print(nn.Conv3d(4, 2, (1, 2, 3), stride=(2, 1, 1), padding=1, groups=2, bias=False), nn.MaxPool3d(2), nn.BatchNorm3d(2), nn.AdaptiveAvgPool3d(1))
m = nn.Conv3d(2, 3, (2, 3, 3), stride=(1, 2, 1), padding=(1, 0, 1), dilation=(1, 1, 2))
x = torch.randn(2, 2, 4, 6, 7, requires_grad=True)
y = m(x)
y.pow(2).sum().backward()
print(y.shape, y[0, 0], x.grad.sum(), m.weight.grad, m.bias.grad, m(x[0]).shape)
x = torch.randn(1, 2, 4, 4, 4)
print(F.max_pool3d(x, 2), F.avg_pool3d(x, 3, 2, 1), nn.AdaptiveAvgPool3d((1, 2, 3))(x), nn.AdaptiveMaxPool3d(2)(x), nn.InstanceNorm3d(2)(x)[0, 0, 0])
print(F.interpolate(x, size=(2, 3, 5), mode='trilinear'), nn.ReplicationPad3d(1)(x).sum())
torch.manual_seed(0)
net = nn.Sequential(nn.LazyConv2d(4, 3, stride=2), nn.LazyBatchNorm2d(), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2))
print(net, len(list(net.parameters())))
print(net(torch.rand(2, 1, 5, 5)), net, [tuple(p.shape) for p in net.parameters()])
print(nn.LazyConv1d(2, 3, padding=1, bias=False), nn.LazyConvTranspose2d(2, 3, stride=2), nn.LazyBatchNorm1d(affine=False))
