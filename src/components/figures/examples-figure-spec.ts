import type { Sprite } from '../../lib/charts/sprite.ts';
import type { Example } from './examples.ts';

/** What the page carries for the figure of examples: of each setting one saved run. */
export interface ExamplesSpec {
  readonly listing: string;
  /** The tag of the table of examples. */
  readonly tag: string;
  readonly settings: readonly { readonly name: string; readonly seed: number; readonly examples: readonly Example[] }[];
  /** The first images of the training part, in their order; the picture itself is `--sprite`. */
  readonly sprite: Pick<Sprite, 'columns' | 'rows'>;
}

/** Of the scatter, in pixels. */
export const HEIGHT = 400;
