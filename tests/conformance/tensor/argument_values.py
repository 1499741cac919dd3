"""Arguments that have the right shape and a wrong value or kind, and what is near them."""
import io

import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(f"{type(error).__name__}: {error}".split(", but expected one of")[0])


a = torch.arange(6.0).view(2, 3)
attempt(lambda: a.repeat_interleave(-1))
attempt(lambda: a.repeat_interleave(torch.tensor([2, 0]), 0))
attempt(lambda: a.masked_fill(a > 2, "x"))
attempt(lambda: a.masked_fill(a > 2, True))
attempt(lambda: a.norm(p="x"))
attempt(lambda: torch.normal(torch.zeros(2), torch.tensor([1.0, -1.0])))
attempt(lambda: torch.full(3, 1))
attempt(lambda: torch.full((3,), 1))
attempt(lambda: a.index_copy(0, torch.tensor([3]), a[:1]))
attempt(lambda: F.pad(a, (-4, 0)))
attempt(lambda: F.pad(a, (-3, 1)))
attempt(lambda: torch.load(io.BytesIO(b"")))
attempt(lambda: torch.load(io.BytesIO(b"\x80\x04K\x01.")))
attempt(lambda: torch.utils.data.DataLoader([1], batch_size="x"))
attempt(lambda: torch.device(0))
attempt(lambda: F.batch_norm(a, None, None))
attempt(lambda: F.batch_norm(a, None, None, training=True))
plain = nn.BatchNorm1d(3, track_running_stats=False).eval()
attempt(lambda: plain(a))
attempt(lambda: plain(a[:1]))
attempt(lambda: F.pixel_unshuffle(torch.ones(1, 3, 4), 2))
attempt(lambda: F.pixel_unshuffle(torch.ones(1, 4, 3), 2))
attempt(lambda: F.pixel_unshuffle(torch.ones(1, 4, 4), 2).shape)

# A border of a line's own values is as wide as the padding says.
for mode in ("zeros", "circular", "reflect", "replicate"):
    line = nn.Conv1d(1, 1, 5, stride=2, padding=2, padding_mode=mode, bias=False)
    nn.init.constant_(line.weight, 1.0)
    print(mode, line(torch.arange(9.0).view(1, 1, 9)))
same = nn.Conv1d(1, 1, 4, padding="same", padding_mode="circular", bias=False)
nn.init.constant_(same.weight, 1.0)
print(same(torch.arange(6.0).view(1, 1, 6)))
