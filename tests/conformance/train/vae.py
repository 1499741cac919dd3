# tolerance: 1e-3
import torch
from torch import nn
from torch.distributions import Normal, Categorical, Bernoulli, kl_divergence
torch.manual_seed(1)
class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(20, 16), nn.ReLU())
        self.mu, self.logvar = nn.Linear(16, 3), nn.Linear(16, 3)
        self.dec = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 20), nn.Sigmoid())
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std
    def forward(self, x):
        h = self.enc(x)
        mu, logvar = self.mu(h), self.logvar(h)
        return self.dec(self.reparameterize(mu, logvar)), mu, logvar
x = (torch.rand(64, 20) > 0.5).float()
model = VAE(); opt = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(5):
    rec, mu, logvar = model(x)
    bce = nn.functional.binary_cross_entropy(rec, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    loss = bce + kld
    opt.zero_grad(); loss.backward(); opt.step()
    print(f"{epoch} {bce.item():.3f} {kld.item():.3f}")
kl = kl_divergence(Normal(mu, (0.5 * logvar).exp()), Normal(0., 1.)).sum(); print(kl)
