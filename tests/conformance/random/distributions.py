# torch.distributions: PyTorch's draws, densities and entropies.
import torch
from torch.distributions import Bernoulli, Beta, Categorical, Dirichlet, Exponential, Normal, Uniform
torch.manual_seed(0)
n = Normal(0.0, 1.0); x = n.sample((3,)); print(x, n.log_prob(x), n.entropy(), n.mean, n.stddev, n)
n = Normal(torch.tensor([0., 1.]), torch.tensor([1., 2.])); x = n.sample(); print(x, n.rsample((2,)), n.cdf(x), n.batch_shape, n, n.variance)
c = Categorical(torch.tensor([.1, .2, .7])); print(c.sample((5,)), c.log_prob(torch.tensor(1)), c.entropy(), c.probs, c.logits)
c = Categorical(logits=torch.tensor([[1., 2.], [0., 0.]])); s = c.sample(); print(s, c.log_prob(s), c.sample((2,)).shape, c)
b = Bernoulli(torch.tensor([.3, .9])); print(b.sample((3,)), b.entropy(), b.log_prob(torch.ones(2)), Bernoulli(0.5).sample())
u = Uniform(0., 2.); print(u.sample((3,)), u.log_prob(torch.tensor(1.)), u.entropy(), u.mean, u)
print([f"{torch.distributions.Beta(a, a).sample().item():.6f}" for a in (0.2, 0.4, 1.0, 2.0)])
print(Beta(torch.tensor([1.0, 2.]), torch.tensor([1.0, .5])).sample((3,)), Beta(2., 3.).mean, Beta(1., 1.))
print(Dirichlet(torch.tensor([.5, 1., 3.])).sample((2,)), torch.distributions.beta.Beta(0.3, 0.3).sample((4,)))
e = Exponential(2.0); print(e.sample((2,)), e.mean, e.log_prob(torch.tensor(1.)), torch.rand(1))
mu = torch.zeros(2, requires_grad=True); Normal(mu, 1.).log_prob(torch.ones(2)).sum().backward(); print(mu.grad)
for make in (lambda: Normal(0., -1.), lambda: Bernoulli(2.), lambda: Categorical()):
    try: make()
    except ValueError as error: print(error)
for replacement in (True, False):
    torch.manual_seed(0); print(torch.multinomial(torch.tensor([[.3, .9], [.5, .5]]), 1, replacement).tolist(), torch.rand(1))
from torch.utils.data import WeightedRandomSampler
torch.manual_seed(0); print([list(WeightedRandomSampler([.1, .2, .7], 1, replacement=r)) for r in (True, False)], torch.rand(1))
print(torch.dropout(torch.ones(6), 0.5, True))
