# Slide 10: regularization that adapts. A controller reads how much the network memorizes and turns one knob.
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
scheme = "adaptive"  # @param ["none", "L2 5e-2", "dropout 0.8", "adaptive", "adaptive, adding up"]
wrong_labels = 0.4  # @param {type:"slider", min:0, max:0.6, step:0.2}
gain = 1.0  # @param {type:"slider", min:0.2, max:3, step:0.2}
cap = 0.9  # @param {type:"slider", min:0.5, max:0.95, step:0.05}
images = 500  # @param {type:"slider", min:200, max:1000, step:100}
epochs = 50  # @param {type:"slider", min:10, max:100, step:10}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True)
new_clothing = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)
pictures = [clothing[i][0] for i in range(images)]
x = torch.stack([scale(picture) for picture in pictures])
true = torch.tensor([clothing[i][1] for i in range(images)])
x_test = torch.stack([new_clothing[i][0] for i in range(1000)])
y_test = torch.tensor([new_clothing[i][1] for i in range(1000)])
wrong = torch.randperm(images)[: round(wrong_labels * images)]
given = true.clone()
given[wrong] = (true[wrong] + torch.randint(1, 10, (len(wrong),))) % 10

# The controller gives a fifth of its training images away, wrong labels and all, to have something to measure with.
adaptive = scheme.startswith("adaptive")
learned = images - images // 5 if adaptive else images

knob = 0.8 if scheme == "dropout 0.8" else 0.0
drops = [nn.Dropout(knob), nn.Dropout(knob)]
layers = [nn.Linear(784, 256), nn.ReLU(), drops[0], nn.Linear(256, 128), nn.ReLU(), drops[1], nn.Linear(128, 10)]
model = nn.Sequential(nn.Flatten(), *layers)
shift = transforms.RandomAffine(0, translate=(2 / 28, 2 / 28))
vary = transforms.RandomApply([transforms.RandomHorizontalFlip(), shift], p=0.0)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.05 if scheme == "L2 5e-2" else 0)
criterion = nn.CrossEntropyLoss()


def answers(images):
    model.eval()
    with torch.no_grad():
        return model(images)


writer = SummaryWriter()
gap, last = None, []
x_epoch = x[:learned]
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    if vary.p > 0:
        x_epoch = torch.stack([scale(vary(picture)) for picture in pictures[:learned]])
    dataset = TensorDataset(x_epoch, given[:learned])
    model.train()
    # Eight batches an epoch for every scheme, also for one that learns from fewer images.
    sampler = RandomSampler(dataset, replacement=True, num_samples=8 * 64)
    for inputs, labels in DataLoader(dataset, batch_size=64, sampler=sampler):
        optimizer.zero_grad()
        criterion(model(inputs), labels).backward()
        optimizer.step()

    if adaptive:
        # How much better does it know the images it learns from? Then: the larger the gap, the more regularization.
        size = images - learned
        logits = answers(torch.cat([x[:size], x[learned:]]))
        now = (criterion(logits[size:], given[learned:]) - criterion(logits[:size], given[:size])).item()
        gap = now if gap is None else 0.5 * gap + 0.5 * now
        knob = gain * gap if scheme == "adaptive" else knob + 0.1 * gain * gap
        knob = min(cap, max(0.0, knob))
        for part in (*drops, vary):  # two dropout rates, and the share of the images that is shifted and flipped
            part.p = knob
        writer.add_scalar("control/gap", gap, epoch)
        writer.add_scalar("control/knob", knob, epoch)
    if epoch % 2 == 0:
        on_train, on_test = answers(x).argmax(dim=1), answers(x_test).argmax(dim=1)
        measured = {
            "accuracy/train": (on_train == given)[:learned].float().mean().item(),
            "accuracy/test": (on_test == y_test).float().mean().item(),
        }
        last = (last + [measured])[-5:]
        for name, value in measured.items():
            writer.add_scalar(name, value, epoch)
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}", *(f"{name} {value:.3f}" for name, value in measured.items()), f"knob {knob:.2f}", sep="  ")

# One evaluation jumps by several points up and down, so the table has the mean of the last five.
measured = {name: sum(evaluation[name] for evaluation in last) / len(last) for name in measured}
memorized = wrong[wrong < learned]
if len(memorized) > 0:
    measured["fitted/wrong"] = (on_train == given)[memorized].float().mean().item()
measured["control/knob"] = knob
writer.add_hparams({"scheme": scheme, "wrong_labels": wrong_labels}, measured)
writer.close()
