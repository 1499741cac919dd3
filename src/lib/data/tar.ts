/** Files in a tar archive (POSIX ustar), by their path in it. */

const BLOCK = 512;
const REGULAR_FILE = new Set(['0', '\0']);

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Regular files; their bytes are views of the archive's. Rejects nothing: what is no archive has no files. */
export function tarFiles(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header.subarray(0, 100));
    if (name === '') break;
    const size = Number.parseInt(text(header.subarray(124, 136)).trim() || '0', 8);
    const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > archive.length) break;
    const kind = String.fromCharCode(header[156]!);
    if (REGULAR_FILE.has(kind))
      files.set(prefix === '' ? name : `${prefix}/${name}`, archive.subarray(start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
