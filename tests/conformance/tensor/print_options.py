import torch
torch.manual_seed(0)
x = torch.arange(12.).reshape(3, 4)
i = torch.arange(6).reshape(2, 3)
b = x > 4
try:
    torch.set_printoptions(precision=2)
    print(torch.tensor([1.23456, 2.5]))
    torch.set_printoptions(precision=4, sci_mode=False)
    print(torch.tensor([1e-6, 1e6]))
    torch.set_printoptions(profile="default")
    print(torch.tensor([1e-6, 1e6]))
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.set_printoptions(threshold=5, edgeitems=2)
    print(torch.arange(20), torch.arange(100.).reshape(10,10))
    torch.set_printoptions(profile="default")
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.set_printoptions(linewidth=40)
    print(torch.arange(30.))
    torch.set_printoptions(profile="full")
    print(torch.arange(1200).shape)
    torch.set_printoptions(profile="short")
    print(torch.rand(3,3))
    torch.set_printoptions(profile="default")
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.iinfo(torch.int64).max, torch.iinfo(torch.int64).min, torch.iinfo(torch.int32).bits, torch.iinfo(torch.int64))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.finfo(torch.float32).eps, torch.finfo(torch.float32).max, torch.finfo(torch.float32).tiny, torch.finfo(torch.float32))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.finfo(torch.float32).min, torch.finfo(torch.float64).eps, torch.finfo().bits)
except Exception as e:
    print(type(e).__name__, e)
try:
    if torch.tensor([]): print("no")
    else: print("empty false")
except Exception as e:
    print(type(e).__name__, e)
try:
    print(3. in x, 100. in x, 3 in i, torch.tensor(3.) in x)
except Exception as e:
    print(type(e).__name__, e)
try:
    "a" in x
except Exception as e:
    print(type(e).__name__, e)
try:
    print(f"{x.sum():.4f} {x.mean():8.3f} {torch.tensor(3):5d} {torch.tensor(3)} {x.sum()} {torch.tensor(2.5):>10}")
except Exception as e:
    print(type(e).__name__, e)
try:
    print(f"{x:.4f}")
except Exception as e:
    print(type(e).__name__, e)
try:
    5 // torch.tensor([0])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.tensor([5]) % 0
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.tensor([5]) // 0
except Exception as e:
    print(type(e).__name__, e)
