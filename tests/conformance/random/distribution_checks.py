"""What the distributions show of themselves, and the parameters and values that they refuse."""
import torch
from torch import distributions as D


def attempt(run):
    try:
        print(run())
    except (ValueError, NotImplementedError) as error:
        print(f"{type(error).__name__}: {error}")


nan = float("nan")
print(D.Categorical(torch.ones(3)), D.Categorical(logits=torch.ones(3)), D.Bernoulli(0.25), D.Bernoulli(logits=torch.zeros(2)))
print(D.Binomial(3, torch.tensor([0.5])), D.Geometric(0.5), D.OneHotCategorical(torch.ones(2)), D.Normal(torch.zeros(1), 1.0))
both = D.Bernoulli(torch.tensor([0.25, 0.5]))
both.log_prob(torch.ones(2))
print(both, both.mode, D.Categorical(torch.tensor([1.0, 3.0])).mode, D.Categorical(torch.ones(2, 3)).mean)

attempt(lambda: D.Normal(torch.tensor([0.0, nan]), 1.0))
attempt(lambda: D.Normal(0.0, 0.0))
attempt(lambda: D.Categorical(torch.tensor([-1.0, 2.0])))
attempt(lambda: D.Categorical(torch.zeros(2)))
attempt(lambda: D.Categorical(logits=torch.tensor([nan, 0.0])))
attempt(lambda: D.Bernoulli(2.0))
attempt(lambda: D.Dirichlet(torch.tensor([-1.0, 2.0])))
attempt(lambda: D.Gamma(-1.0, 1.0))
attempt(lambda: D.Poisson(-1.0))
attempt(lambda: D.Poisson(0.0))
attempt(lambda: D.Uniform(1.0, 0.0))

attempt(lambda: D.Normal(0.0, 1.0).log_prob(torch.tensor(nan)))
attempt(lambda: D.Normal(0.0, 1.0).log_prob(1.0))
attempt(lambda: D.Bernoulli(0.5).log_prob(torch.tensor([0.0, 0.5])))
attempt(lambda: D.Categorical(torch.ones(3)).log_prob(torch.tensor(3)))
attempt(lambda: D.Categorical(torch.ones(3)).log_prob(torch.tensor([0, 2])))
attempt(lambda: D.Exponential(1.0).log_prob(torch.tensor(-1.0)))
attempt(lambda: D.Uniform(0.0, 1.0).log_prob(torch.tensor(2.0)))
attempt(lambda: D.Uniform(torch.zeros(2), torch.ones(2)).log_prob(torch.tensor([0.5, 1.5])))
attempt(lambda: D.Categorical(torch.ones(3)).rsample())

# `validate_args=False` lets everything through.
attempt(lambda: D.Bernoulli(0.5, validate_args=False).log_prob(torch.tensor(0.5)))
attempt(lambda: D.Normal(0.0, -1.0, validate_args=False).mean)
attempt(lambda: D.Uniform(0.0, 1.0, validate_args=False).log_prob(torch.tensor(2.0)))
