# tolerance: 1e-6
import torch
from torch.optim import lr_scheduler as S
def show(make, n=12, lr=0.5):
    p = torch.zeros(1, requires_grad=True)
    opt = torch.optim.SGD([p], lr=lr, momentum=0.9)
    s = make(opt)
    out = []
    for _ in range(n):
        out.append(round(opt.param_groups[0]["lr"], 7))
        opt.step(); s.step()
    print(out, [round(v, 7) for v in s.get_last_lr()], s.last_epoch)
show(lambda o: S.StepLR(o, step_size=3, gamma=0.5))
show(lambda o: S.MultiStepLR(o, milestones=[2, 5, 9], gamma=0.1))
show(lambda o: S.ExponentialLR(o, gamma=0.9))
show(lambda o: S.CosineAnnealingLR(o, T_max=5, eta_min=0.01))
show(lambda o: S.LinearLR(o, total_iters=4))
show(lambda o: S.ConstantLR(o, factor=0.5, total_iters=3))
show(lambda o: S.LambdaLR(o, lr_lambda=lambda e: 0.95 ** e))
show(lambda o: S.OneCycleLR(o, max_lr=1.0, total_steps=13))
show(lambda o: S.OneCycleLR(o, max_lr=1.0, epochs=4, steps_per_epoch=4, anneal_strategy="linear"))
p = torch.zeros(1, requires_grad=True)
opt = torch.optim.SGD([p], lr=1.0)
s = S.ReduceLROnPlateau(opt, factor=0.5, patience=1)
for loss in [1, 0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8]:
    s.step(loss); print(opt.param_groups[0]["lr"], end=" ")
print()
