"""Values that are computed, and are refused only once they are looked at: as indices, as labels and as probabilities."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


table = torch.arange(6.0).view(3, 2)
rows = torch.tensor([0, 2])
attempt(lambda: table[rows + 1])
attempt(lambda: table[rows - 4])
attempt(lambda: table[rows - 2])
attempt(lambda: table[rows * 1.0])
attempt(lambda: table[(rows * 1).int()])
attempt(lambda: table[table.argmax(1)])
attempt(lambda: table[table.argmax(1) + 5])
attempt(lambda: table[(table.sum(1) > 2).long()])
attempt(lambda: table[rows[:1] + rows[1:]])
attempt(lambda: F.nll_loss(table, torch.zeros(3)))
attempt(lambda: F.nll_loss(table, torch.zeros(3, 2)))

scores = torch.tensor([-1.0, 0.5, 3.0])
wanted = torch.tensor([0.0, 1.0, 1.0])
attempt(lambda: F.binary_cross_entropy(scores, wanted))
attempt(lambda: F.binary_cross_entropy(scores * 2, wanted))
attempt(lambda: F.binary_cross_entropy(scores.sigmoid(), wanted))
attempt(lambda: F.binary_cross_entropy(scores.softmax(0), wanted))
attempt(lambda: F.binary_cross_entropy(scores.clamp(0, 1), wanted))
attempt(lambda: nn.BCELoss()(nn.Linear(3, 1)(torch.full((2, 3), 100.0)) + 1000, torch.ones(2, 1)))
attempt(lambda: nn.BCELoss()(torch.tensor([float("nan")]), torch.ones(1)))

# A mask and what it chooses from are broadcast against each other, which brackets do not do.
attempt(lambda: torch.masked_select(table, torch.tensor([True, False])))
attempt(lambda: torch.masked_select(table[0], torch.tensor([[True, False], [True, True]])))
attempt(lambda: torch.masked_select(table, torch.ones(5).bool()))
attempt(lambda: table[torch.tensor([True, False])])

# Shapes are compared from the last dimension.
attempt(lambda: table.copy_(torch.zeros(4, 5)))
attempt(lambda: table.copy_(torch.zeros(2, 3, 2)))
attempt(lambda: table.expand(4, 5))
attempt(lambda: table.requires_grad_("yes"))
attempt(lambda: setattr(table, "requires_grad", 1))
attempt(lambda: setattr(table, "data", 3))
attempt(lambda: nn.GRU(3, 4)(torch.zeros(5)))
attempt(lambda: nn.LSTM(3, 4)(torch.zeros(1, 2, 3, 3)))

# The slope of a standard deviation of 0 counts as 0.
equal = torch.ones(2, 2, requires_grad=True)
equal.std().backward()
print(equal.grad)
spread = torch.tensor([[1.0, 2.0], [3.0, 3.0]], requires_grad=True)
spread.std(1).sum().backward()
print(spread.grad)

weight = nn.Parameter(torch.ones(2))
weight.grad = torch.tensor([float("nan"), 1.0])
attempt(lambda: nn.utils.clip_grad_norm_([weight], 1.0, error_if_nonfinite=True))
weight.grad = torch.tensor([3.0, 4.0])
attempt(lambda: nn.utils.clip_grad_norm_([weight], 1.0, error_if_nonfinite=True))
