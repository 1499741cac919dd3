# tolerance: 1e-3
import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader
torch.manual_seed(0)
class Seq(Dataset):
    def __init__(self, n=40, vocab=8):
        g = torch.Generator().manual_seed(5)
        self.x = torch.randint(1, vocab, (n, 4), generator=g)
        self.y = (self.x.sum(1) % 3)
    def __len__(self): return len(self.x)
    def __getitem__(self, i): return self.x[i], self.y[i]
class Classifier(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.emb = nn.Embedding(8, 6, padding_idx=0)
        self.rnn = getattr(nn, kind)(6, 10, batch_first=True, bidirectional=kind == 'GRU')
        self.fc = nn.Linear(10 * (2 if kind == 'GRU' else 1), 3)
    def forward(self, x):
        out, hidden = self.rnn(self.emb(x))
        return self.fc(out[:, -1, :])
for kind in ['RNN', 'LSTM', 'GRU']:
    torch.manual_seed(0)
    model = Classifier(kind); opt = torch.optim.RMSprop(model.parameters(), lr=5e-3); crit = nn.CrossEntropyLoss()
    dl = DataLoader(Seq(), batch_size=20, shuffle=True, drop_last=True)
    for epoch in range(2):
        tot = correct = n = 0
        for xb, yb in dl:
            opt.zero_grad(); lo = model(xb); l = crit(lo, yb); l.backward(); opt.step()
            tot += l.item() * len(yb); correct += (lo.argmax(1) == yb).sum().item(); n += len(yb)
        print(f"{kind:5s} {epoch} loss={tot / n:.4f} acc={correct / n:.2%}")
    print(model)
conf = torch.zeros(3, 3, dtype=torch.int64)
with torch.no_grad():
    for xb, yb in DataLoader(Seq(), batch_size=40):
        for t, p in zip(yb, model(xb).argmax(1)): conf[t, p] += 1
print(conf.sum(), conf.sum(1)); prec = conf.diag().float() / conf.sum(0).clamp(min=1).float(); print(prec.shape)
