/**
 * Files that a reader brought to the page: data sets too large to publish, or weights that an earlier run saved. They stay in
 * this browser (IndexedDB), and every program of the site can read them, from a worker too.
 */
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

/** One of them, under the end of the path by which a program asks for it. */
export interface KeptFile {
  /** For example `cifar-10-python.tar.gz` or `MNIST/raw/train-images-idx3-ubyte.gz`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

let store: UseStore | null = null;
const files = (): UseStore => (store ??= createStore('kept-files', 'files'));

/**
 * Keeps a file, in place of one that has the same path.
 * @throws {DOMException} when the browser has no room for it, or keeps nothing (some private windows).
 */
export const keepFile = (path: string, content: Blob): Promise<void> => set(path, content, files());

export const removeFile = (path: string): Promise<void> => del(path, files());

/** What is kept, by path. */
export async function keptFiles(): Promise<KeptFile[]> {
  const all = await entries<string, Blob>(files());
  return all.map(([path, { size }]) => ({ path, size })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The ends of a path, longest first: `a/b/c` as `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.map((_, i) => segments.slice(i).join('/'));
}

/**
 * The kept file that a program means by `path`: the one whose path is the end of it.
 * @returns null where there is none, and where this browser keeps nothing.
 */
export async function readKeptFile(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    for (const end of endsOf(path)) {
      const content = await get<Blob>(end, files());
      if (content !== undefined) return new Uint8Array(await content.arrayBuffer());
    }
  } catch {
    // Without storage there are no files; the program then says what it misses.
  }
  return null;
}
