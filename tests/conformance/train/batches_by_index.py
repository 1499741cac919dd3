# tolerance: 1e-5
import torch
import torch.nn as nn

torch.manual_seed(0)
x, y = torch.randn(60, 30), torch.randint(0, 3, (60,))
x, y = x[torch.randperm(60)], y[torch.arange(60)]

# Rows by their numbers: repeated, from behind, in two dimensions.
print(x[torch.tensor([3, -1, 3])].sum(dim=1), x[torch.tensor([[0, 1], [2, 2]])].shape)
table = torch.arange(8.0).reshape(4, 2).requires_grad_()
(table[torch.tensor([1, 1, -1])] * torch.tensor([[1.0], [2.0], [4.0]])).sum().backward()
print(table.grad)

# All batches at once, and each of them a view when its step comes; again with other networks.
for fold in range(3):
    kept = torch.arange(fold, 50 + fold)
    x_train, y_train = x[kept], y[kept]
    model = nn.Sequential(nn.Linear(30, 8), nn.ReLU(), nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    batches = torch.randint(50, (20, 16))
    for images, labels in zip(x_train[batches], y_train[batches]):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
    print(f"{loss.item():.4f}")
