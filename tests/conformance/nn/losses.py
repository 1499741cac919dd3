# tolerance: 1e-4
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(1)
a = torch.randn(4, 5, requires_grad=True); b = torch.rand(4, 5); t = torch.tensor([1, 0, 4, 2])
def show(loss):
    a.grad = None
    v = loss(a)
    v.sum().backward()
    print(v, f"{a.grad.abs().sum().item():.5f}")
for red in ["mean", "sum", "none"]:
    show(lambda x: nn.CrossEntropyLoss(reduction=red)(x, t))
    show(lambda x: nn.MSELoss(reduction=red)(x, b))
    show(lambda x: nn.L1Loss(reduction=red)(x, b))
    show(lambda x: nn.SmoothL1Loss(reduction=red, beta=0.5)(x, b))
    show(lambda x: nn.HuberLoss(reduction=red)(x, b))
    show(lambda x: nn.BCEWithLogitsLoss(reduction=red, pos_weight=torch.arange(1., 6.))(x, b))
    show(lambda x: nn.BCELoss(reduction=red)(torch.sigmoid(x), b))
    show(lambda x: nn.NLLLoss(reduction=red)(F.log_softmax(x, dim=1), t))
    show(lambda x: nn.KLDivLoss(reduction=red)(F.log_softmax(x, dim=1), F.softmax(b, dim=1)))
show(lambda x: nn.CrossEntropyLoss(weight=torch.tensor([1., 2., 3., 4., 5.]))(x, t))
show(lambda x: nn.CrossEntropyLoss(label_smoothing=0.1)(x, t))
show(lambda x: nn.CrossEntropyLoss(weight=torch.tensor([1., 2., 3., 4., 5.]), label_smoothing=0.2)(x, t))
show(lambda x: nn.CrossEntropyLoss(ignore_index=0)(x, t))
show(lambda x: F.cross_entropy(x, F.softmax(b, dim=1)))
show(lambda x: F.kl_div(F.log_softmax(x, dim=1), F.softmax(b, dim=1), reduction="batchmean"))
show(lambda x: F.cross_entropy(x.view(4, 5, 1).expand(4, 5, 3), t.view(4, 1).expand(4, 3)))
