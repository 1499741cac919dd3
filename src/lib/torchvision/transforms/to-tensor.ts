import { defineClass, exc, PyInstance, typeName, type PyType, type Value } from '../../python/bind.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { Image } from '../pil/image.ts';
import type { PixelwiseTransform } from './transform.ts';

/** Bytes as floats in [0, 1]: a float32 division, as torch does it. */
export const scaleBytes = (bytes: Uint8Array): Float32Array<ArrayBuffer> => {
  const table = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);
  const floats = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) floats[i] = table[bytes[i]!]!;
  return floats;
};

class ToTensor extends PyInstance implements PixelwiseTransform {
  onPixels(bytes: Uint8Array): Float32Array<ArrayBuffer> {
    return scaleBytes(bytes);
  }
}

/** [height, width, channels] bytes to [channels, height, width] floats. */
function toTensor(image: Value): Value {
  if (!(image instanceof Image)) throw exc.TypeError(`pic should be PIL Image or ndarray. Got <class '${typeName(image)}'>`);
  const { width, height, channels, bytes } = image;
  const planes = new Uint8Array(bytes.length);
  const size = width * height;
  for (let pixel = 0; pixel < size; pixel++) {
    for (let c = 0; c < channels; c++) planes[c * size + pixel] = bytes[pixel * channels + c]!;
  }
  return hostTensor(scaleBytes(planes), [channels, height, width], 'float32');
}

export const toTensorType: PyType = defineClass({
  name: 'ToTensor',
  module: 'torchvision.transforms.transforms',
  allocate: (type) => new ToTensor(type),
  methods: {
    '__init__(self)': () => null,
    '__call__(self, pic)': (_self: ToTensor, image: Value) => toTensor(image),
    '__repr__(self)': () => 'ToTensor()',
  },
});
