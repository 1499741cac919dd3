import type { Mode } from '../pil/image.ts';

/** Images that have been read. */
export interface LabelledImages {
  /** `[count, height, width]` for grey images, `[count, height, width, 3]` for colours; C order. */
  readonly pixels: Uint8Array;
  /** `[count]` */
  readonly labels: Uint8Array;
  /** How many there are in the files at hand. */
  readonly available: number;
}

/** Where a data set's images come from. */
export interface ImageSource {
  readonly mode: Mode;
  readonly width: number;
  readonly height: number;
  /** What `len(dataset)` gives. */
  readonly size: number;
  /**
   * Reads the first `count` images at least, or all that are at hand. Rejects with DataError when a file is damaged.
   */
  load(count: number): Promise<LabelledImages>;
}
