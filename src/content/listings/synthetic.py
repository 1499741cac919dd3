# Slide 7: synthetic training images, drawn from what a small generator knows about the real ones.
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
train_on = "real and synthetic"  # @param ["real", "real and synthetic", "synthetic only"]
generator = "Gaussian"  # @param ["Gaussian", "mixed pairs", "shifted copies"]
synthetic = 1000  # @param {type:"slider", min:100, max:2000, step:100}
images = 200  # @param {type:"slider", min:100, max:1000, step:100}
wrong_labels = 0.0  # @param {type:"slider", min:0, max:0.6, step:0.1}
epochs = 20  # @param {type:"slider", min:5, max:50, step:5}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
new_clothing = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)
x = torch.stack([clothing[i][0] for i in range(images)])
y = torch.tensor([clothing[i][1] for i in range(images)])
x_new = torch.stack([new_clothing[i][0] for i in range(1000)])
y_new = torch.tensor([new_clothing[i][1] for i in range(1000)])
wrong = torch.randperm(images)[: round(wrong_labels * images)]
y[wrong] = (y[wrong] + torch.randint(1, 10, (len(wrong),))) % 10  # the generators believe these too


def gaussian(real, count):
    """Draws from the normal distribution with the rows' mean and covariance: their deviations, weighted at random."""
    mean = real.mean(dim=0)
    return mean + torch.randn(count, len(real)) @ (real - mean) / (len(real) - 1) ** 0.5


def mixed_pairs(real, count):
    """Points between two images of a kind."""
    one, other = torch.randint(len(real), (2, count))
    share = torch.rand(count, 1)
    return share * real[one] + (1 - share) * real[other]


def shifted_copies(real, count):
    """Real images, moved by up to two pixels: augmentation, to compare with."""
    framed = nn.functional.pad(real.reshape(-1, 28, 28), (2, 2, 2, 2), value=-0.2860 / 0.3530)
    which = torch.randint(len(real), (count,))
    down, across = torch.randint(5, (2, count))
    rows, columns = down[:, None] + torch.arange(28), across[:, None] + torch.arange(28)
    return framed[which[:, None, None], rows[:, :, None], columns[:, None, :]].flatten(1)


# Each kind of clothing has a generator of its own, which sees the real images that carry its label.
generate = {"Gaussian": gaussian, "mixed pairs": mixed_pairs, "shifted copies": shifted_copies}[generator]
made = torch.stack([generate(x[y == kind].flatten(1), synthetic // 10) for kind in range(10)])
made_x, made_y = made.reshape(-1, 1, 28, 28), torch.arange(10).repeat_interleave(synthetic // 10)
writer = SummaryWriter()
writer.add_images("synthetic", (made[:, :2].reshape(-1, 1, 28, 28) * 0.3530 + 0.2860).clamp(0, 1), 0)

train_x, train_y = {
    "real": (x, y),
    "real and synthetic": (torch.cat([x, made_x]), torch.cat([y, made_y])),
    "synthetic only": (made_x, made_y),
}[train_on]
# An epoch is 20 batches for everybody: who has more images does not learn for longer.
dataset = TensorDataset(train_x, train_y)
loader = DataLoader(dataset, batch_size=64, sampler=RandomSampler(dataset, replacement=True, num_samples=20 * 64))

model = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
criterion = nn.CrossEntropyLoss()

for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    for inputs, labels in loader:
        optimizer.zero_grad()
        criterion(model(inputs), labels).backward()
        optimizer.step()

    with torch.no_grad():
        answers, answers_new = model(x), model(x_new)
    measured = {
        "accuracy/train": (answers.argmax(dim=1) == y).float().mean().item(),
        "accuracy/validation": (answers_new.argmax(dim=1) == y_new).float().mean().item(),
        "loss/train": criterion(answers, y).item(),
        "loss/validation": criterion(answers_new, y_new).item(),
    }
    if len(wrong) > 0:
        measured["fitted/wrong"] = (answers.argmax(dim=1) == y)[wrong].float().mean().item()
    for name, value in measured.items():
        writer.add_scalar(name, value, epoch)
    if epoch % 5 == 0:
        print(f"epoch {epoch:2d}", *(f"{name} {value:.3f}" for name, value in measured.items()), sep="  ")

writer.add_hparams({"train_on": train_on, "generator": generator, "wrong_labels": wrong_labels}, measured)
writer.close()
