# tolerance: exact
# Hue, gamma, sharpness and the rest on tensors: whole numbers of their pixels.
import numpy as np, torch
from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import functional as F
np.random.seed(1)
rgb = Image.fromarray(np.random.randint(0, 256, (20, 30, 3), dtype=np.uint8))
gray = Image.fromarray(np.random.randint(30, 200, (28, 28), dtype=np.uint8))
tensors = [F.pil_to_tensor(rgb), F.pil_to_tensor(gray), F.to_tensor(gray), F.to_tensor(rgb), torch.stack([F.to_tensor(rgb)] * 2)]
def digest(x):
    b = ((x * 255).round() if x.is_floating_point() else x).to(torch.int64).flatten()
    return tuple(x.shape), int(b.sum()), int((b * (torch.arange(len(b)) % 251 + 1)).sum() % 1000003)
for name, f in [
    ("hue", lambda x: F.adjust_hue(x, 0.3)), ("hue back", lambda x: F.adjust_hue(x, -0.5)), ("gamma", lambda x: F.adjust_gamma(x, 2.0)), ("root", lambda x: F.adjust_gamma(x, 0.5, 1.2)),
    ("sharp", lambda x: F.adjust_sharpness(x, 2.0)), ("soft", lambda x: F.adjust_sharpness(x, 0.3)), ("contrast", F.autocontrast), ("grey", lambda x: F.rgb_to_grayscale(x, 3)), ("resized", lambda x: F.resize(x, [40, 25])),
]: print(name, [digest(f(x)) for x in tensors])
print([digest(F.equalize(x)) for x in tensors[:2]], digest(F.equalize(torch.full((1, 4, 4), 7, dtype=torch.uint8))), digest(F.autocontrast(torch.full((3, 4, 4), 7, dtype=torch.uint8))), digest(F.adjust_sharpness(tensors[0][:, :2], 3.0)))
torch.manual_seed(0)
for t in [T.ColorJitter(0.3, 0.3, 0.3, 0.1), T.ColorJitter(hue=0.3), T.RandomAdjustSharpness(2, 1.0), T.RandomAutocontrast(1.0), T.RandomPosterize(3, 1.0), T.RandomSolarize(0.5, 1.0), T.Grayscale(3)]:
    print(t, [digest(t(x)) for x in (tensors[:2] if isinstance(t, T.RandomPosterize) else tensors)])
for f in [lambda: F.equalize(tensors[2]), lambda: F.adjust_hue(tensors[0], 0.7), lambda: F.adjust_gamma(tensors[0], -1), lambda: F.adjust_sharpness(tensors[0], -1), lambda: F.autocontrast(torch.ones(3, 3)), lambda: F.adjust_hue(torch.ones(2, 3, 3), 0.1)]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
