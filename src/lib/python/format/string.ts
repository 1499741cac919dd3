/** Strings as Python's repr writes them. */

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
// Categories that CPython does not print: control, format, surrogate, private, unassigned, and separators but the space.

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const SPECIAL = /[\\'\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

/** `repr(text)` */
export function stringRepr(text: string): string {
  if (!SPECIAL.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const point of text) {
    if (point === quote) out += '\\' + point;
    else if (ESCAPES[point] !== undefined) out += ESCAPES[point];
    else if (point !== ' ' && UNPRINTABLE.test(point)) out += escapeCode(point.codePointAt(0)!);
    else out += point;
  }
  return out + quote;
}

function escapeCode(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return '\\x' + hex.padStart(2, '0');
  return code < 0x10000 ? '\\u' + hex.padStart(4, '0') : '\\U' + hex.padStart(8, '0');
}

/** `ascii(text)`: repr with everything beyond ASCII escaped. */
export function asciiRepr(repr: string): string {
  let out = '';
  for (const point of repr) {
    const code = point.codePointAt(0)!;
    out += code < 0x80 ? point : escapeCode(code);
  }
  return out;
}

/** `repr` of bytes. */
export function bytesRepr(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = 'b' + quote;
  for (const byte of text) {
    const code = byte.charCodeAt(0);
    if (byte === quote) out += '\\' + byte;
    else if (ESCAPES[byte] !== undefined) out += ESCAPES[byte];
    else if (code < 0x20 || code >= 0x7f) out += '\\x' + code.toString(16).padStart(2, '0');
    else out += byte;
  }
  return out + quote;
}
