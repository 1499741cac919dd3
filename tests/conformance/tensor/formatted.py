# tolerance: exact
# What f-strings and format() make of tensors.
import torch
a = torch.tensor(-1.); b = torch.tensor([1.]); w = torch.ones(2, requires_grad=True).sum()
print(f"{a}", f"{b}", f"{w}", "{}".format(a), str(a), format(a), f"{a!r}", f"{torch.tensor(3)}", f"{torch.tensor(0.1)}", f"{torch.tensor(True)}", f"{(a > 0)}", "%s" % a)
try: f"{b:.2f}"
except TypeError as error: print(error)
print(f"{a:.3f} {torch.tensor(7):03d} {w.item():.1f} {w:.2f}")
