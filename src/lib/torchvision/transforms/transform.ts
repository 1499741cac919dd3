import { PyInstance } from '../../python/bind.ts';

/**
 * A transform that treats every image alike, whatever the random stream: a whole data set can go through it at once and stay on the
 * device. Values are those that the images would have one by one.
 */
export interface PixelwiseTransform {
  /** From `[count, channels, height, width]` bytes to floats of the same shape. */
  onPixels(bytes: Uint8Array): Float32Array<ArrayBuffer>;
}

export const isPixelwise = (value: unknown): value is PixelwiseTransform =>
  value instanceof PyInstance && 'onPixels' in value;
