import torch

saved = torch.load("saved.pt")
print(list(saved), type(saved["model"]))
for name, value in saved["model"].items():
    print(name, value)
print(saved["optimizer"]["param_groups"])
for place, state in saved["optimizer"]["state"].items():
    print(place, {name: value for name, value in state.items()})
kinds = saved["kinds"]
print([tensor.dtype for tensor in kinds])
print(kinds)
turned, tied, again = saved["turned"], saved["tied"], saved["again"]
print(turned, turned.shape, tied.data_ptr() == again.data_ptr())
print(type(saved["parameter"]), saved["parameter"])
print({name: saved[name] for name in ("epoch", "loss", "best", "size", "dtype", "device", "empty", "scalar", "names")})
