import { defineClass, PyObject, PyTuple, type PyType } from '../python/bind.ts';

/** An image as PIL has it: bytes, row by row, one (`L`) or three (`RGB`) to a pixel. Never changed once made. */
export class Image extends PyObject {
  readonly mode: 'L' | 'RGB';
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;

  constructor(mode: 'L' | 'RGB', width: number, height: number, bytes: Uint8Array) {
    super();
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.bytes = bytes;
  }

  /** Bytes to a pixel. */
  get channels(): 1 | 3 {
    return this.mode === 'L' ? 1 : 3;
  }

  get type(): PyType {
    return imageType;
  }
}

export const imageType: PyType = defineClass({
  name: 'Image',
  module: 'PIL.Image',
  allocate: null,
  methods: {
    '__repr__(self)': (self: Image) =>
      `<PIL.Image.Image image mode=${self.mode} size=${self.width}x${self.height} at 0x${self.id.toString(16).toUpperCase().padStart(12, '0')}>`,
  },
  properties: {
    mode: (self: Image) => self.mode,
    size: (self: Image) => new PyTuple([self.width, self.height]),
    width: (self: Image) => self.width,
    height: (self: Image) => self.height,
  },
});
