# Slide 7: the slide's augmentation, and what a network that learned from it can do.
import torch
import torch.nn as nn
import torchvision
import torchvision.transforms.functional as TF
from torch.utils.data import Subset
from torch.utils.tensorboard import SummaryWriter
from torchvision import transforms
from tqdm import tqdm

seed = 0  # @param {type:"slider", min:0, max:9, step:1}
augmentation = "the slide's"  # @param ["none", "flip", "the slide's", "shift"]
rotation = 10  # @param {type:"slider", min:0, max:45, step:5}
smallest_crop = 0.8  # @param {type:"slider", min:0.3, max:1, step:0.1}
largest_shift = 2  # @param {type:"slider", min:0, max:6, step:1}
images = 500  # @param {type:"slider", min:100, max:1000, step:100}
epochs = 50  # @param {type:"slider", min:10, max:100, step:10}
data = "FashionMNIST"  # @param ["FashionMNIST", "CIFAR10"]

torch.manual_seed(seed)
size = 28 if data == "FashionMNIST" else 32
scale = [transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)]
vary = {
    "none": [],
    "flip": [transforms.RandomHorizontalFlip()],
    "the slide's": [
        transforms.RandomHorizontalFlip(),
        transforms.RandomRotation(rotation),
        transforms.RandomResizedCrop(size, scale=(smallest_crop, 1.0)),
    ],
    "shift": [transforms.RandomAffine(0, translate=(largest_shift / size, largest_shift / size))],
}
transform = transforms.Compose(vary[augmentation] + scale)
dataset = getattr(torchvision.datasets, data)
train_dataset = Subset(dataset(root="./data", train=True, download=True, transform=transform), range(images))
train_loader = torch.utils.data.DataLoader(train_dataset, batch_size=64, shuffle=True)

# The network is asked about images that were not varied at random: the training images as they are, 500 new
# ones as they are, and the same 500 changed in one way.
changes = {
    "plain": lambda picture: picture,
    "flipped": TF.hflip,
    "shifted": lambda picture: TF.affine(picture, angle=0, translate=(2, 2), scale=1, shear=0),
    "rotated": lambda picture: TF.rotate(picture, 20),
}
as_tensor = transforms.Compose(scale)
train_pictures, new_pictures = (dataset(root="./data", train=train, download=True) for train in (True, False))
new_pictures = [new_pictures[i] for i in range(500)]
tests = {
    name: torch.stack([as_tensor(change(picture)) for picture, _ in new_pictures]) for name, change in changes.items()
}
labels = torch.tensor([label for _, label in new_pictures])
train_images = torch.stack([as_tensor(train_pictures[i][0]) for i in range(images)])
train_labels = torch.tensor([train_pictures[i][1] for i in range(images)])

layers = [nn.Linear(train_images[0].numel(), 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)]
model = nn.Sequential(nn.Flatten(), *layers)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
criterion = nn.CrossEntropyLoss()
writer = SummaryWriter()

# What the loader makes of one image.
variants = torch.stack([train_dataset[0][0] for _ in range(16)])
writer.add_images("variants", variants * 0.3530 + 0.2860, 0)


def accuracy(images, labels):
    with torch.no_grad():
        return (model(images).argmax(dim=1) == labels).float().mean().item()


for epoch in tqdm(range(1, epochs + 1), desc="epochs"):
    for x, y in train_loader:  # the transform draws anew for every image in every epoch
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()

    if epoch % 2 == 0:
        measured = {f"accuracy/{name}": accuracy(images, labels) for name, images in tests.items()}
        measured["accuracy/train"] = accuracy(train_images, train_labels)
        for name, value in measured.items():
            writer.add_scalar(name, value, epoch)
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}", *(f"{name.split('/')[1]} {value:.3f}" for name, value in measured.items()), sep="  ")

writer.add_hparams({"augmentation": augmentation, "images": images, "epochs": epochs}, measured)
writer.close()
