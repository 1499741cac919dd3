/**
 * IDX files, in which MNIST and its kin come: a magic number that names the type and the number of dimensions, the sizes of the
 * dimensions (all as big-endian 32-bit integers), then the elements. Read from the program's own files, packed or not.
 */
import { DataError } from './error.ts';
import { gunzip } from './gzip.ts';

/** Reads one of the program's own files; null where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

const UNSIGNED_BYTES = 0x08;

export interface IdxArray {
  readonly shape: readonly number[];
  /** Elements in C order. */
  readonly values: Uint8Array;
}

const BRING_AGAIN = 'Fetch the file again, or remove it';

/**
 * The array of unsigned bytes in an IDX file's bytes.
 * @throws {DataError} naming `file` when it is something else, or not whole.
 */
export function parseIdx(bytes: Uint8Array, file: string, dimensions: number): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = 4 * (dimensions + 1);
  const magic = bytes.length >= header ? view.getUint32(0) : -1;
  if (magic !== UNSIGNED_BYTES * 256 + dimensions) {
    throw new DataError(file, `it is not an IDX file of bytes in ${dimensions} dimensions`, BRING_AGAIN);
  }
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 * (i + 1)));
  const size = shape.reduce((product, n) => product * n, 1);
  if (bytes.length !== header + size) {
    throw new DataError(file, `it has ${bytes.length - header} elements instead of ${size}`, BRING_AGAIN);
  }
  return { shape, values: bytes.subarray(header) };
}

/**
 * Reads `path`, or `path.gz` where there is no such file; null where there is neither.
 * @throws {DataError} when what is there is damaged.
 */
export async function readIdx(path: string, dimensions: number, read: ReadFile): Promise<IdxArray | null> {
  const plain = await read(path);
  if (plain !== null) return parseIdx(plain, path, dimensions);
  const file = `${path}.gz`;
  const packed = await read(file);
  if (packed === null) return null;
  const bytes = await gunzip(packed).catch((error: unknown) => {
    throw new DataError(file, 'it is not gzip, or it is damaged', BRING_AGAIN, { cause: error });
  });
  return parseIdx(bytes, file, dimensions);
}
