import { Image, type Mode } from '../../../src/lib/torchvision/pil/image.ts';

/** Noise over a gradient, as `sample` in tests/reference/pil_images.py makes it. */
export function sampleImage(mode: Mode, width: number, height: number, seed: number): Image {
  const channels = mode.length;
  const bytes = new Uint8Array(width * height * channels);
  let state = seed;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const smooth = (x * (7 + c) + y * (5 + 2 * c)) % 256;
        bytes[at++] = (Math.floor(x / 3) + Math.floor(y / 4)) % 3 === 0 ? state >>> 24 : smooth;
      }
    }
  }
  return new Image(mode, width, height, bytes);
}
