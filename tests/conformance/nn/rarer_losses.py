import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
lp = torch.randn(10, 2, 5).log_softmax(2).requires_grad_()
targets = torch.tensor([[1, 2, 2], [3, 4, 1]])
loss = F.ctc_loss(lp, targets, torch.tensor([10, 8]), torch.tensor([3, 2]))
loss.backward()
print(loss, lp.grad[:3], F.ctc_loss(lp, targets, torch.tensor([10, 8]), torch.tensor([3, 2]), reduction='none'), F.ctc_loss(lp, torch.tensor([1, 2, 2, 3, 4]), (10, 8), (3, 2), reduction='sum'), nn.CTCLoss(zero_infinity=True)(lp[:2], targets, (2, 2), (3, 2)))
print(F.multilabel_margin_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[3, 0, -1, 1]])), nn.TripletMarginWithDistanceLoss(distance_function=lambda a, b: 1 - F.cosine_similarity(a, b))(torch.randn(2, 3), torch.randn(2, 3), torch.randn(2, 3)))
bag = nn.EmbeddingBag(10, 3)
print(bag, bag(torch.tensor([1, 2, 4, 5, 4, 3]), torch.tensor([0, 4])), bag(torch.tensor([[1, 2], [3, 4]])), nn.EmbeddingBag(5, 2, mode='max')(torch.tensor([[0, 1]])))
print(F.embedding_bag(torch.tensor([[0, 1]]), torch.ones(3, 2), mode='sum', per_sample_weights=torch.tensor([[2., 3.]])), nn.EmbeddingBag.from_pretrained(torch.eye(3))(torch.tensor([[0, 2]])))
print(nn.Embedding(4, 2, max_norm=1.)(torch.tensor([0, 1])), nn.L1Loss(size_average=False)(torch.ones(2), torch.zeros(2)), F.mse_loss(torch.ones(2), torch.zeros(2), reduce=False))
x = torch.randn(1, 2, 4, 4, requires_grad=True)
g = (torch.rand(1, 3, 2, 2) * 2.4 - 1.2).requires_grad_()
for mode in ['bilinear', 'nearest']:
    for border in ['zeros', 'border', 'reflection']:
        print(mode, border, F.grid_sample(x, g, mode=mode, padding_mode=border, align_corners=True), F.grid_sample(x, g, mode=mode, padding_mode=border, align_corners=False))
F.grid_sample(x, g, align_corners=False).pow(2).sum().backward()
print(x.grad, g.grad, F.affine_grid(torch.tensor([[[1., 0.5, 0.2], [0., 1., -0.3]]]), (1, 1, 2, 3), align_corners=False))
print(F.interpolate(x, (5, 6), mode='bicubic'), F.interpolate(x, scale_factor=1.5, mode='bicubic', align_corners=True), F.interpolate(x, 3, mode='area'), F.interpolate(x, 6, mode='nearest-exact'))
for m in [nn.Linear(3, 2), nn.Conv2d(1, 2, 2), nn.BatchNorm1d(3), nn.Embedding(3, 2, padding_idx=1), nn.GRU(2, 3), nn.Bilinear(2, 2, 1)]:
    w = next(m.parameters())
    torch.manual_seed(3)
    m.reset_parameters()
    print(type(m).__name__, next(m.parameters()) is w, [p.sum() for p in m.parameters()])
print(nn.Linear(2, 2, dtype=torch.float64)(torch.ones(1, 2, dtype=torch.float64)))
