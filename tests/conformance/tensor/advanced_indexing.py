import torch
torch.manual_seed(0)
x = torch.tensor([[3., 1., 2.], [9., 7., 8.]])
i = torch.tensor([[3, 1, 2], [9, 7, 8]])
try:
    y = x.clone()
    y[y > 2] = torch.arange(4.)
    print(y)
except Exception as e:
    print(type(e).__name__, e)
try:
    y = torch.arange(24).reshape(2, 3, 4)
    print(y[0, :, [0, 1]], y[:, None, 1].shape, y[..., None].shape, y[[0, 1], :, [0, 1]], y[[0, 1], [0, 2]], y[:, torch.tensor([[0, 1], [1, 2]])].shape, y[None, 0, ..., 1:3].shape, y[y % 2 == 0].shape, y[1, -1, -1], y[:, ::2, 1::2], y[torch.tensor([True, False])].shape, y[:, [True, False, True]].shape)
except Exception as e:
    print(type(e).__name__, e)
