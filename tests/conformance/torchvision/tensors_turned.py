# tolerance: exact
# Tensors turned, sheared, bent and mixed: whole numbers of their pixels.
import numpy as np, torch
from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import functional as F, InterpolationMode as IM
np.random.seed(0)
rgb = Image.fromarray(np.random.randint(0, 256, (36, 30, 3), dtype=np.uint8))
gray = Image.fromarray(np.random.randint(0, 256, (28, 28), dtype=np.uint8))
tensors = [F.pil_to_tensor(rgb), F.to_tensor(gray), F.to_tensor(rgb), torch.stack([F.to_tensor(gray)] * 2)]
def digest(x):
    if isinstance(x, Image.Image): x = F.pil_to_tensor(x)
    b = ((x * 255).round() if x.is_floating_point() else x).to(torch.int64).flatten()
    return tuple(x.shape), int(b.sum()), int((b * (torch.arange(len(b)) % 251 + 1)).sum() % 1000003)
for name, f in [
    ("rotate", lambda x: F.rotate(x, 30)), ("bilinear", lambda x: F.rotate(x, 30, IM.BILINEAR)), ("filled", lambda x: F.rotate(x, -15, IM.BILINEAR, fill=[0.5])),
    ("expand", lambda x: F.rotate(x, 40, expand=True)), ("center", lambda x: F.rotate(x, 100, center=[3, 4], fill=0)), ("quarter", lambda x: F.rotate(x, 90)),
    ("affine", lambda x: F.affine(x, 10, [3, -2], 1.2, [5, 8])), ("smooth", lambda x: F.affine(x, -20, [1, 2], 0.8, [10], IM.BILINEAR, center=[5, 6])),
]: print(name, [digest(f(x)) for x in tensors])
torch.manual_seed(0)
for t in [T.RandomRotation(30), T.RandomRotation((10, 20), IM.BILINEAR, fill=0.2), T.RandomAffine(20, (0.1, 0.2), (0.8, 1.2), 10), T.RandomAffine(20, shear=(1, 2, 3, 4), interpolation=IM.BILINEAR), T.ElasticTransform(30.0, 3.0), T.ElasticTransform([20.0, 40.0], [2.0, 1.5], IM.NEAREST, fill=9)]:
    print(t, [digest(t(x)) for x in tensors])
print([digest(T.ElasticTransform()(Image.fromarray(np.tile(np.asarray(gray), (2, 2)))))], [digest(T.ElasticTransform(sigma=2.0)(i)) for i in (rgb, gray)])
for t in [T.AugMix(), T.AugMix(severity=5, mixture_width=2, chain_depth=2, alpha=0.5, all_ops=False), T.AutoAugment(T.AutoAugmentPolicy.CIFAR10), T.RandAugment(), T.TrivialAugmentWide()]:
    print(t, [digest(t(tensors[0])) for _ in range(3)], *([digest(t(i)) for i in (rgb, gray)] if isinstance(t, T.AugMix) else []))
move = torch.zeros(1, 28, 28, 2); move[..., 0] = 0.1; print(digest(F.elastic_transform(gray, move)), digest(F.elastic_transform(tensors[1], move, IM.NEAREST, None)))
t = T.LinearTransformation(torch.eye(4) * 2, torch.ones(4)); print(t, t(torch.arange(4.0).view(1, 2, 2)), t(torch.arange(8.0).view(2, 1, 2, 2)).shape)
for f in [lambda: T.ElasticTransform(1), lambda: T.ElasticTransform([1.0]), lambda: T.ElasticTransform(fill="a"), lambda: T.AugMix(severity=11), lambda: T.LinearTransformation(torch.ones(2, 3), torch.ones(2)), lambda: t(torch.ones(1, 3, 3)), lambda: F.elastic_transform(gray, torch.zeros(1, 2, 2, 2)), lambda: T.GaussianBlur(9)(torch.ones(1, 3, 12))]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
