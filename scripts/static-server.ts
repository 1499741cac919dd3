/** A small static file server for the built site and for the command line's harness. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.py': 'text/x-python; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticServer {
  /** Address of what is served, with a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Folders by the path they are served under, each path with slashes at both ends; the longest match counts. */
  readonly mounts: Readonly<Record<string, string>>;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** With these a page is isolated from other origins: it may share memory with its workers, and its clock is finer. */
export const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** @throws when the port cannot be had (`EADDRINUSE`). */
export function serve({ mounts, port, host = '127.0.0.1', headers = {} }: ServeOptions): Promise<StaticServer> {
  const paths = Object.keys(mounts).sort((a, b) => b.length - a.length);
  const base = paths.at(-1) ?? '/';
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response, mounts, paths, base).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${actual}${base}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  mounts: Readonly<Record<string, string>>,
  paths: readonly string[],
  base: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' && base !== '/') {
    response.writeHead(302, { location: base }).end();
    return;
  }
  const mount = paths.find((path) => pathname.startsWith(path));
  const folder = mount === undefined ? undefined : mounts[mount];
  const file = folder === undefined ? null : locate(folder, pathname.slice((mount as string).length));
  const found = file === null ? null : await resolveFile(file);
  if (found === 'directory') {
    response.writeHead(301, { location: `${pathname}/${search}` }).end();
    return;
  }
  if (found) {
    await send(request, response, 200, found);
    return;
  }
  const missing = mounts[base] === undefined ? null : await resolveFile(join(mounts[base], '404.html'));
  if (missing && missing !== 'directory') await send(request, response, 404, missing);
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
}

/** The file that a path names inside a folder; null when it leads out of it. */
function locate(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  // A folder's own address ends with a slash; `join` keeps it.
  const file = normalize(join(folder, sep, decoded));
  return file.startsWith(join(folder, sep)) ? file : null;
}

interface Found {
  readonly path: string;
  readonly size: number;
}

/** A file, a folder's index.html, or 'directory' where a folder's address lacks its trailing slash. */
async function resolveFile(path: string): Promise<Found | 'directory' | null> {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return { path, size: info.size };
  if (!info?.isDirectory()) return null;
  const index = await stat(join(path, 'index.html')).catch(() => null);
  if (!index?.isFile()) return null;
  return path.endsWith(sep) ? { path: join(path, 'index.html'), size: index.size } : 'directory';
}

function send(request: IncomingMessage, response: ServerResponse, status: number, file: Found): Promise<void> {
  response.writeHead(status, {
    'content-type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'content-length': file.size,
    'cache-control': 'no-cache',
  });
  if (request.method === 'HEAD') {
    response.end();
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    createReadStream(file.path).on('error', reject).pipe(response).on('close', resolve);
  });
}
