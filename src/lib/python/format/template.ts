/** `'{…}'.format(…)`: templates with replacement fields. */
import { exc } from '../objects/exceptions.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttribute } from '../operations/attributes.ts';
import { formatValue } from '../operations/formatting.ts';
import { getItemOf } from '../operations/items.ts';

export interface TemplateArguments {
  readonly args: readonly Value[];
  /** The value of a named field; raises KeyError. */
  readonly named: (name: string) => Value | Task;
}

const CONVERSIONS: Readonly<Record<string, number>> = { '': 0, s: 1, r: 2, a: 3 };

/** Fills in a template. */
export function* formatTemplate(template: string, given: TemplateArguments): Task<string> {
  return yield* new Template(template, given).format(template, 2);
}

class Template {
  readonly #given: TemplateArguments;
  /** The next automatic field; -1 once fields are numbered by hand. */
  #auto = 0;
  #manual = false;

  constructor(_template: string, given: TemplateArguments) {
    this.#given = given;
  }

  *format(text: string, depth: number): Task<string> {
    if (depth < 0) throw exc.ValueError('Max string recursion exceeded');
    let out = '';
    for (let i = 0; i < text.length;) {
      const char = text[i]!;
      if ((char === '{' || char === '}') && text[i + 1] === char) {
        out += char;
        i += 2;
      } else if (char === '}') throw exc.ValueError("Single '}' encountered in format string");
      else if (char === '{') {
        const end = closing(text, i);
        out += yield* this.#field(text.slice(i + 1, end), depth);
        i = end + 1;
      } else {
        out += char;
        i++;
      }
    }
    return out;
  }

  *#field(field: string, depth: number): Task<string> {
    const bracketed = /^(?:[^[\]{}:!]|\[[^\]]*\])*/.exec(field)![0];
    let rest = field.slice(bracketed.length);
    let conversion = '';
    if (rest.startsWith('!')) {
      conversion = rest[1] ?? '';
      if (!(conversion in CONVERSIONS) || conversion === '') {
        throw exc.ValueError(`Unknown conversion specifier ${conversion}`.trim());
      }
      rest = rest.slice(2);
      if (rest !== '' && !rest.startsWith(':')) throw exc.ValueError("expected ':' after conversion specifier");
    }
    const value = yield* this.#value(bracketed);
    const spec = yield* this.format(rest.slice(1), depth - 1);
    return yield* finish(formatValue(value, spec, CONVERSIONS[conversion]!));
  }

  *#value(path: string): Task {
    const first = /^[^.[]*/.exec(path)![0];
    let value = yield* this.#argument(first);
    const steps = path.slice(first.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g);
    for (const [, attribute, key] of steps) {
      if (attribute === '' || key === '') throw exc.ValueError('Empty attribute in format string');
      if (attribute !== undefined) value = yield* finish(getAttribute(value, attribute));
      else value = yield* finish(getItemOf(value, /^\d+$/.test(key!) ? Number(key) : key!));
    }
    return value;
  }

  *#argument(name: string): Task {
    if (name !== '' && !/^\d+$/.test(name)) {
      const found = this.#given.named(name);
      return yield* finish(found);
    }
    if (name === '' && this.#manual) {
      throw exc.ValueError('cannot switch from manual field specification to automatic field numbering');
    }
    if (name !== '' && this.#auto > 0) {
      throw exc.ValueError('cannot switch from automatic field numbering to manual field specification');
    }
    if (name !== '') this.#manual = true;
    const index = name === '' ? this.#auto++ : Number(name);
    const value = this.#given.args[index];
    if (value === undefined) throw exc.IndexError(`Replacement index ${index} out of range for positional args tuple`);
    return value;
  }
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    // Within the brackets of a key, braces are text.
    if (depth === 1 && text[i] === '[') {
      i = text.indexOf(']', i);
      if (i < 0) break;
    } else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  if (open === text.length - 1) throw exc.ValueError("Single '{' encountered in format string");
  throw exc.ValueError("expected '}' before end of string");
}
