/** The module `string`. */
import { defineClass, defineModule } from '../objects/define.ts';
import { PyList } from '../objects/containers.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { PyInstance, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { toStr } from '../operations/arguments.ts';
import { strOf } from '../operations/conversion.ts';
import { getItemOf } from '../operations/items.ts';

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const whitespace = ' \t\n\r\v\f';

/** A text with `$name` and `${name}`. */
class Template extends PyInstance {
  template = '';
}

/** What a `$` begins: an escape, a name, a name in braces, or nothing that is allowed. */
const PLACE = /\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|())/g;

function* substituted(text: string, mapping: Value, names: ReadonlyMap<string, Value>, safe: boolean): Task<string> {
  let result = '';
  let at = 0;
  for (const found of text.matchAll(PLACE)) {
    result += text.slice(at, found.index);
    at = found.index + found[0].length;
    const name = found[2] ?? found[3];
    if (found[1] !== undefined) result += '$';
    else if (name === undefined) {
      if (!safe) {
        const lines = text.slice(0, found.index).split('\n');
        throw exc.ValueError(`Invalid placeholder in string: line ${lines.length}, col ${lines.at(-1)!.length + 1}`);
      }
      result += '$';
    } else if (names.has(name)) result += yield* finish(strOf(names.get(name)!));
    else if (mapping instanceof PyDict && !mapping.has(name)) {
      if (!safe) throw exc.KeyError(name);
      result += found[0];
    } else if (mapping !== null) result += yield* finish(strOf(yield* finish(getItemOf(mapping, name))));
    else if (safe) result += found[0];
    else throw exc.KeyError(name);
  }
  return result + text.slice(at);
}

const templateType = defineClass({
  name: 'Template',
  module: 'string',
  allocate: (type) => new Template(type),
  methods: {
    '__init__(self, template)': (self: Template, template: Value) => {
      self.template = toStr(template, 'template');
      self.dict.set('template', self.template);
      return null;
    },
    'get_identifiers(self)': (self: Template) => {
      const names = [...self.template.matchAll(PLACE)].map((found) => found[2] ?? found[3]);
      return new PyList([...new Set(names.filter((name) => name !== undefined))]);
    },
    'is_valid(self)': (self: Template) => [...self.template.matchAll(PLACE)].every((found) => found[4] === undefined),
    'substitute(self, mapping=None, /, **kws)': (self: Template, mapping: Value, names: Map<string, Value>) =>
      substituted(self.template, mapping, names, false),
    'safe_substitute(self, mapping=None, /, **kws)': (self: Template, mapping: Value, names: Map<string, Value>) =>
      substituted(self.template, mapping, names, true),
  },
});

const capitalized = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

export const string = defineModule({
  name: 'string',
  functions: {
    'capwords(s, sep=None)': (text: Value, separator: Value) => {
      const given = toStr(text, 's');
      if (separator !== null) {
        const between = plainText(separator);
        return given.split(between).map(capitalized).join(between);
      }
      return given.trim().split(/\s+/).map(capitalized).join(' ');
    },
  },
  members: {
    ascii_lowercase: lowercase,
    ascii_uppercase: lowercase.toUpperCase(),
    ascii_letters: lowercase + lowercase.toUpperCase(),
    digits,
    hexdigits: digits + 'abcdefABCDEF',
    octdigits: '01234567',
    punctuation,
    whitespace,
    printable: digits + lowercase + lowercase.toUpperCase() + punctuation + whitespace,
    Template: templateType,
  },
  absent: { Formatter: 'f-strings and str.format run here' },
});
