import { element, escapeMarkup } from '../../lib/charts/markup.ts';
import type { Parameter } from '../../lib/run/params.ts';

/** How a value stands beside its control: as Python writes it, but without a float's idle `.0`. */
export function valueText({ value }: Pick<Parameter, 'value'>): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function input(parameter: Parameter, id: string): string {
  const { name, type, value, min, max, step, options, allowInput } = parameter;
  const shared = { id, 'data-parameter': name };
  switch (type) {
    case 'slider':
      return element('input', { ...shared, type: 'range', min, max, step, value: Number(value), autocomplete: 'off' });
    case 'number':
    case 'integer':
      return element('input', {
        ...shared,
        type: 'number',
        step: step ?? 'any',
        value: Number(value),
        autocomplete: 'off',
      });
    case 'boolean':
      return element('input', { ...shared, type: 'checkbox', checked: value === true, autocomplete: 'off' });
    case 'string':
    case 'raw':
      return element('input', { ...shared, type: 'text', value: String(value), autocomplete: 'off' });
    case 'choice': {
      const items = (options ?? []).map((option) =>
        element('option', { value: String(option), selected: option === value }, escapeMarkup(String(option))),
      );
      if (!allowInput) return element('select', { ...shared, autocomplete: 'off' }, ...items);
      const list = element('datalist', { id: `${id}-options` }, ...items);
      return element('input', { ...shared, type: 'text', value: String(value), list: `${id}-options` }) + list;
    }
  }
}

/** A control for each `# @param` of a program, as HTML: the same at build time and after the reader adds one. */
export function controlsMarkup(parameters: readonly Parameter[], idPrefix: string): string {
  return parameters
    .map((parameter) => {
      const id = `${idPrefix}-${parameter.name}`;
      const shown = parameter.type === 'slider' ? element('output', { for: id }, valueText(parameter)) : '';
      const label = element('label', { for: id }, escapeMarkup(parameter.name));
      return element('div', { class: 'control', 'data-type': parameter.type }, label, shown, input(parameter, id));
    })
    .join('');
}
