# tolerance: exact
from PIL import Image
from torchvision import datasets

raw = datasets.FashionMNIST("data", train=True)
image = raw[5][0]
print(image.size, image.width, image.height, image.mode, image.getbands(), image.format)
print(image.getpixel((10, 10)), image.getpixel((0, 0)), image.getextrema(), image.getbbox(), sum(image.histogram()[1:]))
print(list(image.getdata())[300:320])
small = image.resize((4, 4))
print(list(small.getdata()), small.size)
print(list(image.resize((4, 4), Image.NEAREST).getdata()), list(image.resize((3, 3), Image.BILINEAR, box=(5, 5, 20, 20)).getdata()))
print(list(image.crop((10, 10, 14, 12)).getdata()), list(image.crop((26, 26, 30, 29)).getdata()))
print(list(small.transpose(Image.FLIP_LEFT_RIGHT).getdata()), list(small.transpose(Image.Transpose.ROTATE_90).getdata()))
print(list(small.rotate(45).getdata()), list(small.rotate(30, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=9).getdata()))
print(list(small.point(lambda v: v // 2).getdata()), small.tobytes()[:8])
new = Image.new("RGB", (2, 3), (1, 2, 300))
print(new.size, list(new.getdata()), new.split()[2].getpixel((0, 0)), new.getchannel("G").getextrema())
print(Image.blend(Image.new("L", (2, 2), 10), Image.new("L", (2, 2), 21), 0.5).getpixel((1, 1)))
print(Image.new("L", (2, 2), 7) == Image.new("L", (2, 2), 7), Image.new("L", (2, 2), 7) == Image.new("L", (2, 2), 8))
print(list(Image.frombytes("L", (2, 2), bytes([1, 2, 3, 4])).convert("RGB").getdata()))
for bad in [lambda: image.getpixel((28, 0)), lambda: image.resize((0, 3)), lambda: image.crop((5, 5, 2, 6)), lambda: image.transpose(9)]:
    try:
        bad()
        print("nothing")
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
