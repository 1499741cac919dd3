import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve, type StaticServer } from '../../../scripts/static-server.ts';

describe('serve', () => {
  let folder: string;
  let server: StaticServer;
  let based: StaticServer;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'site-'));
    const site = join(folder, 'site');
    mkdirSync(join(site, 'lessons', 'one'), { recursive: true });
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'data', 'a.bin'), Uint8Array.of(1, 2, 3));
    writeFileSync(join(site, 'index.html'), 'home');
    writeFileSync(join(site, '404.html'), 'nothing here');
    writeFileSync(join(site, 'main.js'), 'export {}');
    writeFileSync(join(site, 'lessons', 'one', 'index.html'), 'lesson');
    server = await serve({ mounts: { '/': site, '/data/': join(folder, 'data') }, port: 0 });
    based = await serve({ mounts: { '/base/': site }, port: 0 });
  });
  after(async () => {
    await Promise.all([server.close(), based.close()]);
    rmSync(folder, { recursive: true });
  });

  const get = async (path: string, from = server) => {
    const response = await fetch(new URL(path, from.url), { redirect: 'manual' });
    const { status, headers } = response;
    return {
      status,
      type: headers.get('content-type'),
      location: headers.get('location'),
      text: await response.text(),
    };
  };

  it('serves files with their types', async () => {
    assert.deepEqual(await get('/'), { status: 200, type: 'text/html; charset=utf-8', location: null, text: 'home' });
    assert.equal((await get('/main.js')).type, 'text/javascript; charset=utf-8');
    assert.equal((await get('/lessons/one/')).text, 'lesson');
    assert.equal((await get('/data/a.bin')).type, 'application/octet-stream');
  });

  it('leads a folder without its slash to the folder', async () => {
    const { status, location } = await get('/lessons/one?engine=tfjs-cpu');
    assert.deepEqual([status, location], [301, '/lessons/one/?engine=tfjs-cpu']);
  });

  it("shows the site's own page for what is missing", async () => {
    const { status, text } = await get('/nothing/');
    assert.deepEqual([status, text], [404, 'nothing here']);
  });

  it('serves under a base path', async () => {
    assert.equal((await get('/base/', based)).text, 'home');
    assert.equal((await get('/', based)).location, '/base/');
    assert.equal((await get('/main.js', based)).status, 404);
  });

  it('never leaves its folders', async () => {
    const { port } = new URL(server.url);
    // `fetch` would tidy such a path up before it sends it.
    const raw = (path: string) =>
      new Promise<number>((resolve, reject) => {
        request({ port, path }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/data/..%2f..%2fsecret.txt', '/%00', '/%zz']) {
      assert.equal(await raw(path), 404, path);
    }
  });

  it('reads only', async () => {
    assert.equal((await fetch(server.url, { method: 'POST' })).status, 405);
  });
});
