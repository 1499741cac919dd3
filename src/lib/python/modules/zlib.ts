/** The module `zlib`: checksums, and data compressed and unpacked. */
import { unzlibSync, zlibSync } from 'fflate';
import { PyBytes } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exceptionTypes, makeError } from '../objects/exceptions.ts';
import { PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { toIndex } from '../operations/slicing.ts';
import { bytesArgument } from '../types/bytes.ts';

const zlibError = new PyType({ name: 'error', module: 'zlib', bases: [exceptionTypes.Exception] });

/** What each byte does to a CRC-32. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array, start: number): number {
  let crc = ~start;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}

function adler32(bytes: Uint8Array, start: number): number {
  let [a, b] = [start & 0xffff, start >>> 16];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function unpacked(bytes: Uint8Array): PyBytes {
  try {
    return new PyBytes(unzlibSync(bytes));
  } catch {
    throw makeError(zlibError, ['Error -3 while decompressing data: incorrect header check']);
  }
}

const start = (value: Value): number => Number(BigInt.asUintN(32, BigInt(toIndex(value))));

export const zlib = defineModule({
  name: 'zlib',
  functions: {
    'crc32(data, value=0, /)': (data: Value, value: Value) => crc32(bytesArgument(data), start(value)),
    'adler32(data, value=1, /)': (data: Value, value: Value) => adler32(bytesArgument(data), start(value)),
    // Another program than zlib's: what it packs is unpacked to the same, but need not be as long.
    'compress(data, /, level=-1, wbits=15)': (data: Value) => new PyBytes(zlibSync(bytesArgument(data))),
    'decompress(data, /, wbits=15, bufsize=16384)': (data: Value) => unpacked(bytesArgument(data)),
  },
  members: { error: zlibError },
  absent: { compressobj: 'zlib.compress runs here', decompressobj: 'zlib.decompress runs here' },
});
