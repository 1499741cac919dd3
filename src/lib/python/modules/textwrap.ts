/** The module `textwrap`. */
import { wrapText } from '../format/wrap.ts';
import { PyList } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { finish } from '../objects/task.ts';
import { toStr } from '../operations/arguments.ts';
import { call } from '../operations/call.ts';
import { truthOf } from '../operations/conversion.ts';
import { toIndex } from '../operations/slicing.ts';

const OPTIONS =
  'width=70, *, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True, drop_whitespace=True, ' +
  'break_long_words=True, break_on_hyphens=True, tabsize=8, max_lines=None, placeholder=" [...]"';

/** The text with spaces up to the next tab stop in place of each tab. */
const expanded = (text: string, size: number): string =>
  text.replace(/[^\n\r]+/g, (line) => {
    let out = '';
    for (const char of line) out += char === '\t' ? ' '.repeat(size - (out.length % size)) : char;
    return out;
  });

function lines(given: Value, width: Value, ...options: Value[]): string[] {
  const [first = '', rest = '', tabs, replace, drop, long, hyphens, size = 8, most = null, placeholder = ''] = options;
  const room = toIndex(width);
  const text = toStr(given, 'text');
  if (room <= 0) throw exc.ValueError(`invalid width ${room} (must be > 0)`);
  const subsequentIndent = toStr(rest, 'subsequent_indent');
  const end = toStr(placeholder, 'placeholder');
  if (most !== null && subsequentIndent.length + end.trimStart().length > room) {
    throw exc.ValueError('placeholder too large for max width');
  }
  return wrapText(tabs === false ? text : expanded(text, toIndex(size)), {
    width: room,
    initialIndent: toStr(first, 'initial_indent'),
    subsequentIndent,
    replaceWhitespace: replace !== false,
    dropWhitespace: drop !== false,
    breakLongWords: long !== false,
    breakOnHyphens: hyphens !== false,
    maxLines: most === null ? Infinity : toIndex(most),
    placeholder: end,
  });
}

/** Takes away the whitespace that all lines with text begin with. */
function dedent(given: Value): string {
  const text = toStr(given, 'text').replace(/^[ \t]+$/gm, '');
  const margins = [...text.matchAll(/^([ \t]*)[^ \t\n]/gm)].map((found) => found[1]!);
  if (margins.length === 0) return text;
  const common = margins.reduce((a, b) => {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n++;
    return a.slice(0, n);
  });
  return text.replace(new RegExp(`^${common}`, 'gm'), '');
}

function* indent(given: Value, prefix: Value, predicate: Value): Task<string> {
  let text = '';
  for (const line of toStr(given, 'text').match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const chosen = predicate === null ? line.trim() !== '' : yield* finish(truthOf(yield* call(predicate, [line])));
    text += (chosen ? plainText(prefix) : '') + line;
  }
  return text;
}

/** As many words as fit, with the placeholder at the end if there were more. */
function shorten(text: Value, width: Value, placeholder: Value): string {
  const words = toStr(text, 'text').split(/\s+/).filter(Boolean);
  const room = toIndex(width);
  const whole = words.join(' ');
  if (whole.length <= room) return whole;
  const end = toStr(placeholder, 'placeholder');
  if (end.trimStart().length > room) throw exc.ValueError('placeholder too large for max width');
  while (words.length > 0 && words.join(' ').length + end.length > room) words.pop();
  return words.length > 0 ? words.join(' ') + end : end.trimStart();
}

export const textwrap = defineModule({
  name: 'textwrap',
  functions: {
    [`wrap(text, ${OPTIONS})`]: (text: Value, width: Value, ...options: Value[]) =>
      new PyList(lines(text, width, ...options)),
    [`fill(text, ${OPTIONS})`]: (text: Value, width: Value, ...options: Value[]) =>
      lines(text, width, ...options).join('\n'),
    'dedent(text)': dedent,
    'indent(text, prefix, predicate=None)': indent,
    'shorten(text, width, *, placeholder=" [...]")': shorten,
  },
  absent: { TextWrapper: 'textwrap.wrap and textwrap.fill take its options' },
});
