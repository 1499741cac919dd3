"""Writes tests/unit/torchvision/pil-goldens.json: what Pillow makes of some images, as digests of its bytes.

    python3 tests/reference/pil_images.py

The images are made by the same formula in tests/unit/torchvision/sample-images.ts.
"""

import hashlib
import json
import pathlib

import PIL
from PIL import Image, ImageEnhance, ImageOps
from torchvision.transforms import functional as F

OUT = pathlib.Path(__file__).parent.parent / "unit" / "torchvision" / "pil-goldens.json"
FILTERS = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]


def sample(mode, width, height, seed):
    """Noise over a gradient, from a linear congruential generator."""
    channels = len(mode)
    state = seed
    data = bytearray()
    for y in range(height):
        for x in range(width):
            for c in range(channels):
                state = (state * 1664525 + 1013904223) % 2**32
                noise = state >> 24
                smooth = (x * (7 + c) + y * (5 + 2 * c)) % 256
                data.append(smooth if (x // 3 + y // 4) % 3 else noise)
    return Image.frombytes(mode, (width, height), bytes(data))


def cases():
    for width, height in [(28, 28), (32, 32), (17, 40), (5, 3)]:
        for mode in ["L", "RGB"]:
            image = (mode, width, height, width * 31 + height)
            for name in FILTERS:
                for size in [(32, 32), (14, 14), (28, 9), (7, 60), (width, 20), (20, height), (1, 1)]:
                    yield image, "resize", [*size, name]
            for left, top, w, h in [(3, 2, 20, 22), (0, 0, 5, 3), (1, 1, 2, 2)]:
                if left + w <= width and top + h <= height:
                    for name in FILTERS:
                        yield image, "resizeBox", [28, 28, name, left, top, left + w, top + h]
            for name in ["nearest", "bilinear", "bicubic"]:
                for angle in [0, 10, -7.3, 90, 180, 270, 33.333333, 359.5, 400, -90, 1e-3]:
                    yield image, "rotate", [angle, name, False, None, 0]
                yield image, "rotate", [25.5, name, True, None, 7]
                yield image, "rotate", [-100, name, True, None, 255]
                yield image, "rotate", [90, name, True, None, 0]
                yield image, "rotate", [12, name, False, [0, 0], 3]
                yield image, "rotate", [0, name, False, [2, 1], 3]
                for matrix in [
                    [1, 0, 2, 0, 1, -3],
                    [1, 0, 0.5, 0, 1, 0.25],
                    [1.3, 0, -2.1, 0, 0.7, 1.9],
                    [0.9, 0.2, 1.5, -0.3, 1.1, 2],
                    [-1, 0.01, 20, 0.02, -1, 20],
                    [3000, 1, 0, 2, 3000, 0],
                ]:
                    yield image, "affine", [matrix, name, 9]
            for how in range(7):
                yield image, "transpose", [how]
            for box in [(1, 1, 4, 3), (-3, -2, 6, 9), (2, 1, width + 5, height + 4), (-9, -9, -2, -3), (4, 2, 4, 2)]:
                yield image, "crop", list(box)
            yield image, "expand", [2, 1, 3, 4, 9]
            for mode_ in ["edge", "reflect", "symmetric"]:
                yield image, "pad", [4, 3, 2, 5, mode_]
                yield image, "pad", [0, 0, 13, 11, mode_]
            for factor in [0, 0.3, 0.5, 0.999, 1, 1.4, 2, 7.7, -0.5]:
                for what in ["brightness", "contrast", "saturation", "sharpness"]:
                    yield image, what, [factor]
            for factor in [-0.5, -0.37, -0.001, 0, 0.02, 0.25, 0.5]:
                yield image, "hue", [factor]
            for gamma, gain in [(0.5, 1), (2.2, 1), (1, 1), (1.3, 2)]:
                yield image, "gamma", [gamma, gain]
            yield image, "convert", ["L"]
            yield image, "convert", ["RGB"]
            for bits in [0, 1, 3, 8]:
                yield image, "posterize", [bits]
            for threshold in [0, 100, 256]:
                yield image, "solarize", [threshold]
            for what in ["invert", "autocontrast", "equalize"]:
                yield image, what, []


def apply(image, what, arguments):
    filters = {name: i for i, name in enumerate(FILTERS)}

    def color(value):
        return value if image.mode == "L" else (value, value // 2, 255 - value)

    a = arguments
    if what == "resize":
        return image.resize((a[0], a[1]), filters[a[2]])
    if what == "resizeBox":
        return image.resize((a[0], a[1]), filters[a[2]], box=tuple(a[3:]))
    if what == "rotate":
        return image.rotate(a[0], filters[a[1]], a[2], a[3], fillcolor=color(a[4]))
    if what == "affine":
        return image.transform(image.size, Image.Transform.AFFINE, a[0], filters[a[1]], fillcolor=color(a[2]))
    if what == "transpose":
        return image.transpose(a[0])
    if what == "crop":
        return image.crop(tuple(a))
    if what == "expand":
        return ImageOps.expand(image, tuple(a[:4]), color(a[4]))
    if what == "pad":
        try:
            return F.pad(image, a[:4], 0, a[4])
        except ValueError:
            return None
    if what == "convert":
        return image.convert(a[0])
    enhance = {
        "brightness": ImageEnhance.Brightness,
        "contrast": ImageEnhance.Contrast,
        "saturation": ImageEnhance.Color,
        "sharpness": ImageEnhance.Sharpness,
    }
    if what in enhance:
        return enhance[what](image).enhance(a[0])
    if what == "hue":
        return F.adjust_hue(image, a[0])
    if what == "gamma":
        return F.adjust_gamma(image, a[0], a[1])
    return getattr(ImageOps, what)(image, *a)


written = []
for (mode, width, height, seed), what, arguments in cases():
    result = apply(sample(mode, width, height, seed), what, arguments)
    if result is None:
        continue
    digest = hashlib.sha256(result.tobytes()).hexdigest()[:16]
    written.append([[mode, width, height, seed], what, arguments, [result.mode, *result.size, digest]])
lines = ",\n".join(json.dumps(case) for case in written)
OUT.write_text(f'{{"pillow": "{PIL.__version__}", "cases": [\n{lines}\n]}}\n')
print(len(written), "cases")
