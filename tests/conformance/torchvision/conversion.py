# tolerance: exact
import torch
from PIL import Image
from torchvision import datasets, transforms
from torchvision.transforms import functional as F

raw = datasets.FashionMNIST("data", train=True)
image = raw[3][0]
x = transforms.ToTensor()(image)
print(x.shape, x.dtype, x.min().item(), x.max().item(), x[0, 14, 8:16])
p = transforms.PILToTensor()(image)
print(p.shape, p.dtype, p[0, 14, 8:16], torch.equal(p.float() / 255, x))
back = transforms.ToPILImage()(x)
print(back.mode, back.size, back.tobytes() == image.tobytes())
print(transforms.ToPILImage()(p).tobytes() == image.tobytes(), F.to_pil_image(x[0]).size)
noise = torch.linspace(0, 1, 3 * 4 * 5).reshape(3, 4, 5)
rgb = transforms.ToPILImage()(noise)
print(rgb.mode, rgb.size, list(rgb.getdata()))
print(F.to_tensor(rgb)[:, 1, 2], F.pil_to_tensor(rgb)[:, 3, 4])
n = transforms.Normalize((0.5,), (0.5,))
print(n(x)[0, 14, 8:16], n(x).dtype)
three = transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])
print(three(noise)[:, 0, :2], three)
print(transforms.ConvertImageDtype(torch.float)(p)[0, 14, 8:12], transforms.ConvertImageDtype(torch.uint8)(x)[0, 14, 8:12])
pipeline = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.2860,), (0.3530,)), transforms.Lambda(lambda t: t.flatten())])
print(pipeline)
print(pipeline(image).shape, pipeline(image)[400:404])
print(F.get_dimensions(image), F.get_dimensions(noise), F.get_image_size(rgb), F.get_image_num_channels(rgb))
print([transforms.ToTensor(), transforms.PILToTensor(), transforms.ToPILImage(), transforms.ToPILImage("RGB"), transforms.ConvertImageDtype(torch.float32)])
