/**
 * Serves the built site.
 *
 *     node scripts/serve.ts [--port 4321] [--base /]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serve, type StaticServer } from './static-server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, base: { type: 'string', default: process.env.SITE_BASE || '/' } },
});
const dist = join(import.meta.dirname, '..', 'dist');
if (!existsSync(dist)) {
  console.error('There is no built site. `npm start` builds and serves it.');
  process.exit(1);
}

const FIRST_PORT = 4321;
const PORTS = 20;

/** Listens on the given port, or else on the first free one of a few. */
async function listen(): Promise<StaticServer> {
  const mounts = { [values.base]: dist };
  if (values.port !== undefined) return serve({ mounts, port: Number(values.port) });
  for (let port = FIRST_PORT; ; port++) {
    try {
      return await serve({ mounts, port });
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port === FIRST_PORT + PORTS) throw error;
    }
  }
}

try {
  const { url } = await listen();
  console.log(`\nThe site is at ${url}\nPress Ctrl+C to stop.`);
} catch (error) {
  console.error(`The site could not be served: ${(error as Error).message}`);
  process.exitCode = 1;
}
