import type { OwnFiles } from './protocol.ts';

/**
 * Reads data files from where the site serves them.
 * @param dataUrl Absolute address of the data's root, with a trailing slash.
 * @returns What torchvision calls: it rejects, saying why, when a file is not there.
 */
export const fetchDataFrom =
  (dataUrl: string) =>
  async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(new URL(path, dataUrl));
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    return new Uint8Array(await response.arrayBuffer());
  };

/** The absolute path that `path` names in a program that runs in `folder`. */
function resolved(folder: string, path: string): string[] {
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}

/**
 * Reads a program's own files from where the command line serves them.
 * @returns What torchvision calls: null where there is no such file.
 */
export const fetchFilesFrom =
  ({ url, folder }: OwnFiles) =>
  async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const response = await fetch(new URL(resolved(folder, path).map(encodeURIComponent).join('/'), url));
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    return new Uint8Array(await response.arrayBuffer());
  };
