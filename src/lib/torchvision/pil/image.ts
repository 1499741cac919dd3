import { PyObject, type PyType } from '../../python/bind.ts';
import type { HostArrayContents, HostArrayValue } from '../../tensor/array-interface.ts';

/** The pixel formats that run here: grey, and red, green and blue. */
export type Mode = 'L' | 'RGB';

/** Set once by `image-type.ts`: the class statement needs the methods, and the methods need this class. */
let imageType: PyType | null = null;
export const setImageType = (type: PyType): void => {
  imageType = type;
};

/** An image as PIL has it: bytes, row by row, one (`L`) or three (`RGB`) to a pixel. Never changed once made. */
export class Image extends PyObject implements HostArrayValue {
  readonly mode: Mode;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;

  constructor(mode: Mode, width: number, height: number, bytes: Uint8Array) {
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
    return imageType!;
  }

  /** `np.array(image)`: `[height, width]` or `[height, width, 3]` bytes. */
  hostArray(): HostArrayContents {
    const { bytes, height, width, mode } = this;
    return { values: bytes, shape: mode === 'L' ? [height, width] : [height, width, 3], dtype: 'uint8' };
  }
}

/** The value of a colour for each channel, 0 to 255. */
export type Color = readonly number[];

/** An image of one colour. */
export function solidImage(mode: Mode, width: number, height: number, color: Color): Image {
  const bytes = new Uint8Array(width * height * (mode === 'L' ? 1 : 3));
  const [first = 0] = color;
  if (color.every((value) => value === first)) {
    if (first !== 0) bytes.fill(first);
  } else for (let i = 0; i < bytes.length; i++) bytes[i] = color[i % 3]!;
  return new Image(mode, width, height, bytes);
}
