/** Runs listings under CPython with PyTorch, for the reference beside what a page measures. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'astro/zod';
import { makeDataRoot } from './data-root.ts';
import { findPython, oneThread } from './python.ts';

const DRIVER = join(import.meta.dirname, 'run_listings.py');

const loggedSchema = z.object({
  scalars: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
  metrics: z.record(z.string(), z.number()),
  stdout: z.string(),
});
const answerSchema = z.union([loggedSchema, z.object({ error: z.string() })]);

/** What a program logged and printed. */
export type Logged = z.infer<typeof loggedSchema>;

/** CPython with PyTorch and the bundled data; runs as many programs at once as it has processes. */
export class Reference {
  readonly versions: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #processes: readonly ChildProcessWithoutNullStreams[];
  readonly #answers: readonly AsyncIterator<string>[];
  /** Processes that wait for a program. */
  readonly #idle: number[];
  readonly #waiting: ((process: number) => void)[] = [];

  private constructor(command: string, versions: Readonly<Record<string, string>>, folder: string, jobs: number) {
    this.versions = versions;
    this.#folder = folder;
    this.#processes = Array.from({ length: jobs }, () => {
      const child = spawn(command, [DRIVER], { cwd: folder, env: oneThread() });
      child.stderr.resume();
      return child;
    });
    this.#answers = this.#processes.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
    this.#idle = this.#processes.map((_, i) => i);
  }

  /**
   * @param jobs How many programs may run at once.
   * @throws where no Python has torch and torchvision. `REFERENCE_PYTHON` names one.
   */
  static async open(jobs: number): Promise<Reference> {
    const found = await findPython(process.env.REFERENCE_PYTHON);
    if (!found) throw new Error('No Python with torch and torchvision was found; REFERENCE_PYTHON names one.');
    return new Reference(found.command, found.versions, await makeDataRoot(), jobs);
  }

  /** @throws with the traceback of a program that fails. */
  async run(source: string, filename: string): Promise<Logged> {
    const index = this.#idle.pop() ?? (await new Promise<number>((resolve) => this.#waiting.push(resolve)));
    this.#processes[index]!.stdin.write(`${JSON.stringify({ source, filename })}\n`);
    const answered: IteratorResult<string, unknown> = await this.#answers[index]!.next();
    if (answered.done) throw new Error('CPython ended before the program did.');
    const next = this.#waiting.shift();
    if (next) next(index);
    else this.#idle.push(index);
    const answer = answerSchema.parse(JSON.parse(answered.value));
    if ('error' in answer) throw new Error(answer.error.trimEnd());
    return answer;
  }

  async close(): Promise<void> {
    for (const child of this.#processes) child.stdin.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
