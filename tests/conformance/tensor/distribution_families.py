import torch
from torch.distributions import *
a, b, v = torch.tensor([0.5, 1., 2.]), torch.tensor([1., 2., 0.3]), torch.tensor([0.3, 1.5, 4.])
chances = torch.tensor([0.2, 0.5, 0.9])
for d in [Laplace(a, b), Gamma(a, b), Poisson(a), HalfNormal(a), LogNormal(a, b), Cauchy(a, b), Gumbel(a, b), Chi2(a), StudentT(a + 1), Pareto(a, b), Binomial(5, chances), Geometric(chances)]:
    torch.manual_seed(0)
    print(d)
    print(d.sample(), d.sample((2,)), d.log_prob(torch.tensor([1., 2., 3.])), d.mean, d.variance)
for d in [Laplace(a, b), Gamma(a, b), LogNormal(a, b), Gumbel(a, b), Beta(a, b)]:
    print(d.entropy())
print(Beta(a, b).log_prob(chances), Beta(a, b).variance, Dirichlet(a).log_prob(torch.tensor([.2, .5, .3])), Normal(a, b).icdf(torch.tensor(.3)), Laplace(a, b).cdf(v))
kl = kl_divergence
print(kl(Normal(a, b), Normal(b, a)), kl(Categorical(a), Categorical(b)), kl(Bernoulli(a / 3), Bernoulli(b / 3)), kl(Gamma(a, b), Gamma(b, a)), kl(Exponential(a), Exponential(b)))
print(kl(Laplace(a, b), Laplace(b, a)), kl(Poisson(a), Poisson(b)), kl(Independent(Normal(a, b), 1), Independent(Normal(b, a), 1)))
torch.manual_seed(0)
m = MultivariateNormal(torch.zeros(2), torch.tensor([[2., .5], [.5, 1.]]))
print(m, m.sample((3,)), m.log_prob(torch.ones(2)), m.entropy(), m.variance, m.event_shape)
o = OneHotCategorical(torch.tensor([.2, .3, .5]))
s = o.sample((4,))
print(s, o.log_prob(s), o.entropy())
c = Multinomial(10, torch.tensor([.2, .3, .5]))
s = c.sample()
print(s, c.log_prob(s), c.mean)
