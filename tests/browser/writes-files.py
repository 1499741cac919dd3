# Leaves a state_dict, a whole module and a text.
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
torch.save(net.state_dict(), "weights.pt")
torch.save(net, "net.pth")
with open("log.txt", "w") as log:
    for epoch in range(3):
        print("epoch", epoch, file=log)
for line in range(60):
    print("line", line)
