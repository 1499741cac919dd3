/** Pictures that a program logged side by side in one, shown each by itself. */
import { element } from '../../lib/charts/markup.ts';
import { spritePlace } from '../../lib/charts/sprite.ts';

/** As many side by side as TensorBoard puts there. */
const COLUMNS = 8;

interface Logged {
  readonly width: number;
  readonly height: number;
}

const rowsOf = ({ width, height }: Logged): number => Math.round((height * COLUMNS) / width);

/** How many pictures are in a logged one: as many as usual where its last row may end early, else all that have room. */
export function countIn(logged: Logged, usual: number): number {
  const room = COLUMNS * rowsOf(logged);
  return room - COLUMNS < usual && usual <= room ? usual : room;
}

/** The tiles of the first `count` pictures; the picture itself is `--sprite`. */
export function tilesMarkup(logged: Logged, count: number): string {
  const rows = rowsOf(logged);
  const tile = (_: unknown, at: number): string =>
    element('span', { class: 'sprite-image', style: spritePlace({ href: '', columns: COLUMNS, rows }, at) });
  return Array.from({ length: count }, tile).join('');
}

/** Whether pixels have any colour: red, green, blue and opacity of each in turn. */
export function hasColour(pixels: ArrayLike<number>): boolean {
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return true;
  }
  return false;
}
