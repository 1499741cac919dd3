import { element, escapeMarkup } from './markup.ts';
import { numbersTable } from './numbers-table.ts';
import { spritePlace } from './sprite.ts';
import type { Sprite } from './sprite.ts';

/**
 * What became of an image, by how it is marked: `fitted` (the label that was given is answered), `true` (the true class
 * is answered though a wrong label was given), `wrong` (the wrong label is answered), `other` (some third answer),
 * `open` (nothing to say yet).
 */
export type ImageState = 'fitted' | 'true' | 'wrong' | 'other' | 'open';

/** One image of the grid. */
export interface GridImage {
  /** Which image of the sprite. */
  readonly at: number;
  readonly state: ImageState;
  /** What it shows and what was answered, in words: `Sandal, labelled Bag: answered Bag`. */
  readonly name: string;
}

/** Marks in a box of 12: a tick, a ring, a cross, a dash; nothing while the state is open. */
const MARKS: Readonly<Record<ImageState, string>> = {
  fitted: 'M2.5,6.5L5,9L9.5,3.5',
  true: 'M6,2.8a3.2,3.2 0 1 0 0.01,0z',
  wrong: 'M3,3L9,9M9,3L3,9',
  other: 'M2.5,6H9.5',
  open: '',
};

/** The mark of a state as a small drawing, for the grid and for the words that explain it. */
export const stateMark = (state: ImageState): string =>
  element(
    'svg',
    { class: 'state-mark', viewBox: '0 0 12 12', 'data-state': state, 'aria-hidden': 'true' },
    element('path', { d: MARKS[state] }),
  );

/** One image of a sprite at the size that its surroundings give it; `name` is its text alternative. */
export const spriteImage = (sprite: Sprite, at: number, name: string): string =>
  element('span', { class: 'sprite-image', role: 'img', 'aria-label': name, style: spritePlace(sprite, at) });

/**
 * Images in rows, as many in each as there is room for, with a border and a mark for what became of them. It is HTML,
 * so that it flows; the picture is carried once, by the list.
 */
export function imageGridMarkup(images: readonly GridImage[], sprite: Sprite): string {
  const items = images.map(({ at, state, name }) =>
    element('li', { 'data-state': state, title: name }, spriteImage(sprite, at, name), stateMark(state)),
  );
  // Safari takes the role from a list without bullets.
  return element('ul', { class: 'image-grid', role: 'list', style: `--sprite:url(${sprite.href})` }, ...items);
}

/** Brings a drawn grid up to date where only states and names have changed; images keep their places. */
export function updateImageGrid(grid: Element, images: readonly GridImage[]): void {
  for (const [i, { state, name }] of images.entries()) {
    const item = grid.children[i] as HTMLElement | undefined;
    if (!item || (item.dataset.state === state && item.title === name)) continue;
    item.dataset.state = state;
    item.title = name;
    item.querySelector('.sprite-image')?.setAttribute('aria-label', name);
    const mark = item.querySelector<SVGElement>('.state-mark');
    if (mark) mark.dataset.state = state;
    mark?.querySelector('path')?.setAttribute('d', MARKS[state]);
  }
}

/** How many images are in each state. */
export function countStates(images: readonly GridImage[]): Record<ImageState, number> {
  const counts = { fitted: 0, true: 0, wrong: 0, other: 0, open: 0 };
  for (const { state } of images) counts[state]++;
  return counts;
}

/** What the states mean in the words of this figure; states that are not named are not spoken of. */
export type StateWords = Readonly<Partial<Record<ImageState, string>>>;

/** The grid in a sentence: `Of 60 images 41 are fitted, 19 are not yet.` for `{ fitted: 'are fitted', open: 'are not yet' }`. */
export function describeImageGrid(images: readonly GridImage[], words: StateWords): string {
  if (images.length === 0) return 'No images yet.';
  const counts = countStates(images);
  const parts = Object.entries(words).map(([state, word]) => `${counts[state as ImageState]} ${word}`);
  return `Of ${images.length} images ${parts.join(', ')}.`;
}

/** The words beside their marks: what to look for in the grid. It is the grid's only key, and counts while it explains. */
export function imageGridKey(images: readonly GridImage[], words: StateWords): string {
  const counts = countStates(images);
  const parts = Object.entries(words).map(([state, word]) =>
    element(
      'span',
      { 'data-state': state },
      stateMark(state as ImageState),
      element('b', {}, String(counts[state as ImageState])),
      ` ${escapeMarkup(word)}`,
    ),
  );
  return element('p', { class: 'image-grid-key' }, ...parts);
}

/** The images with their states as a table. */
export const imageGridTable = (images: readonly GridImage[], words: StateWords, caption: string): string =>
  numbersTable(
    caption,
    ['image', 'state'],
    images.map(({ name, state }) => [name, words[state] ?? state]),
  );
