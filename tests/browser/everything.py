# Logs everything that a page shows, and has a control of every kind.
import torch
from torch import nn
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm, trange

lr = 0.1  # @param {type:"slider", min:0, max:1, step:0.01}
scale = 2.5  # @param {type:"number"}
rows = 3  # @param {type:"integer"}
flip = True  # @param {type:"boolean"}
title = "hello"  # @param {type:"string"}
hidden = [4, 2]  # @param {type:"raw"}
name = "adam"  # @param ["adam", "sgd"]
other = "one"  # @param ["one", "two"] {allow-input: true}
act = nn.ReLU  # @param ["nn.ReLU", "nn.Tanh"] {type:"raw"}

print(lr, scale, rows, flip, title, hidden, name, other, act.__name__)
writer = SummaryWriter()
torch.manual_seed(0)
w = torch.randn(500)
for epoch in trange(3, desc="epochs"):
    for batch in tqdm(range(20), desc="batches", leave=False):
        step = epoch * 20 + batch
        writer.add_scalar("loss/train", 1 / (step + 1), step)
        writer.add_scalar("loss/val", 1.5 / (step + 2), step)
        writer.add_scalar("lr", 1e-4 * 0.9 ** step, step)
        writer.add_scalars("optimizers", {"sgd": step * 2, "adam": step * 1.5, "lion": step + 9}, step)
    writer.add_histogram("weights", w * (epoch + 1), epoch)
    writer.add_images("digits", torch.rand(8, 1, 12, 12), epoch)
    writer.add_pr_curve("found", torch.arange(40) % 2, torch.linspace(0, 1, 40), epoch)
    writer.add_embedding(w[:6].view(3, 2), [["1", "<i>a</i>"], ["2", "b"], ["3", "c"]], None, epoch, "answers", ["image", "label"])
    writer.add_text("note", "# Epoch %d\n**bold** <b>not</b> <script>alert(1)</script>" % epoch, epoch)
writer.add_hparams({"lr": lr, "name": name, "flip": flip}, {"loss": 0.25})
