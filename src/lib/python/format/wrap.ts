/** Breaking text into lines, as `textwrap` does with its defaults. */

/** Whitespace; or a word, up to a hyphen after which it may be broken; or a dash between words. */
const CHUNK =
  /([\t\n\v\f\r ]+|(?<=[\w!"'&.,?])-{2,}(?=\w)|[^\t\n\v\f\r ]+?(?:-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])|(?=[\t\n\v\f\r ]|$)|(?<=[\w!"'&.,?])(?=-{2,}\w)))/u;

export interface WrapOptions {
  readonly width: number;
  readonly initialIndent?: string;
  readonly subsequentIndent?: string;
  readonly breakLongWords?: boolean;
  readonly breakOnHyphens?: boolean;
}

/** Lines of at most `width` characters. */
export function wrapText(text: string, options: WrapOptions): string[] {
  const { width, initialIndent = '', subsequentIndent = '', breakLongWords = true, breakOnHyphens = true } = options;
  const plain = text.replace(/[\t\n\v\f\r]/g, ' ');
  const chunks = plain
    .split(breakOnHyphens ? CHUNK : /([\t\n\v\f\r ]+)/)
    .filter((chunk) => chunk !== '')
    .reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const indent = lines.length === 0 ? initialIndent : subsequentIndent;
    const room = width - indent.length;
    const line: string[] = [];
    let length = 0;
    if (chunks.at(-1)!.trim() === '' && lines.length > 0) chunks.pop();
    while (chunks.length > 0 && length + chunks.at(-1)!.length <= room) {
      length += chunks.at(-1)!.length;
      line.push(chunks.pop()!);
    }
    if (chunks.length > 0 && chunks.at(-1)!.length > room) {
      const left = Math.max(1, room - length);
      if (breakLongWords) {
        const long = chunks.pop()!;
        line.push(long.slice(0, left));
        chunks.push(long.slice(left));
      } else if (line.length === 0) line.push(chunks.pop()!);
    }
    if (line.length > 0 && line.at(-1)!.trim() === '') line.pop();
    if (line.length > 0) lines.push(indent + line.join(''));
  }
  return lines;
}
