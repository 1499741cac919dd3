/** A file's size in words that a person would use: `512 bytes`, `1.8 kB`, `24 MB`. A kB is 1,000 bytes. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte${bytes === 1 ? '' : 's'}`;
  let size = bytes / 1000;
  let unit = 'kB';
  for (const next of ['MB', 'GB']) {
    // 999.6 kB would be written as 1000 kB.
    if (size < 999.5) break;
    size /= 1000;
    unit = next;
  }
  return `${size.toFixed(size < 9.95 ? 1 : 0)} ${unit}`;
}
