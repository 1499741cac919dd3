/**
 * What `scripts/make-data.ts` writes beside the shards: which images each holds, and the checksum it must have.
 */
import { DataError } from './error.ts';

export type Split = 'train' | 'test';

/** A run of consecutive images in one file. */
export interface Shard {
  /** File name, in the manifest's folder. */
  readonly file: string;
  /** Images in it. */
  readonly count: number;
  /** Size of the file, in bytes. */
  readonly bytes: number;
  /** SHA-256 of the file, as lower-case hexadecimal. */
  readonly sha256: string;
}

export interface SplitManifest {
  /** Images in the original data set. */
  readonly total: number;
  /** In order: the first shard holds the first images. */
  readonly shards: readonly Shard[];
}

export interface Manifest {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** How to read a shard, for people. */
  readonly format: string;
  /** SHA-256 of the files that the shards were made from. */
  readonly originals: Readonly<Record<string, string>>;
  readonly splits: Readonly<Record<Split, SplitManifest>>;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isShard = (value: unknown): value is Shard => {
  const shard = value as Partial<Shard> | null;
  return (
    typeof shard === 'object' &&
    shard !== null &&
    typeof shard.file === 'string' &&
    isCount(shard.count) &&
    isCount(shard.bytes) &&
    typeof shard.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(shard.sha256)
  );
};

const isSplit = (value: unknown): value is SplitManifest => {
  const split = value as Partial<SplitManifest> | null | undefined;
  return (
    typeof split === 'object' &&
    split !== null &&
    isCount(split.total) &&
    Array.isArray(split.shards) &&
    split.shards.every(isShard)
  );
};

/**
 * Reads a manifest's bytes.
 * @throws {DataError} naming `file` when they are not a manifest.
 */
export function parseManifest(bytes: Uint8Array, file: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DataError(file, 'it is not JSON', TRY_AGAIN, { cause: error });
  }
  const splits = (value as Partial<Manifest> | null)?.splits;
  if (!isSplit(splits?.train) || !isSplit(splits.test)) {
    throw new DataError(file, 'it does not list the shards with their sizes and SHA-256', TRY_AGAIN);
  }
  return value as Manifest;
}

/** What a reader, and then an editor, can do about a bad file. */
export const TRY_AGAIN =
  'Reload the page with Shift held down to fetch it again; if that does not help, the published copy is damaged ' +
  'and `npm run data` makes it anew';
