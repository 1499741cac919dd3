# tolerance: 2e-5
import torch, torch.nn as nn
torch.manual_seed(5)
class Block(nn.Module):
    def __init__(self, width):
        super(Block, self).__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(2)])
        self.scale = nn.Parameter(torch.ones(1) * 2)
        self.register_buffer("count", torch.zeros(1))
    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x * self.scale
net = nn.Sequential(Block(3), nn.Linear(3, 2))
print(net)
print([(n, tuple(p.shape)) for n, p in net.named_parameters()], [n for n, _ in net.named_buffers()], [type(m).__name__ for m in net.modules()])
def init(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight); nn.init.zeros_(m.bias)
net.apply(init); print(net[1].weight, net[1].bias)
w = torch.empty(3, 4)
for f in [lambda: nn.init.kaiming_uniform_(w), lambda: nn.init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu"), lambda: nn.init.xavier_normal_(w, gain=2), lambda: nn.init.normal_(w, 1, 0.1), lambda: nn.init.uniform_(w), lambda: nn.init.constant_(w, 0.3)]:
    print(f())
state = net.state_dict(); print(list(state.keys()))
other = nn.Sequential(Block(3), nn.Linear(3, 2)); print(other.load_state_dict(state)); x = torch.rand(2, 3); print(torch.equal(net(x), other(x)))
net.eval(); print(net.training, net[0].training, net[0].layers[0].training); net.train(); print(net.training)
for p in net[0].parameters(): p.requires_grad_(False)
loss = net(x).sum(); loss.backward(); print([p.grad is None for p in net.parameters()])
total = nn.utils.clip_grad_norm_(net.parameters(), 0.1); print(total, net[1].weight.grad.norm())
print(sum(p.numel() for p in net.parameters() if p.requires_grad), len(list(net.children())), net[0].scale, net[0].count)
try:
    nn.Sequential(nn.Linear(3, 3)).load_state_dict(state)
except RuntimeError as e:
    print(str(e).split("\n")[0])
try:
    net.foo
except AttributeError as e:
    print(e)
