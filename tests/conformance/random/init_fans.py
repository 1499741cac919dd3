# tolerance: exact
# What a layer's weight has as inputs and outputs, and what nn.init says of modes it does not know
import torch
from torch import nn
print(nn.init._calculate_fan_in_and_fan_out(torch.zeros(3, 4, 5)))
torch.manual_seed(0)
print(nn.init.kaiming_normal_(torch.zeros(2, 3), mode='FAN_OUT'))
for f in (lambda: nn.init.kaiming_normal_(torch.zeros(2, 3), mode='x'), lambda: nn.init.kaiming_uniform_(torch.zeros(2), mode='fan_in'), lambda: nn.init.kaiming_uniform_(torch.zeros(2, 2), nonlinearity='q'), lambda: nn.init._calculate_fan_in_and_fan_out(torch.zeros(3))):
    try: f()
    except Exception as e: print(type(e).__name__, e)
fan_in, _ = nn.init._calculate_fan_in_and_fan_out(nn.Linear(5, 2).weight); print(fan_in, nn.init._calculate_correct_fan(torch.zeros(2, 7), 'fan_out'))
