# Slide 2: four labels in ten are wrong. What does the network fit first, and what does it answer meanwhile?
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter
from torchvision import datasets, transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
wrong_labels = 0.4  # @param {type:"slider", min:0, max:0.6, step:0.1}
images = 300  # @param {type:"slider", min:100, max:1000, step:100}
width = 256  # @param {type:"slider", min:16, max:512, step:16}
epochs = 60  # @param {type:"slider", min:2, max:200, step:2}
learning_rate = 0.1  # @param {type:"slider", min:0.02, max:0.2, step:0.02}
batch_size = 50  # @param {type:"slider", min:10, max:100, step:10}

torch.manual_seed(seed)
scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
clothing = datasets.FashionMNIST("./data", train=True, download=True, transform=scale)
unseen = datasets.FashionMNIST("./data", train=False, download=True, transform=scale)


def first(dataset, count):
    """The first images and their labels, as two tensors."""
    pairs = [dataset[i] for i in range(count)]
    return torch.stack([image for image, _ in pairs]), torch.tensor([label for _, label in pairs])


x, true_labels = first(clothing, images)
x_validation, y_validation = first(unseen, 1000)

# Some training images get the label of another kind of clothing. Validation labels stay right.
wrong = torch.randperm(images)[: round(wrong_labels * images)]
labels = true_labels.clone()
labels[wrong] = (true_labels[wrong] + torch.randint(1, 10, (len(wrong),))) % 10
right = labels == true_labels

model = nn.Sequential(
    nn.Flatten(), nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 128), nn.ReLU(), nn.Linear(128, 10)
)
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
criterion = nn.CrossEntropyLoss()


def answers(x):
    with torch.no_grad():
        return model(x).argmax(dim=1)


def share(hits):
    return hits.float().mean().item()


writer = SummaryWriter()
answered = []
shown = wrong[:60]  # the images that a figure shows: their index, the label they were given and their true one
rows = [[str(i), str(labels[i].item()), str(true_labels[i].item())] for i in shown.tolist()]
loader = DataLoader(TensorDataset(x, labels), batch_size, shuffle=True, drop_last=True)
for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    for batch, y in loader:
        optimizer.zero_grad()
        criterion(model(batch), y).backward()
        optimizer.step()

    if epoch % 2 == 0:
        now = answers(x)
        metrics = {"fitted/right": share((now == labels)[right])}
        if len(wrong) > 0:
            metrics["fitted/wrong"] = share((now == labels)[wrong])
            metrics["fitted/true"] = share((now == true_labels)[wrong])  # the label that nobody told it
            answered.append(now[shown])
            table = torch.stack(answered, dim=1)
            writer.add_embedding(table, rows, metadata_header=["image", "label", "true"], global_step=epoch, tag="answers")
        metrics["accuracy/train"] = share(now == labels)
        metrics["accuracy/validation"] = share(answers(x_validation) == y_validation)
        for name, value in metrics.items():
            writer.add_scalar(name, value, epoch)
    if epoch % 10 == 0:
        print(f"epoch {epoch:3d}", *(f" {name} {value:.3f}" for name, value in metrics.items()))

writer.add_hparams({"wrong_labels": wrong_labels, "images": images, "width": width}, metrics)
writer.close()
