/**
 * Compiles the AssemblyScript kernels of `src/lib/engine/wasm/kernels` into `kernels.generated.js` beside them, once for each state of their
 * sources. Whatever runs the WASM engine or builds the site calls this first; it takes a millisecond where nothing has changed.
 *
 *     node scripts/build-kernels.mjs
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'src', 'lib', 'engine', 'wasm', 'kernels');
const target = join(root, 'src', 'lib', 'engine', 'wasm', 'kernels.generated.js');

const BUILDS = { plain: ['simd'], relaxed: ['simd', 'relaxed-simd'] };
/** AS112: that JavaScript cannot call functions of vectors is as it should be. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--disableWarning', '112'];

/** Not written where it is imported: its types redeclare JavaScript's own arrays and strings for every file of the project. */
const COMPILER = 'assemblyscript/asc';

function sourceHash() {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')));
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function compile(features) {
  const { default: asc } = await import(COMPILER);
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  let binary = null;
  const { error, stderr } = await asc.main(['index.ts', ...OPTIONS, ...enabled, '--outFile', 'kernels.wasm'], {
    readFile: (name, base) => {
      const path = join(name.startsWith('node_modules') ? root : base === '.' ? folder : base, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw new Error(`The kernels do not compile.\n${stderr.toString()}`);
  return binary;
}

/** Makes the generated module anew where the kernels' sources have changed. Safe to call from several processes at once. */
export async function ensureKernels() {
  const stamp = `// ${sourceHash()}\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(stamp)) return;
  let text = `${stamp}// Made by scripts/build-kernels.mjs.\n`;
  for (const [name, features] of Object.entries(BUILDS)) {
    text += `export const ${name} =\n  '${Buffer.from(await compile(features)).toString('base64')}';\n`;
  }
  const temporary = `${target}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, target);
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) await ensureKernels();
