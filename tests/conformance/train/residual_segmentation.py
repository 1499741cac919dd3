# tolerance: 1e-3
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(7)
class ResBlock(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False); self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False); self.bn2 = nn.BatchNorm2d(cout)
        self.short = nn.Sequential()
        if stride != 1 or cin != cout:
            self.short = nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))
    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out)) + self.short(x)
        return F.relu(out)
class UNetish(nn.Module):
    def __init__(self):
        super().__init__()
        self.b1, self.b2 = ResBlock(1, 4), ResBlock(4, 8, 2)
        self.up = nn.ConvTranspose2d(8, 4, 2, 2)
        self.se = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(8, 2, 1), nn.ReLU(inplace=True), nn.Conv2d(2, 8, 1), nn.Sigmoid())
        self.out = nn.Conv2d(8, 1, 1)
    def forward(self, x):
        a = self.b1(x); b = self.b2(a); u = self.up(b)
        c = torch.cat([a, u], 1); c = c * self.se(c)
        return self.out(c)
model = UNetish(); print(model)
x = torch.rand(4, 1, 8, 8); mask = (x > 0.5).float()
opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=5e-4)
sch = torch.optim.lr_scheduler.OneCycleLR(opt, 0.1, total_steps=6)
def dice(logits, t, eps=1.):
    p = logits.sigmoid(); return 1 - (2 * (p * t).sum((1, 2, 3)) + eps) / (p.sum((1, 2, 3)) + t.sum((1, 2, 3)) + eps)
for i in range(6):
    logits = model(x); loss = F.binary_cross_entropy_with_logits(logits, mask) + dice(logits, mask).mean()
    opt.zero_grad(); loss.backward(); opt.step(); sch.step()
    print(i, f"{loss.item():.4f}", f"{sch.get_last_lr()[0]:.5f}")
print(model.b1.bn1.running_mean, model.b1.bn1.num_batches_tracked, model.b2.short[1].weight[:3])
model.eval(); print(model(x)[0, 0, :2, :4]); iou = ((model(x) > 0) & mask.bool()).sum() / ((model(x) > 0) | mask.bool()).sum(); print(iou.dtype)
for n, p in list(model.named_parameters())[:4]: print(n, tuple(p.shape), p.grad.norm().item() > 0)
