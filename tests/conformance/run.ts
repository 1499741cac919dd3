/**
 * Runs the golden programs of this folder as the page does and compares what they print.
 *
 *     node tests/conformance/run.ts [--engine NAME …] [FOLDER|FILE.py …]
 *
 * An engine that is named runs all of them; without a name, each engine runs its share.
 *
 * Closes with `N passed, N failed`, like every suite here.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isEngineName, runsInNode, type EngineName } from '../../src/lib/engine/names.ts';
import { BrowserRunner, type EndEvent, type Program, type RunOptions } from '../../scripts/browser-runner.ts';
import { exit } from '../../scripts/exit.ts';
import { runInNode } from '../../scripts/node-runner.ts';
import { errorProblem, outputProblem, type Outcome } from './compare.ts';

type Run = (program: Program, options: RunOptions) => Promise<EndEvent>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', multiple: true } },
});

/**
 * What each engine runs when none is named. All programs on the two that need no browser; on a GPU that is computed by the processor, those
 * that reach the executor with every kind of kernel, as the rest differ in Python alone.
 */
const SHARE: Readonly<Partial<Record<EngineName, readonly string[]>>> = {
  'tfjs-cpu': [''],
  wasm: [''],
  webgpu: ['nn/', 'optim/', 'tensor/', 'train/'],
  'tfjs-webgpu': ['nn/layers.py', 'nn/losses.py', 'optim/optimizers.py', 'tensor/ops.py', 'train/'],
};

const all = globSync('**/*.py', { cwd: import.meta.dirname }).sort();

/** The programs that are named, or all; an engine that is not named runs its share of them. */
function programsFor(engine: EngineName): string[] {
  const share = values.engine === undefined ? (SHARE[engine] ?? []) : [''];
  const named = positionals.length > 0 ? positionals : [''];
  return all.filter((path) => [share, named].every((starts) => starts.some((start) => path.startsWith(start))));
}

/** Runs a program, asserting that the engine is the one that was asked for: a silent fallback would pass on nothing. */
async function execute(path: string, engine: EngineName, run: Run): Promise<Outcome> {
  const source = readFileSync(join(import.meta.dirname, path), 'utf8');
  const output = { stdout: '', stderr: '' };
  let ranOn: string | null = null;
  const { end } = await run(
    { source, filename: basename(path), engine },
    {
      onEvent: (event) => {
        if (event.kind === 'output') output[event.stream] += event.text;
        if (event.kind === 'engine') ranOn = event.engine.name;
      },
    },
  );
  if (ranOn !== engine) output.stderr += `it ran on ${ranOn ?? 'no engine'}, not on ${engine}\n`;
  if (end.how === 'failed') return { ...output, stderr: output.stderr + end.error.traceback, status: 1 };
  if (end.how === 'stopped' || ranOn !== engine) return { ...output, status: -1 };
  return { ...output, status: end.exitStatus };
}

async function suite(engine: EngineName, run: Run): Promise<{ passed: number; failed: number }> {
  const programs = programsFor(engine);
  let passed = 0;
  for (const path of programs) {
    const start = performance.now();
    const source = readFileSync(join(import.meta.dirname, path), 'utf8');
    const golden = readFileSync(join(import.meta.dirname, path.replace(/\.py$/, '.out')), 'utf8');
    const outcome = await execute(path, engine, run);
    const problem = path.startsWith('errors') ? errorProblem(golden, outcome) : outputProblem(source, golden, outcome);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${problem === null ? 'ok  ' : 'FAIL'} ${engine} ${path} (${seconds} s)${problem === null ? '' : `\n      ${problem}`}`,
    );
    if (problem === null) passed++;
  }
  return { passed, failed: programs.length - passed };
}

const engines = (values.engine ?? Object.keys(SHARE)).map((name) => {
  if (isEngineName(name)) return name;
  throw new Error(`there is no engine '${name}'`);
});
let browser: BrowserRunner | null = null;
const total = { passed: 0, failed: 0 };
for (const engine of engines) {
  let run: Run = runInNode;
  if (!runsInNode(engine)) {
    const runner = (browser ??= await BrowserRunner.open());
    run = (program, options) => runner.run(program, options);
  }
  const { passed, failed } = await suite(engine, run);
  total.passed += passed;
  total.failed += failed;
}
await browser?.close();
console.log(`${total.passed} passed, ${total.failed} failed`);
exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
