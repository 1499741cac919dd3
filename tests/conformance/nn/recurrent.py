import torch
import torch.nn as nn
torch.manual_seed(0)
try:
    rnn = nn.RNN(3, 4, batch_first=True)
    print(rnn, [(n, p.shape) for n, p in rnn.named_parameters()])
    o, h = rnn(torch.ones(2, 5, 3))
    print(o.shape, h.shape, o, h)
    o.sum().backward()
    print(rnn.weight_hh_l0.grad, rnn.bias_ih_l0.grad)
except Exception as e:
    print(type(e).__name__, e)
try:
    rnn = nn.LSTM(3, 4, num_layers=2, bidirectional=True)
    print(rnn, [n for n, p in rnn.named_parameters()])
    o, (h, c) = rnn(torch.ones(5, 2, 3))
    print(o.shape, h.shape, c.shape, o[0], h[0], c[-1])
except Exception as e:
    print(type(e).__name__, e)
try:
    gru = nn.GRU(3, 4, 2, batch_first=True, dropout=0.0)
    h0 = torch.randn(2, 2, 4)
    o, h = gru(torch.ones(2, 5, 3), h0)
    print(gru, o, h)
    o.mean().backward()
    print(gru.weight_ih_l1.grad.abs().sum())
except Exception as e:
    print(type(e).__name__, e)
try:
    print(nn.RNNCell(2, 3)(torch.ones(1, 2)), nn.LSTMCell(2, 3)(torch.ones(1, 2)), nn.GRUCell(2, 3), nn.GRUCell(2, 3)(torch.ones(1, 2)))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(nn.LSTM(3, 4)(torch.ones(5, 3))[0].shape, nn.RNN(3, 4, nonlinearity="relu")(torch.ones(5, 1, 3))[0])
except Exception as e:
    print(type(e).__name__, e)
try:
    nn.LSTM(3, 4)(torch.ones(5, 1, 2))
except Exception as e:
    print(type(e).__name__, e)
try:
    lin = nn.Linear(3, 2)
    lin(torch.ones(4, 3)).pow(2).sum().backward()
    print(nn.utils.clip_grad_value_(lin.parameters(), 0.1), lin.weight.grad)
    print(nn.utils.clip_grad_norm_(lin.parameters(), 0.05), lin.weight.grad)
    v = nn.utils.parameters_to_vector(lin.parameters())
    print(v)
    nn.utils.vector_to_parameters(torch.arange(8.), lin.parameters())
    print(lin.weight, lin.bias)
except Exception as e:
    print(type(e).__name__, e)
