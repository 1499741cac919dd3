/** Breaking text into lines, as `textwrap` does. */

/** Whitespace; or a word, up to a hyphen after which it may be broken; or a dash between words. */
const CHUNK =
  /([\t\n\v\f\r ]+|(?<=[\w!"'&.,?])-{2,}(?=\w)|[^\t\n\v\f\r ]+?(?:-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])|(?=[\t\n\v\f\r ]|$)|(?<=[\w!"'&.,?])(?=-{2,}\w)))/u;

export interface WrapOptions {
  readonly width: number;
  readonly initialIndent?: string;
  readonly subsequentIndent?: string;
  readonly breakLongWords?: boolean;
  readonly breakOnHyphens?: boolean;
  /** Whether tabs and newlines within become spaces. */
  readonly replaceWhitespace?: boolean;
  /** Whether lines begin and end without whitespace. */
  readonly dropWhitespace?: boolean;
  /** Beyond so many lines the text ends, with the placeholder. */
  readonly maxLines?: number;
  readonly placeholder?: string;
}

/** Lines of at most `width` characters. */
export function wrapText(text: string, options: WrapOptions): string[] {
  const { width, initialIndent = '', subsequentIndent = '', breakLongWords = true, breakOnHyphens = true } = options;
  const { replaceWhitespace = true, dropWhitespace = true, maxLines = Infinity, placeholder = ' [...]' } = options;
  const plain = replaceWhitespace ? text.replace(/[\t\n\v\f\r]/g, ' ') : text;
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
    if (dropWhitespace && isBlank(chunks.at(-1)!) && lines.length > 0) chunks.pop();
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
    if (dropWhitespace && line.length > 0 && isBlank(line.at(-1)!)) line.pop();
    if (line.length === 0) continue;
    const rest = chunks.length > 1 || (chunks.length === 1 && !(dropWhitespace && isBlank(chunks[0]!)));
    if (lines.length + 1 >= maxLines && rest) return cutShort(lines, line, indent, room, options, placeholder);
    lines.push(indent + line.join(''));
  }
  return lines;
}

const isBlank = (chunk: string): boolean => chunk.trim() === '';

/** The lines with one more, of which the end gives way to the placeholder. */
function cutShort(
  lines: readonly string[],
  line: string[],
  indent: string,
  room: number,
  options: WrapOptions,
  placeholder: string,
): string[] {
  for (let last = line.length - 1; last >= 0; last--) {
    const kept = line.slice(0, last + 1).join('');
    if (!isBlank(line[last]!) && kept.length + placeholder.length <= room)
      return [...lines, indent + kept + placeholder];
  }
  const before = lines.at(-1)?.trimEnd();
  if (before !== undefined && before.length + placeholder.length <= options.width) {
    return [...lines.slice(0, -1), before + placeholder];
  }
  return [...lines, indent + placeholder.trimStart()];
}
