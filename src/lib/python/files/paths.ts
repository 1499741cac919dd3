/** Paths as text, in the manner of `posixpath`. */

/** The part after the last slash. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The part before the last slash, without slashes at its end unless it is the root. */
export function directoryName(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}

/** Joins as `os.path.join`: an absolute part starts anew. */
export function joinPaths(first: string, ...rest: readonly string[]): string {
  return rest.reduce((path, part) => {
    if (part.startsWith('/')) return part;
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`;
  }, first);
}

/** Without `.`, `..` and doubled slashes, as `os.path.normpath`. */
export function normalPath(path: string): string {
  if (path === '') return '.';
  const root = path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

/** As seen from a working directory, normalised. */
export const absolutePath = (path: string, from: string): string => normalPath(joinPaths(from, path));

/** The path without its last suffix, and the suffix with its dot, as `os.path.splitext`. */
export function splitExtension(path: string): [string, string] {
  const start = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  // Leading dots are part of the name.
  if (dot < start || /^\.*$/.test(path.slice(start, dot))) return [path, ''];
  return [path.slice(0, dot), path.slice(dot)];
}

/** `to` as seen from the folder `from`; both absolute. */
export function relativePath(to: string, from: string): string {
  const [a, b] = [to, from].map((path) => normalPath(path).split('/').filter(Boolean)) as [string[], string[]];
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return [...b.slice(shared).map(() => '..'), ...a.slice(shared)].join('/') || '.';
}

/** A shell pattern's regular expression: `*`, `?`, `[abc]`, none of which matches a slash. */
export function globPattern(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const letter = pattern[i]!;
    const close = letter === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (letter === '*') source += '[^/]*';
    else if (letter === '?') source += '[^/]';
    else if (close > 0) {
      source += `[${pattern
        .slice(i + 1, close)
        .replace(/^!/, '^')
        .replace(/\\/g, '\\\\')}]`;
      i = close;
    } else source += letter.replace(/[\\^$.|+(){}[\]]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
}
