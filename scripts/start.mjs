/**
 * `npm start`: installs what is missing, builds the site and serves it. Starts under Node 20 in a fresh clone.
 */
import { ensureInstalled, modernNode, run } from './install.mjs';

ensureInstalled();
const node = modernNode();
run(node, ['node_modules/astro/bin/astro.mjs', 'build', '--silent']);
run(node, ['scripts/serve.ts', ...process.argv.slice(2)]);
