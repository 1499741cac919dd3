/** The images of the figure of examples as HTML, at build time and in the page. */
import { spriteImage, stateMark } from '../../lib/charts/image-grid.ts';
import { element, escapeMarkup } from '../../lib/charts/markup.ts';
import { mark } from '../../lib/charts/marks.ts';
import { fixed } from '../../lib/charts/number.ts';
import type { Sprite } from '../../lib/charts/sprite.ts';
import { byScore, className, exampleName, groupsOf, isWrong, type Example } from './examples.ts';
import { labels } from './examples-labels.ts';

/** Images in each strip. */
const COUNT = 6;

/** Image `n` of the training part is image `n` of the sprite; one beyond it has no picture yet. */
const pictureOf = (example: Example, sprite: Sprite, told: boolean): string =>
  example.image < sprite.columns * sprite.rows
    ? spriteImage(sprite, example.image, exampleName(example, told))
    : element('span', { class: 'no-picture' });

/** What is known of the image, beside it or under it. `told`: also whether its label is right. */
function wordsOf(example: Example, told: boolean): string {
  const { label, truth } = example;
  const given = element('b', {}, escapeMarkup(className(label)));
  if (!told || !isWrong(example)) return given;
  return `${stateMark('wrong')}${given} ${element('span', { class: 'truth' }, `is: ${element('span', { class: 'class' }, escapeMarkup(className(truth)))}`)}`;
}

/** The image that is looked at. */
export const chosenMarkup = (example: Example, sprite: Sprite, told: boolean): string =>
  pictureOf(example, sprite, told) +
  element(
    'p',
    {},
    element('span', { class: 'given' }, labels.given),
    ` ${wordsOf(example, told)}`,
    element('span', { class: 'scores' }, labels.scores(example.score, example.fitted)),
  );

function stripMarkup(title: string, examples: readonly Example[], sprite: Sprite, told: boolean): string {
  const items = examples.map((example) =>
    element(
      'li',
      {},
      pictureOf(example, sprite, told),
      element('span', { class: 'words' }, wordsOf(example, told)),
      element('span', { class: 'score' }, fixed(example.score, 2)),
    ),
  );
  return element(
    'section',
    {},
    element('p', { class: 'strip-title' }, escapeMarkup(title)),
    element('ul', { role: 'list' }, ...items),
  );
}

/** The most memorized images with right labels and with wrong ones, and the least memorized of all. */
export function stripsMarkup(examples: readonly Example[], sprite: Sprite): string {
  const [right, wrong] = groupsOf(byScore(examples));
  return [
    { title: labels.strips.right, strip: right.slice(0, COUNT) },
    { title: labels.strips.wrong, strip: wrong.slice(0, COUNT) },
    { title: labels.strips.none, strip: right.slice(-COUNT).reverse() },
  ]
    .filter(({ strip }) => strip.length > 0)
    .map(({ title, strip }) => stripMarkup(title, strip, sprite, true))
    .join('');
}

/** The marks and what they are of. */
export function keyMarkup(strength: 'saved' | 'own', marked: boolean): string {
  const entry = (role: 'training' | 'wrong', name: string): string =>
    element(
      'span',
      {},
      element(
        'svg',
        { class: 'drawing scatter', viewBox: '0 0 12 12', 'data-role': role, 'aria-hidden': 'true' },
        element('g', { class: 'points', 'data-strength': strength }, mark(role, 6, 6, { reach: 3.8 })),
      ),
      escapeMarkup(name),
    );
  return entry('training', marked ? labels.right : 'an image') + (marked ? entry('wrong', labels.wrong) : '');
}
