import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/python';
import { element, escapeMarkup } from '../../lib/charts/markup.ts';

/** The literal of a `# @param` line: the value that a control sets. */
const PARAMETER = /^([A-Za-z_]\w*)\s*(?::[^=#]*)?=\s*(.*?)\s*#\s*@param\b/;

/**
 * A listing as static HTML, a `<span class="line">` for each line, with the parser and the class names that the editor
 * uses, so that the editor can take its place without a change to be seen. The literal of each `# @param` line stands
 * in a `<span data-parameter="name">`, which a control can rewrite.
 */
export function highlightListing(source: string): string {
  const lines: string[] = [];
  let line = '';
  let column = 0;
  const rows = source.split('\n');

  const literalOf = (row: number) => {
    const text = rows[row] ?? '';
    const match = PARAMETER.exec(text);
    if (!match) return null;
    const [, name = '', literal = ''] = match;
    const start = text.indexOf(literal, text.indexOf('=') + 1);
    return { name, start, end: start + literal.length };
  };
  let literal = literalOf(0);

  const put = (text: string, classes: string): void => {
    const span = classes ? element('span', { class: classes }, escapeMarkup(text)) : escapeMarkup(text);
    if (literal && column === literal.start) line += `<span class="parameter" data-parameter="${literal.name}">`;
    line += span;
    column += text.length;
    if (literal && column === literal.end) line += '</span>';
  };
  /** Cuts a token at the literal's ends, so that the literal's span opens and closes between tokens. */
  const putText = (text: string, classes: string): void => {
    const cuts = literal ? [literal.start, literal.end].map((at) => at - column) : [];
    let from = 0;
    for (const cut of cuts.filter((at) => at > 0 && at < text.length)) {
      put(text.slice(from, cut), classes);
      from = cut;
    }
    put(text.slice(from), classes);
  };
  const putBreak = (): void => {
    lines.push(line);
    line = '';
    column = 0;
    literal = literalOf(lines.length);
  };
  highlightCode(source.replace(/\n$/, ''), parser.parse(source), classHighlighter, putText, putBreak);
  lines.push(line);
  return lines.map((html, i) => `<span class="line" data-line="${i + 1}">${html || '\n'}</span>`).join('');
}
