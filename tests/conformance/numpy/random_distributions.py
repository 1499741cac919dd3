# tolerance: 1e-13
# Distributions of both generators: each line starts both streams again. Last digits may differ where C's mathematics rounds otherwise.
import numpy as np

draws = [
    lambda r: r.uniform(-1, 3, 3),
    lambda r: r.normal([0, 10], [1, 2]),
    lambda r: r.lognormal(0.5, 2, 3),
    lambda r: r.exponential(2, 3),
    lambda r: r.standard_exponential((2, 2)),
    lambda r: r.gamma(2.5, 3, 3),
    lambda r: r.gamma(0.5, size=3),
    lambda r: r.standard_gamma(1.0, 2),
    lambda r: r.beta(2, 3, 3),
    lambda r: r.beta(0.5, 0.5, 3),
    lambda r: r.chisquare(3, 3),
    lambda r: r.f(2, 3, 2),
    lambda r: r.standard_t(5, 3),
    lambda r: r.standard_cauchy(3),
    lambda r: r.pareto(3, 3),
    lambda r: r.weibull(2, 3),
    lambda r: r.power(3, 3),
    lambda r: r.rayleigh(2, 3),
    lambda r: r.triangular(0, 1, 3, 3),
    lambda r: r.laplace(size=3),
    lambda r: r.logistic(1, 2, 3),
    lambda r: r.gumbel(size=3),
    lambda r: r.geometric(0.2, 5),
    lambda r: r.geometric(0.7, 5),
    lambda r: r.negative_binomial(5, 0.5, 3),
    lambda r: r.binomial(10, 0.3, 5),
    lambda r: r.binomial(1000, [0.4, 0.9], (2, 2)),
    lambda r: r.poisson(3, 5),
    lambda r: r.poisson([50, 1000], (3, 2)),
    lambda r: r.dirichlet([1, 2, 3], 2),
    lambda r: r.multinomial(20, [1 / 6] * 6, size=2),
    lambda r: r.permutation(np.arange(6).reshape(3, 2)),
    lambda r: list(r.bytes(6)),
]
for draw in draws:
    print(draw(np.random.RandomState(5)), draw(np.random.default_rng(5)))

generator = np.random.default_rng(3)
table = np.arange(12).reshape(4, 3)
print(generator.permuted(table), generator.permuted(table, axis=1), generator.permuted(table, axis=0), table)
print(generator.permutation(table, axis=1), generator.choice(5), type(generator.choice(5)), generator.standard_exponential())
sequence = np.random.SeedSequence(5)
print(sequence.entropy, sequence.generate_state(3), [np.random.default_rng(s).random() for s in sequence.spawn(3)])
print(sequence, sequence.spawn(1)[0].spawn(1)[0].spawn_key)
np.random.seed(0)
print(np.random.ranf(), np.random.sample(2), np.random.gamma(2), np.random.dirichlet([1, 1]))
for seed in ("a", 1.5, -1):
    try:
        np.random.default_rng(seed)
    except (TypeError, ValueError) as error:
        print(error)
