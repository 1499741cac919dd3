/** Prints the plan of each program that a listing makes, and what fell out of it. */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describePlan } from '../../src/lib/engine/plan/describe.ts';
import { makePlan } from '../../src/lib/engine/plan/make-plan.ts';
import { describe, type Program } from '../../src/lib/engine/program.ts';
import { ensureKernels } from '../build-kernels.mjs';
import { runInNode } from '../node-runner.ts';

/** A listing repeats itself: after so many milliseconds it has made every program that it is going to make. */
const PATIENCE = 30_000;

interface Made {
  readonly program: Program;
  runs: number;
}

/** Runs the listing in Node and resolves with the text. */
export async function explain(file: string): Promise<string> {
  await ensureKernels();
  const programs: Made[] = [];
  await watchPrograms(programs);
  const { end } = await runInNode(
    { source: readFileSync(file, 'utf8'), filename: basename(file), engine: 'wasm' },
    { signal: AbortSignal.timeout(PATIENCE), folder: dirname(file) },
  );
  const how = {
    finished: 'ran to its end',
    stopped: `was stopped after ${PATIENCE / 1000} s`,
    failed: end.how === 'failed' ? `failed:\n${end.error.traceback}` : '',
  }[end.how];
  const intro = `${basename(file)} ${how}; it made ${programs.length} programs.`;
  return [intro, ...programs.map(explainProgram)].join('\n\n');
}

/** Notes each program that the engine compiles, and how often it runs. */
async function watchPrograms(programs: Made[]): Promise<void> {
  const { WasmExecutor } = await import('../../src/lib/engine/wasm/executor.ts');
  const compile = Object.getOwnPropertyDescriptor(WasmExecutor.prototype, 'compile')!
    .value as typeof WasmExecutor.prototype.compile;
  WasmExecutor.prototype.compile = function (program) {
    const made: Made = { program, runs: 0 };
    programs.push(made);
    const run = compile.call(this, program);
    return (inputs) => {
      made.runs++;
      return run(inputs);
    };
  };
}

function explainProgram({ program, runs }: Made, i: number): string {
  const kinds = Map.groupBy(program.instructions, ({ operation }) => describe(operation).split(' ')[0]!);
  const operations = [...kinds].map(([kind, all]) => (all.length > 1 ? `${all.length} ${kind}` : kind)).join(', ');
  const head = `program ${i + 1}, run ${runs} times: ${program.instructions.length} operations`;
  try {
    const plan = makePlan(program);
    return `${head} in ${plan.kernels.length} kernels\n(${operations})\n${describePlan(plan)}`;
  } catch (error) {
    return `${head}, outside plans: ${(error as Error).message}\n(${operations})`;
  }
}
