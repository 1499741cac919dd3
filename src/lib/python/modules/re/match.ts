/** Matches: what a pattern found, with places in code points as Python counts them. */
import { stringRepr } from '../../format/string.ts';
import { PyDict } from '../../objects/dict.ts';
import { PyTuple, tuple } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyObject } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { codePointLength } from '../../operations/conversion.ts';
import { indexOrNone } from '../../operations/slicing.ts';
import { expand } from './template.ts';
import type { Pattern } from './pattern.ts';

export class Match extends PyObject {
  readonly pattern: Pattern;
  readonly text: string;
  readonly found: RegExpExecArray;

  constructor(pattern: Pattern, text: string, found: RegExpExecArray) {
    super();
    this.pattern = pattern;
    this.text = text;
    this.found = found;
  }

  get type(): PyType {
    return matchType;
  }

  /** A group's text; undefined if it took no part. */
  group(number: number): string | undefined {
    return this.found[number];
  }

  /** Code points before a place in the text. */
  point(units: number): number {
    return codePointLength(this.text.slice(0, units));
  }

  /** The number of the group that a program names. */
  number(group: Value): number {
    const index = typeof group === 'string' ? this.pattern.translated.names.get(group) : indexOrNone(group);
    if (index === undefined || index < 0 || index > this.pattern.translated.groups)
      throw exc.IndexError('no such group');
    return Number(index);
  }

  span(group: Value): [number, number] {
    const found = this.found.indices![this.number(group)];
    return found === undefined ? [-1, -1] : [this.point(found[0]), this.point(found[1])];
  }

  groups(otherwise: Value): Value[] {
    return Array.from({ length: this.pattern.translated.groups }, (_, i) => this.group(i + 1) ?? otherwise);
  }
}

export const matchType: PyType = defineClass({
  name: 'Match',
  module: 're',
  allocate: null,
  methods: {
    'group(self, /, *groups)': (self: Match, groups: Value[]) => {
      if (groups.length < 2) return self.group(groups.length === 0 ? 0 : self.number(groups[0]!)) ?? null;
      return new PyTuple(groups.map((group) => self.group(self.number(group)) ?? null));
    },
    '__getitem__(self, key, /)': (self: Match, key: Value) => self.group(self.number(key)) ?? null,
    'groups(self, /, default=None)': (self: Match, otherwise: Value) => new PyTuple(self.groups(otherwise)),
    'groupdict(self, /, default=None)': (self: Match, otherwise: Value) =>
      PyDict.of([...self.pattern.translated.names].map(([name, i]) => [name, self.group(i) ?? otherwise])),
    'start(self, group=0, /)': (self: Match, group: Value) => self.span(group)[0],
    'end(self, group=0, /)': (self: Match, group: Value) => self.span(group)[1],
    'span(self, group=0, /)': (self: Match, group: Value) => tuple(...self.span(group)),
    'expand(self, /, template)': (self: Match, template: Value) => expand(self, template),
    '__bool__(self, /)': () => true,
    '__repr__(self, /)': (self: Match) => {
      const [start, end] = self.span(0);
      return `<re.Match object; span=(${start}, ${end}), match=${stringRepr(self.found[0])}>`;
    },
  },
  properties: {
    string: (self: Match) => self.text,
    pos: () => 0,
    endpos: (self: Match) => codePointLength(self.text),
    regs: (self: Match) => new PyTuple(Array.from(self.found, (_, i) => tuple(...self.span(i)))),
    re: (self: Match) => self.pattern,
    lastindex: (self: Match) => {
      // The group that closed last: of those that end furthest, the outermost.
      let last = 0;
      const ends = self.found.indices!;
      for (let i = 1; i < ends.length; i++)
        if (ends[i] !== undefined && (last === 0 || ends[i]![1] > ends[last]![1])) last = i;
      return last === 0 ? null : last;
    },
    lastgroup: (self: Match) => {
      let last = 0;
      const ends = self.found.indices!;
      for (let i = 1; i < ends.length; i++)
        if (ends[i] !== undefined && (last === 0 || ends[i]![1] > ends[last]![1])) last = i;
      return [...self.pattern.translated.names].find(([, i]) => i === last)?.[0] ?? null;
    },
  },
});
