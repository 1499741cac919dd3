/** Text to bytes and back, by the names and error handlers that Python's `str.encode` and `bytes.decode` take. */
import { exc } from '../objects/exceptions.ts';
import { stringRepr } from './string.ts';

type Codec = 'utf-8' | 'utf-8-sig' | 'ascii' | 'latin-1' | 'utf-16';

const NAMES: Readonly<Record<string, Codec>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  'utf-8-sig': 'utf-8-sig',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  'utf-16': 'utf-16',
  utf16: 'utf-16',
};

function codecOf(encoding: string): Codec {
  const codec = Object.hasOwn(NAMES, encoding.toLowerCase().replace(/_/g, '-'))
    ? NAMES[encoding.toLowerCase().replace(/_/g, '-')]
    : undefined;
  if (codec === undefined) throw exc.LookupError(`unknown encoding: ${encoding}`);
  return codec;
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

function escaped(code: number): string {
  return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** What stands for a character that the codec has not. */
function substitute(code: number, at: number, codec: string, errors: string, reason: string): string {
  switch (errors) {
    case 'ignore':
      return '';
    case 'replace':
      return '?';
    case 'backslashreplace':
      return escaped(code);
    case 'xmlcharrefreplace':
      return `&#${code};`;
    case 'strict':
      throw exc.UnicodeEncodeError(
        `'${codec}' codec can't encode character '${escaped(code)}' in position ${at}: ${reason}`,
      );
    default:
      throw exc.LookupError(`unknown error handler name ${stringRepr(errors)}`);
  }
}

/** `text.encode(encoding, errors)` */
export function encodeText(text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecOf(encoding);
  if (codec === 'utf-16') {
    const units = Uint16Array.from([0xfeff, ...text.split('').map((unit) => unit.charCodeAt(0))]);
    return new Uint8Array(units.buffer);
  }
  const limit = codec === 'ascii' ? 0x80 : codec === 'latin-1' ? 0x100 : Infinity;
  const reason = limit === Infinity ? 'surrogates not allowed' : `ordinal not in range(${limit})`;
  let out = '';
  let at = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const lone = code >= 0xd800 && code <= 0xdfff;
    const fits = code < limit && !(limit === Infinity && lone && errors !== 'surrogatepass');
    out += fits ? char : substitute(code, at, codec === 'utf-8-sig' ? 'utf-8' : codec, errors, reason);
    at++;
  }
  if (limit !== Infinity) return Uint8Array.from(out, (char) => char.charCodeAt(0));
  return new TextEncoder().encode(codec === 'utf-8-sig' ? '\ufeff' + out : out);
}

/** How many bytes the sequence at `at` has, or what is wrong with it. */
function utf8Sequence(bytes: Uint8Array, at: number): number | string {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (first < 0xc2 || length === 0) return 'invalid start byte';
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (next === undefined) return 'unexpected end of data';
    if (next < (i === 1 ? low : 0x80) || next > (i === 1 ? high : 0xbf)) return 'invalid continuation byte';
  }
  return length;
}

/** What stands for a byte that the codec cannot read. */
function replacement(byte: number, at: number, codec: string, errors: string, reason: string): string {
  switch (errors) {
    case 'ignore':
      return '';
    case 'replace':
      return '\ufffd';
    case 'backslashreplace':
      return `\\x${hex(byte, 2)}`;
    case 'strict':
      throw exc.UnicodeDecodeError(`'${codec}' codec can't decode byte 0x${hex(byte, 2)} in position ${at}: ${reason}`);
    default:
      throw exc.LookupError(`unknown error handler name ${stringRepr(errors)}`);
  }
}

/** `bytes.decode(encoding, errors)` */
export function decodeText(bytes: Uint8Array, encoding: string, errors: string): string {
  const codec = codecOf(encoding);
  if (codec === 'latin-1') return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  if (codec === 'utf-16') return new TextDecoder('utf-16le').decode(bytes);
  let out = '';
  const plain = new TextDecoder('utf-8', { ignoreBOM: codec === 'utf-8' });
  let start = 0;
  for (let at = 0; at < bytes.length;) {
    const length = codec === 'ascii' ? (bytes[at]! < 0x80 ? 1 : 'ordinal not in range(128)') : utf8Sequence(bytes, at);
    if (typeof length === 'number') {
      at += length;
      continue;
    }
    out += plain.decode(bytes.subarray(start, at));
    out += replacement(bytes[at]!, at, codec, errors, length);
    start = ++at;
  }
  return out + plain.decode(bytes.subarray(start));
}
