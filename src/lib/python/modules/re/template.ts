/** The templates of `sub` and `expand`: `\1`, `\g<name>`. */
import { exc } from '../../objects/exceptions.ts';
import { typeName } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import type { Match } from './match.ts';
import { badPattern } from './translate.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
  '\\': '\\',
};

/** A template with what a match found put in. */
export function expand(match: Match, template: Value): string {
  if (typeof template !== 'string') throw exc.TypeError(`expected str instance, ${typeName(template)} found`);
  return template.replace(
    /\\(?:g<([^>]*)>|(0[0-7]{0,2})|([1-9]\d?)|([^]|$))/g,
    (all, name, octal, number, char, at) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal as string, 8));
      const wanted = (name ?? number) as string | undefined;
      if (wanted === undefined) {
        const known = ESCAPES[char as string];
        if (known !== undefined) return known;
        if (/[a-z]/i.test(char as string)) throw badPattern(`bad escape \\${char as string}`, template, at as number);
        return all;
      }
      const { names, groups } = match.pattern.translated;
      if (!/^\d+$/.test(wanted) && !names.has(wanted)) throw exc.IndexError(`unknown group name '${wanted}'`);
      const i = /^\d+$/.test(wanted) ? Number(wanted) : names.get(wanted)!;
      if (i > groups) throw badPattern(`invalid group reference ${i}`, template, (at as number) + 1);
      return match.group(i) ?? '';
    },
  );
}
