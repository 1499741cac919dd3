/**
 * `npm test`: everything that CI checks, in the order in which it is likely to fail. Starts under Node 20 in a fresh
 * clone. Prints each stage's time and closes with `N passed, N failed`; a check that is not a test suite counts as one.
 *
 *     npm test [-- STAGE …]      only these stages
 */
import { spawn } from 'node:child_process';
import { root, ensureInstalled, modernNode, toolEnvironment } from './install.mjs';

const astro = 'node_modules/astro/bin/astro.mjs';
/** A test that takes longer hangs, in milliseconds. */
const unitTimeout = 60_000;
const unit = ['--test', `--test-timeout=${unitTimeout}`, '--test-reporter=./scripts/unit-reporter.mjs'];

const stages = [
  { name: 'types', command: [astro, 'check', '--minimumFailingSeverity', 'warning'] },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'unit', command: [...unit, 'tests/unit/**/*.test.ts'], counts: true },
  { name: 'conformance', command: ['tests/conformance/run.ts'], counts: true },
  { name: 'results', command: ['scripts/results.ts', '--check'] },
  { name: 'repeat', command: ['scripts/results.ts', '--repeat', '--jobs', '2'], counts: true },
  { name: 'build', command: [astro, 'build', '--silent'] },
  { name: 'browser', command: ['node_modules/@playwright/test/cli.js', 'test'], counts: true, needs: 'build' },
];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name));
if (unknown !== undefined) {
  console.error(`There is no stage '${unknown}'; there is ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

ensureInstalled();
const node = modernNode();
// Only now: they need the packages.
const { ensureKernels } = await import('./build-kernels.mjs');
await ensureKernels();
const { ensureBrowser } = await import('./browser.mjs');
try {
  console.log(`Browser: ${await ensureBrowser()}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** Runs a command and passes on what it prints. */
function execute(args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, env: toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        output += text;
        process[stream].write(text);
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** The last number before a word such as `passed`, as every suite here ends. */
const count = (output, word) => Number([...output.matchAll(new RegExp(`(\\d+) ${word}\\b`, 'g'))].at(-1)?.[1] ?? 0);

const summary = [];
const total = { passed: 0, failed: 0 };
for (const { name, command, counts, needs } of stages) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = performance.now();
  const blocked = summary.some((stage) => stage.name === needs && stage.failed > 0);
  if (blocked) console.log(`not run: ${needs} failed`);
  const { status, output } = blocked ? { status: 1, output: '' } : await execute(command);
  const passed = counts ? count(output, 'passed') : Number(status === 0);
  // A suite that broke off, or ran nothing, has failed whatever it counted.
  const counted = counts ? count(output, 'failed') + count(output, 'interrupted') + count(output, 'did not run') : 0;
  const failed = status === 0 && (passed > 0 || !counts) ? counted : Math.max(counted, 1);
  total.passed += passed;
  total.failed += failed;
  summary.push({ name, passed, failed, seconds: (performance.now() - start) / 1000 });
}

console.log('\nstage         passed  failed      time');
for (const { name, passed, failed, seconds } of summary) {
  const cells = [name.padEnd(12), String(passed).padStart(7), String(failed).padStart(7)];
  console.log(`${cells.join(' ')} ${seconds.toFixed(1).padStart(7)} s`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
