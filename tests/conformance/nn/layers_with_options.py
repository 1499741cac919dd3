import torch
import torch.nn as nn
import torch.nn.functional as F
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(chr(10))[0][:150])

torch.manual_seed(0)
x = torch.randn(2, 4, 8, 8)
s = torch.randn(2, 4, 12)
for f in [lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1), lambda: nn.Conv2d(4, 6, 3, padding='same'), lambda: nn.Conv2d(4, 6, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(1, 1), bias=False), lambda: nn.Conv2d(4, 4, 3, groups=4), lambda: nn.Conv2d(4, 8, 3, groups=2, padding_mode='reflect', padding=1), lambda: nn.Conv2d(4, 2, 1, padding_mode='zeros'), lambda: nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1), lambda: nn.ConvTranspose2d(4, 2, 2, 2), lambda: nn.ConvTranspose1d(4, 2, 3), lambda: nn.MaxPool2d(2), lambda: nn.MaxPool2d(3, 2, 1), lambda: nn.MaxPool2d(2, ceil_mode=True, return_indices=False), lambda: nn.AvgPool2d(2), lambda: nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False), lambda: nn.AdaptiveAvgPool2d(1), lambda: nn.AdaptiveAvgPool2d((3, 5)), lambda: nn.AdaptiveAvgPool2d((None, 2)), lambda: nn.AdaptiveMaxPool2d(2), lambda: nn.LPPool2d(2, 2), lambda: nn.BatchNorm2d(4), lambda: nn.BatchNorm2d(4, affine=False), lambda: nn.BatchNorm2d(4, track_running_stats=False, momentum=0.3), lambda: nn.InstanceNorm2d(4), lambda: nn.GroupNorm(2, 4), lambda: nn.LayerNorm([4, 8, 8]), lambda: nn.LayerNorm(8, elementwise_affine=False), lambda: nn.LocalResponseNorm(2), lambda: nn.Upsample(scale_factor=2), lambda: nn.Upsample(size=(5, 7), mode='bilinear', align_corners=True), lambda: nn.UpsamplingNearest2d(scale_factor=2), lambda: nn.PixelShuffle(2), lambda: nn.PixelUnshuffle(2), lambda: nn.ZeroPad2d(1), lambda: nn.ReflectionPad2d(2), lambda: nn.ReplicationPad2d((1, 0, 2, 1)), lambda: nn.ConstantPad2d(1, 3.5), lambda: nn.Flatten(), lambda: nn.Flatten(2), lambda: nn.Unflatten(1, (2, 2)), lambda: nn.Unfold(3), lambda: nn.Dropout2d(0.5), lambda: nn.ChannelShuffle(2), lambda: nn.Linear(8, 3), lambda: nn.Linear(8, 3, bias=False)]:
    def go():
        m = f(); i = s if '1d' in type(m).__name__ else x; o = m(i); print(m, tuple(o.shape), [tuple(p.shape) for p in m.parameters()], list(m.state_dict())); return round(o.sum().item(), 3)
    show(go)
for f in [lambda: nn.MaxPool1d(2), lambda: nn.AvgPool1d(3), lambda: nn.AdaptiveAvgPool1d(4), lambda: nn.AdaptiveMaxPool1d(3), lambda: nn.BatchNorm1d(4), lambda: nn.InstanceNorm1d(4, affine=True), lambda: nn.ReflectionPad1d(1), lambda: nn.ConstantPad1d(1, 0.), lambda: nn.Dropout1d(0.2), lambda: nn.Upsample(scale_factor=2, mode='linear')]:
    def go():
        m = f(); o = m(s); print(m, tuple(o.shape)); return round(o.sum().item(), 3)
    show(go)
print(nn.Linear(3, 2).weight, nn.Embedding(3, 2), nn.Embedding(5, 2, padding_idx=0).weight[0], nn.Bilinear(3, 4, 2), nn.CosineSimilarity(dim=1), nn.PairwiseDistance())
show(lambda: nn.Bilinear(3, 4, 2)(torch.ones(2, 3), torch.ones(2, 4)).shape)
show(lambda: nn.CosineSimilarity(dim=1)(torch.ones(2, 3), torch.ones(2, 3)))
show(lambda: nn.Fold((4, 4), 2)(torch.ones(1, 4, 9)).shape)
show(lambda: F.unfold(x, 2, stride=2).shape)
show(lambda: F.fold(torch.ones(1, 4, 4), (4, 4), 2, stride=2))
show(lambda: F.max_pool2d(x, 2, return_indices=True)[1].shape)
show(lambda: nn.MaxUnpool2d(2)(*nn.MaxPool2d(2, return_indices=True)(x)).shape)
show(lambda: nn.Embedding(5, 2)(torch.tensor([7])))
show(lambda: nn.Embedding(5, 2)(torch.tensor([1.5])))
show(lambda: nn.Embedding.from_pretrained(torch.eye(3))(torch.tensor([1, 2])))
