import { exc } from '../../python/bind.ts';
import type { HostArrayContents } from '../../tensor/array-interface.ts';
import { Image } from './image.ts';

/** An image of an array `[height, width]` or `[height, width, 1 or 3]` of bytes: `Image.fromarray`. */
export function imageOfArray({ values, shape, dtype }: HostArrayContents): Image {
  const [height, width, channels = 1] = shape as [number, number, number?];
  if (dtype !== 'uint8' || shape.length < 2 || shape.length > 3 || (channels !== 1 && channels !== 3)) {
    throw exc.TypeError(
      `Cannot handle this data type: images are made here of uint8 arrays of shape (H, W) or (H, W, 3), not ${dtype} of shape (${shape.join(', ')})`,
    );
  }
  return new Image(channels === 3 ? 'RGB' : 'L', width, height, Uint8Array.from(values));
}
