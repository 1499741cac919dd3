/**
 * Whether what a program printed is what CPython with PyTorch printed (`NAME.out` beside `NAME.py`).
 *
 * Text must be equal; numbers must agree within the tolerance that the program's first line names
 * (`# tolerance: 1e-3`, relative and absolute; `exact`; 1e-4 where it names none). Spaces that pad a tensor's columns
 * do not count. A program under `errors/` must end with the exception that the last line names, and its line.
 */

/** How a program ended, as its user saw it. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const DEFAULT_TOLERANCE = 1e-4;
/** How much of an error's message must be there: PyTorch's own messages differ further on from release to release. */
const MESSAGE_START = 24;
const NUMBER = /[-+]?(?:\d+\.\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|\d+e[-+]?\d+|\d+)/gi;

const normalise = (line: string): string =>
  line
    .replace(/\s+/g, ' ')
    .replace(/([[(,]) /g, '$1')
    .replace(/ ([\])])/g, '$1')
    .trim();

/** The tolerance that the program's first line names; null for exact. */
export function toleranceOf(source: string): number | null {
  const named = /^# tolerance: (\S+)/.exec(source)?.[1];
  if (named === 'exact') return null;
  return named === undefined ? DEFAULT_TOLERANCE : Number(named);
}

function linesAgree(expected: string, actual: string, tolerance: number | null): boolean {
  const a = normalise(expected);
  const b = normalise(actual);
  if (a === b) return true;
  if (tolerance === null || a.replace(NUMBER, '#') !== b.replace(NUMBER, '#')) return false;
  const numbers = b.match(NUMBER) ?? [];
  return (a.match(NUMBER) ?? []).every((text, i) => {
    const number = Number(text);
    return Math.abs(number - Number(numbers[i])) <= tolerance * (1 + Math.abs(number));
  });
}

/** What differs from the golden output; null where nothing does. */
export function outputProblem(source: string, golden: string, { stdout, stderr, status }: Outcome): string | null {
  if (status !== 0) return `exit status ${status}: ${stderr.trimEnd().split('\n').slice(-3).join(' | ')}`;
  const tolerance = toleranceOf(source);
  const expected = golden.trimEnd().split('\n');
  const actual = stdout.trimEnd().split('\n');
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    const [wanted = '<nothing>', got = '<nothing>'] = [expected[i], actual[i]];
    if (!linesAgree(wanted, got, tolerance)) return `line ${i + 1}: expected ${wanted}\n      got ${got}`;
  }
  return null;
}

/** What differs from the golden error, for example `ValueError line 2: dropout probability …`; null where nothing does. */
export function errorProblem(golden: string, { stdout, stderr, status }: Outcome): string | null {
  const before = golden.trimEnd().split('\n');
  const [, type, line, message] = /^(\w+) line (\d+): ?(.*)$/.exec(before.pop() ?? '') ?? [];
  if (type === undefined || message === undefined) return 'the golden output does not name an error';
  if (status !== 1) return `exit status ${status} instead of 1`;
  if (stdout.trimEnd() !== before.join('\n')) return `expected on stdout: ${before.join(' | ')}\n      got ${stdout}`;
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith(type)) return `expected ${type}, the last line was: ${last}`;
  // CPython's own wording of syntax errors changes from release to release.
  const start = message.replace(/ \(.*\)$/, '').slice(0, MESSAGE_START);
  if (type !== 'SyntaxError' && !last.includes(start)) return `expected '${message}', got: ${last}`;
  return new RegExp(`line ${line}\\b`).test(stderr) ? null : `the traceback does not name line ${line}`;
}
