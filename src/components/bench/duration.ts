/** A length of time in words that a person would use: `12 seconds`, `3 minutes`, `2 hours`. */
export function inWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const units: readonly (readonly [string, number])[] = [
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ];
  // "89 seconds" says more than "1 minute"; past one and a half the larger unit reads better.
  const [name, size] = units.find(([, length]) => seconds >= 1.5 * length) ?? ['second', 1];
  const count = Math.max(1, Math.round(seconds / size));
  return `about ${count} ${name}${count === 1 ? '' : 's'}`;
}
