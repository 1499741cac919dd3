import torch
import torch.nn as nn
from torch.cuda.amp import GradScaler, autocast
torch.manual_seed(0)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
use_amp = torch.cuda.is_available()
scaler = GradScaler(enabled=use_amp)
x = torch.rand(8, 2)
for step in range(3):
    optimizer.zero_grad()
    with autocast(enabled=use_amp):
        loss = model(x).pow(2).mean()
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    nn.utils.clip_grad_norm_(model.parameters(), 1.)
    scaler.step(optimizer)
    scaler.update()
    print(loss.item(), scaler.get_scale(), scaler.is_enabled(), scaler.state_dict())
