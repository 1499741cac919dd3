/**
 * Compiles each folder of AssemblyScript kernels into a `kernels.generated.js` beside it, once for each state of its sources. Whatever
 * runs the interpreter or builds the site calls this first; it takes a millisecond where nothing has changed.
 *
 *     node scripts/build-kernels.mjs
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Folders of kernels, and the modules that are made of each: a name, and the processor's features that it may use. */
const SOURCES = [
  { folder: 'src/lib/engine/wasm/kernels', builds: { plain: ['simd'], relaxed: ['simd', 'relaxed-simd'] } },
  { folder: 'src/lib/random/kernels', builds: { kernels: ['simd'] } },
];

/** AS112: that JavaScript cannot call functions of vectors is as it should be. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--disableWarning', '112'];

/** Not written where it is imported: its types redeclare JavaScript's own arrays and strings for every file of the project. */
const COMPILER = 'assemblyscript/asc';

function sourceHash(folder) {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')));
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function compile(folder, features) {
  const { default: asc } = await import(/* @vite-ignore */ COMPILER);
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

/** Makes a generated module anew where its sources have changed. */
async function ensure({ folder, builds }) {
  const sources = join(root, folder);
  const target = `${sources}.generated.js`;
  const stamp = `// ${sourceHash(sources)}\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(stamp)) return;
  let text = `${stamp}// Made by scripts/build-kernels.mjs.\n`;
  text += 'const decode = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));\n';
  for (const [name, features] of Object.entries(builds)) {
    const binary = await compile(sources, features);
    text += `export const ${name} = () =>\n  decode('${Buffer.from(binary).toString('base64')}');\n`;
  }
  const temporary = `${target}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, target);
}

/** Makes every generated module that is missing or older than its sources. Safe to call from several processes at once. */
export async function ensureKernels() {
  for (const source of SOURCES) await ensure(source);
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) await ensureKernels();
