import type { Parameter, ParameterValue } from '../../lib/run/params.ts';
import { controlsMarkup, valueText } from './controls-markup.ts';

/** Sent, bubbling, when the reader moves a control. */
export const PARAMETER_CHANGE = 'parameter-change';

export interface ParameterChange {
  readonly name: string;
  readonly value: ParameterValue;
}

/** The controls of a program's `# @param` lines. They follow the program; moving one asks for a change of it. */
export class ParameterControls extends HTMLElement {
  /** What the controls are built from besides their values; when it changes they are built anew. */
  #shape = '';

  connectedCallback(): void {
    this.addEventListener('input', (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
      const name = input.dataset.parameter;
      const value = valueOf(input);
      if (name === undefined || value === null) return;
      const detail: ParameterChange = { name, value };
      this.dispatchEvent(new CustomEvent(PARAMETER_CHANGE, { bubbles: true, detail }));
    });
  }

  /** Makes the controls show these parameters. */
  show(parameters: readonly Parameter[]): void {
    const shape = JSON.stringify(parameters.map(({ value: _, line: __, float: ___, ...rest }) => rest));
    if (this.#shape !== '' && shape !== this.#shape) {
      this.querySelector('[data-controls]')!.innerHTML = controlsMarkup(parameters, this.id);
    }
    this.#shape = shape;
    for (const parameter of parameters) {
      const input = this.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-parameter="${parameter.name}"]`);
      if (!input) continue;
      if (input instanceof HTMLInputElement && input.type === 'checkbox') input.checked = parameter.value === true;
      else if (input.value !== String(parameter.value) && input !== document.activeElement) {
        input.value = String(parameter.value);
      } else if (input.value !== String(parameter.value) && input.type === 'range')
        input.value = String(parameter.value);
      const output = input.parentElement?.querySelector('output');
      if (output) output.value = valueText(parameter);
    }
  }
}

/** What a control stands at; null while a number is being typed and is not one yet. */
function valueOf(input: HTMLInputElement | HTMLSelectElement): ParameterValue | null {
  if (input instanceof HTMLSelectElement) return typed(input.value);
  if (input.type === 'checkbox') return input.checked;
  if (input.type === 'range' || input.type === 'number') {
    return Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : null;
  }
  return input.value;
}

/** An option's text as the value it came from: options may be numbers or booleans. */
function typed(text: string): ParameterValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

customElements.define('parameter-controls', ParameterControls);
