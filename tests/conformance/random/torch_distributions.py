# tolerance: 2e-6
# Every distribution of torch's generator: each line starts the stream again.
import torch


def refused(draw):
    try:
        draw()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)


fills = [
    lambda x: x.uniform_(-1, 2),
    lambda x: x.normal_(2, 3),
    lambda x: x.exponential_(),
    lambda x: x.exponential_(2.5),
    lambda x: x.cauchy_(1, 2.5),
    lambda x: x.log_normal_(1, 0.5),
    lambda x: x.geometric_(0.3),
    lambda x: x.bernoulli_(0.2),
    lambda x: x.bernoulli_(torch.full_like(x, 0.7)),
    lambda x: x.random_(),
    lambda x: x.random_(10),
    lambda x: x.random_(-3, 4),
]
for i, fill in enumerate(fills):
    for size in (5, 16, 21):
        for dtype in (torch.float32, torch.float64):
            torch.manual_seed(3)
            if i == 9 and dtype == torch.float64:
                continue
            drawn = fill(torch.empty(size, dtype=dtype))
            print(i, size, drawn.dtype, [f"{v:.6g}" for v in drawn.tolist()], f"{torch.rand(1).item():.6f}")

torch.manual_seed(3)
for dtype in (torch.int32, torch.uint8, torch.bool):
    print(torch.empty(5, dtype=dtype).random_())
print(torch.randint(-5, 5, (4,)), torch.randint(3, (2, 2), dtype=torch.float32), torch.randint(high=3, size=(3,)))
print(torch.randint_like(torch.zeros(3), 10), torch.randint(0, 2, (3,), dtype=torch.bool))
print(torch.randperm(10, dtype=torch.int32), torch.randperm(5, dtype=torch.float32), torch.randperm(10000)[:5])
print(torch.bernoulli(torch.rand(20)), torch.bernoulli(torch.rand(9), 0.3), torch.bernoulli(torch.rand(5).double()))
print(torch.poisson(torch.rand(5) * 5), torch.poisson(torch.full((10,), 50.0)))
print(torch.normal(torch.arange(5.0), 0.1), torch.normal(torch.zeros(2, 1), torch.ones(3)))
print(torch.rand(size=(2,)), torch.randn((2, 3), dtype=torch.float64).shape, torch.rand_like(torch.zeros(2)))

weights = torch.tensor([0.1, 0.2, 0.3, 0.4])
rows = torch.tensor([[0.1, 0.2, 0.3, 0.4], [3, 4, 5, 6.0]])
print(torch.multinomial(weights, 2), torch.multinomial(weights, 10, replacement=True), weights.multinomial(1))
print(torch.multinomial(rows, 3), torch.multinomial(rows, 5, True), torch.multinomial(torch.ones(50).double(), 20))

for draw in [
    lambda: torch.multinomial(weights, 5),
    lambda: torch.multinomial(-weights, 2),
    lambda: torch.multinomial(weights * 0, 2),
    lambda: torch.multinomial(torch.tensor([1, 2]), 2),
    lambda: torch.empty(3).normal_(0, -1),
    lambda: torch.empty(3).uniform_(3, 1),
    lambda: torch.empty(3, dtype=torch.int64).uniform_(),
    lambda: torch.empty(3, dtype=torch.int64).normal_(),
    lambda: torch.randint(5, 3, (2,)),
    lambda: torch.randint(0, 300, (4,), dtype=torch.uint8),
    lambda: torch.empty(3).geometric_(2),
    lambda: torch.bernoulli(torch.tensor([2.0])),
    lambda: torch.manual_seed(2**64),
    lambda: torch.Generator().manual_seed(1.5),
    lambda: torch.set_rng_state(torch.zeros(3, dtype=torch.uint8)),
]:
    refused(draw)
