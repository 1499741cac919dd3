import torch
import torch.nn as nn
torch.manual_seed(0)
x = torch.arange(12.).reshape(3, 4)
i = torch.arange(6).reshape(2, 3)
b = x > 4
try:
    x.t().view(-1)
except Exception as e:
    print(type(e).__name__, e)
try:
    x.t().view(12)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x.t().is_contiguous(), x.t().contiguous().is_contiguous(), x.t().stride(), x.stride(), x.stride(0), x[:, 1].stride(), x.t().view(2, 2, 3).shape)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x.data_ptr() == x.view(-1).data_ptr(), x.data_ptr() == x.clone().data_ptr(), x.storage_offset(), x[1:].storage_offset())
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x.storage().size(), len(x.storage()), x.t().storage()[1])
except Exception as e:
    print(type(e).__name__, e)
try:
    w = torch.tensor([1., 2.], requires_grad=True)
    y = w * 2
    z = y ** 2
    y += 1
    z.sum().backward()
except Exception as e:
    print(type(e).__name__, e)
try:
    w = torch.tensor([1., 2.], requires_grad=True)
    s = torch.sigmoid(w)
    s.mul_(2)
    s.sum().backward()
except Exception as e:
    print(type(e).__name__, e)
try:
    w = torch.tensor([1., 2.], requires_grad=True)
    e = w.exp()
    e[0] = 5
    e.sum().backward()
    print(w.grad)
except Exception as e:
    print(type(e).__name__, e)
try:
    w = torch.tensor([1., 2.], requires_grad=True)
    y = w * 2
    y += 1
    y.sum().backward()
    print(w.grad, y._version)
except Exception as e:
    print(type(e).__name__, e)
try:
    t = torch.zeros(3)
    p = nn.Parameter(t)
    p.data[0] = 5
    print(t, p)
    t[1] = 2
    print(p)
except Exception as e:
    print(type(e).__name__, e)
