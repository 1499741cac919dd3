import torch, copy
import torch.nn as nn
from torch import optim
from torch.optim import lr_scheduler as S
def train(make, n=4):
    torch.manual_seed(0)
    m = nn.Linear(3, 2); x = torch.rand(5, 3); y = torch.rand(5, 2)
    o = make(m.parameters())
    for _ in range(n):
        o.zero_grad(); l = ((m(x) - y) ** 2).mean(); l.backward(); o.step()
    return m, o, l
for name, kw in [("NAdam", {}), ("NAdam", dict(weight_decay=0.1, lr=0.05)), ("RAdam", dict(lr=0.1)), ("Adamax", dict(lr=0.1)), ("ASGD", dict(lr=0.1, t0=1)), ("Rprop", {}), ("Adadelta", {}), ("Adagrad", dict(lr_decay=0.1)), ("RMSprop", dict(momentum=0.9, centered=True)), ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True)), ("SGD", dict(lr=0.1)), ("Adam", dict(amsgrad=True)), ("AdamW", {})]:
    m, o, l = train(lambda p: getattr(optim, name)(p, **kw), 8)
    print(name, l.item(), m.weight, o)
    sd = o.state_dict(); print(sd["param_groups"], {k: sorted(v) for k, v in sd["state"].items()}, sd["state"][0].get("step"))
m, o, l = train(lambda p: optim.SGD(p, lr=0.1, momentum=0.9), 2)
print(o.state_dict(), len(o.state), o.state[m.bias]["momentum_buffer"], o.defaults)
o2 = optim.SGD(m.parameters(), lr=0.5); o2.load_state_dict(o.state_dict()); print(o2.param_groups[0]["lr"], o2.state_dict()["state"][1])
saved = copy.deepcopy(o.state_dict()); m2 = copy.deepcopy(m); print(saved["state"][1], torch.equal(m.weight, m2.weight), m2.weight is m.weight)
m2.weight.data.zero_(); print(m.weight.abs().sum() > 0, m2.weight.requires_grad)
print(m.state_dict()); print(m.load_state_dict(m.state_dict()))
class MySGD(optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))
    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for p in g["params"]:
                if p.grad is None: continue
                s = self.state[p]
                s["n"] = s.get("n", 0) + 1
                p.add_(p.grad, alpha=-g["lr"])
m, o, l = train(MySGD); print(l, m.bias, o, o.state_dict()["state"])
def rates(make, n=12, opt=lambda p: optim.SGD(p, lr=0.1, momentum=0.9), momentum=False):
    p = nn.Parameter(torch.zeros(1)); o = opt([p]); s = make(o); out = []
    for i in range(n):
        g = o.param_groups[0]; out.append(round(g["lr"], 7) if not momentum else (round(g["lr"], 6), round(g.get("momentum", 0), 5) if "momentum" in g else tuple(round(b, 5) for b in g["betas"])))
        o.step(); s.step()
    return out, s
for f in [lambda o: S.StepLR(o, 3), lambda o: S.MultiStepLR(o, [2, 5, 5], 0.5), lambda o: S.ExponentialLR(o, 0.9), lambda o: S.CosineAnnealingLR(o, 5, 0.01), lambda o: S.LinearLR(o), lambda o: S.LinearLR(o, 0.1, 0.9, 4), lambda o: S.ConstantLR(o, 0.5, 3), lambda o: S.PolynomialLR(o, 4, 2.0),
          lambda o: S.LambdaLR(o, lambda e: 0.9 ** e), lambda o: S.MultiplicativeLR(o, lambda e: 0.95), lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2, 0.001),
          lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)], [3]), lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)]),
          lambda o: S.SequentialLR(o, [S.LinearLR(o, 0.1, total_iters=3), S.CosineAnnealingLR(o, 6)], milestones=[3]),
          lambda o: optim.swa_utils.SWALR(o, 0.05, 4)]:
    r, s = rates(f); print(r, s.get_last_lr())
print(rates(lambda o: S.OneCycleLR(o, 0.5, total_steps=13), momentum=True)[0])
print(rates(lambda o: S.OneCycleLR(o, 0.5, epochs=3, steps_per_epoch=5, three_phase=True, anneal_strategy="linear"), momentum=True)[0])
print(rates(lambda o: S.OneCycleLR(o, 0.5, total_steps=13), opt=lambda p: optim.Adam(p), momentum=True)[0])
for mode in ["triangular", "triangular2", "exp_range"]: print(rates(lambda o: S.CyclicLR(o, 0.1, 0.5, 2, 3, mode, gamma=0.9), momentum=True)[0])
r, s = rates(lambda o: S.StepLR(o, 3), 3); print(s.state_dict()); s.load_state_dict({"last_epoch": 7, "gamma": 0.2}); print(s.last_epoch, s.gamma, s.base_lrs)
r, s = rates(lambda o: S.CosineAnnealingLR(o, 5), 3); print(s.state_dict())
p = nn.Parameter(torch.zeros(1)); o = optim.SGD([p], lr=1.0); s = S.ReduceLROnPlateau(o, "max", 0.5, 1, 0.01, "abs", 1, 0.1, verbose=True)
for v in [1, 1.005, 1.0, 1.0, 2.0, 1.9, 1.8, torch.tensor(1.7), 1, 1, 1]: s.step(v); print(o.param_groups[0]["lr"], s.num_bad_epochs, s.best)
print(s.state_dict())
class Warm(S._LRScheduler):
    def __init__(self, o, n): self.n = n; super().__init__(o)
    def get_lr(self): return [b * min(1, (self.last_epoch + 1) / self.n) for b in self.base_lrs]
print(rates(lambda o: Warm(o, 4), 6)[0])
o = optim.SGD([p], lr=1.0); s = S.ExponentialLR(o, 0.5, verbose=True); o.step(); s.step()
am = optim.swa_utils.AveragedModel(m); am.update_parameters(m)
with torch.no_grad(): m.weight.add_(1)
am.update_parameters(m); print(am.n_averaged, am.module.weight - m.weight, am)
ema = optim.swa_utils.AveragedModel(m, avg_fn=lambda a, b, n: 0.9 * a + 0.1 * b); ema.update_parameters(m); print(ema(torch.ones(1, 3)))
for f in [lambda: optim.SGD([], lr=0.1), lambda: optim.SGD(m.parameters()), lambda: optim.SGD(p, lr=0.1), lambda: optim.Adam([p], lr=-1), lambda: optim.Adam([p], betas=(1.0, 0.9)), lambda: optim.SGD([{"params": [p]}, {"params": [p]}], lr=1), lambda: optim.SGD([p, 3], lr=1),
          lambda: S.StepLR(m, 3), lambda: o.load_state_dict(train(lambda q: optim.SGD(q, lr=1))[1].state_dict()), lambda: optim.SGD([p * 2], lr=0.1), lambda: optim.SGD([p], lr=0.1, nesterov=True), lambda: optim.Adam([p], foo=1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
