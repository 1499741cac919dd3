/** The module `base64`. */
import { PyBytes } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exceptionTypes, makeError } from '../objects/exceptions.ts';
import { PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { bytesArgument, hexText, latinText } from '../types/bytes.ts';

const badData = new PyType({ name: 'Error', module: 'binascii', bases: [exceptionTypes.ValueError] });

const ascii = (text: string): PyBytes => new PyBytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));

/** What is to be decoded: bytes, or a text of ASCII characters. */
const textOf = (value: Value): string => (typeof value === 'string' ? value : latinText(bytesArgument(value)));

const encoded = (value: Value): string => btoa(latinText(bytesArgument(value)));

function decoded(given: string): PyBytes {
  const text = given.replace(/[^A-Za-z0-9+/=]/g, '');
  const body = text.replace(/=+$/, '');
  if (body.length % 4 === 1) {
    throw makeError(badData, [
      `Invalid base64-encoded string: number of data characters (${body.length}) cannot be 1 more than a multiple of 4`,
    ]);
  }
  if (text.length % 4 !== 0) throw makeError(badData, ['Incorrect padding']);
  return ascii(atob(text));
}

const toUrl = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
const fromUrl = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/');

export const base64 = defineModule({
  name: 'base64',
  functions: {
    'b64encode(s, altchars=None)': (data: Value) => ascii(encoded(data)),
    'b64decode(s, altchars=None, validate=False)': (data: Value) => decoded(textOf(data)),
    'standard_b64encode(s)': (data: Value) => ascii(encoded(data)),
    'standard_b64decode(s)': (data: Value) => decoded(textOf(data)),
    'urlsafe_b64encode(s)': (data: Value) => ascii(toUrl(encoded(data))),
    'urlsafe_b64decode(s)': (data: Value) => decoded(fromUrl(textOf(data))),
    'b16encode(s)': (data: Value) => ascii(hexText(bytesArgument(data)).toUpperCase()),
    'b16decode(s, casefold=False)': (data: Value, casefold: Value) => {
      const text = casefold === true ? textOf(data).toUpperCase() : textOf(data);
      if (/[^0-9A-F]/.test(text)) throw makeError(badData, ['Non-base16 digit found']);
      if (text.length % 2 === 1) throw makeError(badData, ['Odd-length string']);
      return new PyBytes(Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
    },
  },
  absent: Object.fromEntries(
    ['b32encode', 'b32decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode', 'encodebytes', 'decodebytes'].map(
      (name) => [name, 'b64encode and b16encode run here'],
    ),
  ),
});
