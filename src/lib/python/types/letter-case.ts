/** Title case and case folding, which JavaScript does not have. */

/** Two letters in one: `Ǆ`, `ǅ` and `ǆ` have one title case, the second. */
const DIGRAPHS = ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ'].map((forms) => [...forms]);

/** A letter as it begins a word of a title. */
function titleLetter(letter: string): string {
  const digraph = DIGRAPHS.find((forms) => forms.includes(letter));
  if (digraph !== undefined) return digraph[1]!;
  // Georgian has capitals for whole texts in capitals only.
  if (/[\u10d0-\u10ff]/.test(letter)) return letter;
  const [first, ...rest] = letter.toUpperCase();
  return first! + rest.join('').toLowerCase();
}

/** `str.title` */
export function titled(text: string): string {
  return text.toLowerCase().replace(/\p{L}+/gu, capitalized);
}

/** `str.capitalize` */
export function capitalized(text: string): string {
  const [first, ...rest] = text;
  return first === undefined ? '' : titleLetter(first) + rest.join('').toLowerCase();
}

/** `str.casefold`: what two texts that differ in case only have in common. */
export function folded(text: string): string {
  return Array.from(text, (letter) => {
    const lower = letter.toLowerCase();
    // The dotless i is no other case of i.
    return lower === 'ı' ? lower : lower.toUpperCase().toLowerCase();
  }).join('');
}

/** `str.istitle`: capitals begin words, and small letters go on with them. */
export function isTitle(text: string): boolean {
  let [within, any] = [false, false];
  for (const letter of text) {
    const capital = /[\p{Lu}\p{Lt}]/u.test(letter);
    if (!capital && !/\p{Ll}/u.test(letter)) {
      within = false;
      continue;
    }
    if (capital === within) return false;
    within = any = true;
  }
  return any;
}
