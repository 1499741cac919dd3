import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pack_sequence, pad_packed_sequence, pad_sequence, unpad_sequence
for kind in [nn.LSTM, nn.GRU, nn.RNN]:
    torch.manual_seed(0)
    m = kind(3, 4, 2 if kind is nn.LSTM else 1, batch_first=True, bidirectional=True)
    x = torch.randn(3, 4, 3, requires_grad=True)
    for lengths, in_order in [([4, 3, 2], True), (torch.tensor([2, 4, 3]), False)]:
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=in_order)
        out, last = m(packed)
        padded, sizes = pad_packed_sequence(out, batch_first=True)
        print(packed.data.shape, packed.batch_sizes, packed.sorted_indices, padded, sizes, last[0] if kind is nn.LSTM else last)
        print(torch.autograd.grad(padded.sum(), x)[0])
print(pad_sequence([torch.ones(2), torch.ones(3)]), pad_sequence([torch.ones(2, 2), torch.ones(1, 2)], batch_first=True, padding_value=9.))
print(pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5])]), unpad_sequence(pad_sequence([torch.ones(2), torch.ones(3)]), torch.tensor([2, 3])))
print(pad_packed_sequence(pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5])]), total_length=4, padding_value=-1))
for lengths in [[1, 3], [3, 0]]:
    try:
        pack_padded_sequence(torch.ones(3, 2, 1), lengths)
    except RuntimeError as e:
        print(e)
