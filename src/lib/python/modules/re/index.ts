/** The module `re`, on JavaScript's regular expressions. */
import { defineModule } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import type { Value } from '../../objects/object.ts';
import { toIndex } from '../../operations/slicing.ts';
import { flag } from './flag.ts';
import { matchType } from './match.ts';
import { METHODS, Pattern, patternType } from './pattern.ts';
import { FLAGS, patternError, translate } from './translate.ts';

const compiled = new Map<string, Pattern>();

/** `re.compile(pattern, flags)`; patterns are kept, as Python keeps them. */
function compile(pattern: Value, flags: Value): Pattern {
  const bits = toIndex(flags);
  if (pattern instanceof Pattern) {
    if (bits !== 0) throw exc.ValueError('cannot process flags argument with a compiled pattern');
    return pattern;
  }
  if (typeof pattern !== 'string') {
    throw exc.TypeError(`first argument must be string or compiled pattern`);
  }
  const key = `${bits}:${pattern}`;
  let made = compiled.get(key);
  if (made === undefined) {
    made = new Pattern(pattern, translate(pattern, bits));
    if (compiled.size > 500) compiled.clear();
    compiled.set(key, made);
  }
  return made;
}

/** `re.search(pattern, string, flags)` and its like, by the methods of patterns. */
function viaPattern(method: string) {
  const text = Object.keys(METHODS).find((signature) => signature.startsWith(`${method}(`))!;
  const implementation = METHODS[text] as unknown as (self: Pattern, ...args: Value[]) => Value;
  return { implementation };
}

const search = (name: string) => {
  const { implementation } = viaPattern(name);
  return (pattern: Value, string: Value, flags: Value) => implementation(compile(pattern, flags), string, 0, null);
};
const replace = (name: string) => {
  const { implementation } = viaPattern(name);
  return (pattern: Value, replacement: Value, string: Value, count: Value, flags: Value) =>
    implementation(compile(pattern, flags), replacement, string, count);
};

export const re = defineModule({
  name: 're',
  members: {
    Pattern: patternType,
    Match: matchType,
    error: patternError,
    ...Object.fromEntries(
      Object.entries(FLAGS).flatMap(([name, bit]) => [
        [name, flag(bit)],
        [name === 'DOTALL' ? 'S' : name === 'VERBOSE' ? 'X' : name[0]!, flag(bit)],
      ]),
    ),
    NOFLAG: flag(0),
  },
  functions: {
    'compile(pattern, flags=0)': compile,
    'search(pattern, string, flags=0)': search('search'),
    'match(pattern, string, flags=0)': search('match'),
    'fullmatch(pattern, string, flags=0)': search('fullmatch'),
    'findall(pattern, string, flags=0)': search('findall'),
    'finditer(pattern, string, flags=0)': search('finditer'),
    'split(pattern, string, maxsplit=0, flags=0)': (pattern: Value, string: Value, most: Value, flags: Value) =>
      viaPattern('split').implementation(compile(pattern, flags), string, most),
    'sub(pattern, repl, string, count=0, flags=0)': replace('sub'),
    'subn(pattern, repl, string, count=0, flags=0)': replace('subn'),
    'escape(pattern)': (pattern: string) => pattern.replace(/[\\^$.*+?()[\]{}|\-&~#\s]/g, '\\$&'),
    'purge()': () => compiled.clear(),
  },
});
