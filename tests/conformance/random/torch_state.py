# tolerance: 2e-6
# Saving, restoring and setting aside torch's stream.
import torch

for seed in (0, -1, 2**63, True, 1.5):
    torch.manual_seed(seed)
    print(torch.initial_seed(), torch.rand(1).item())
torch.manual_seed(3)
print(torch.randn(3))
state = torch.get_rng_state()
print(state.shape, state.dtype, state[:24].tolist(), state[5016:].tolist())
first = torch.randn(3)
torch.set_rng_state(state)
print(torch.equal(first, torch.randn(3)))
with torch.random.fork_rng():
    torch.manual_seed(1)
    print(torch.rand(2))
print(torch.rand(2), torch.default_generator.initial_seed(), torch.random.initial_seed())
print(torch.default_generator is torch.manual_seed(4), torch.default_generator.device)

generator = torch.Generator()
print(generator.initial_seed(), torch.rand(2, generator=generator))
print(generator.manual_seed(5) is generator, torch.randn(3, generator=generator))
print(torch.bernoulli(torch.full((5,), 0.5), generator=generator), torch.empty(18).normal_(generator=generator)[-1])
print(torch.multinomial(torch.ones(4), 2, generator=generator), torch.randperm(4, generator=generator))
twin = torch.Generator()
twin.set_state(generator.get_state())
print(torch.equal(torch.randn(5, generator=generator), torch.randn(5, generator=twin)), twin.initial_seed())
print(type(generator.seed()), torch.rand(1))
