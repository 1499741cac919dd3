import { DrawingView } from './drawing-view.ts';
import { describeFolds, foldStripMarkup } from './fold-strip.ts';
import type { FoldSetting } from './folds.ts';
import { element } from './markup.ts';

const ORDERS = ['copy, then split', 'split, then copy'] as const;

/** The controls of a strip, as a form of native inputs: each can be reached and changed by keys. */
export function foldControls({ folds, heldOut, shuffle, order }: FoldSetting): string {
  // Two strips on one page must not share a group of radio buttons, and a form keeps them apart.
  const radio = (name: string, value: string, text: string, checked: boolean): string =>
    element('label', {}, element('input', { type: 'radio', name, value, checked, autocomplete: 'off' }), text);
  return element(
    'form',
    { class: 'fold-controls' },
    element(
      'fieldset',
      {},
      element('legend', {}, 'order'),
      ...ORDERS.map((each) => radio('order', each, each, each === order)),
    ),
    element(
      'fieldset',
      {},
      element('legend', {}, 'held out'),
      ...Array.from({ length: folds }, (_, i) => radio('fold', String(i), `fold ${i + 1}`, i === heldOut)),
    ),
    element(
      'label',
      {},
      element('input', { type: 'checkbox', name: 'shuffle', checked: shuffle, autocomplete: 'off' }),
      'shuffle first',
    ),
  );
}

/**
 * A fold strip with its controls, the strip drawn at the element's width. `onChange` hears the setting, so that the page can say what it means.
 */
export class FoldStripView {
  readonly #strip: HTMLElement;
  readonly #view: DrawingView<FoldSetting>;
  readonly #listening = new AbortController();
  #setting: FoldSetting;

  /**
   * @param controls becomes a form; say its sentence (`describeFolds`) in an element with `role="status"`
   * @param strip becomes the drawing
   */
  constructor(
    controls: HTMLElement,
    strip: HTMLElement,
    setting: FoldSetting,
    onChange: (setting: FoldSetting) => void,
  ) {
    this.#setting = setting;
    this.#strip = strip;
    this.#view = new DrawingView(strip, setting, foldStripMarkup);
    this.#speak();
    controls.innerHTML = foldControls(setting);
    controls.addEventListener(
      'change',
      () => {
        const form = new FormData(controls.querySelector('form')!);
        this.#setting = {
          ...this.#setting,
          order: ORDERS.find((order) => order === form.get('order')) ?? this.#setting.order,
          heldOut: Number(form.get('fold')),
          shuffle: form.has('shuffle'),
        };
        this.#view.chart = this.#setting;
        this.#speak();
        onChange(this.#setting);
      },
      { signal: this.#listening.signal },
    );
  }

  #speak(): void {
    this.#strip.role = 'img';
    this.#strip.ariaLabel = describeFolds(this.#setting);
  }

  get setting(): FoldSetting {
    return this.#setting;
  }

  /** Stops following the elements. */
  disconnect(): void {
    this.#listening.abort();
    this.#view.disconnect();
  }
}
