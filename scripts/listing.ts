/**
 * Runs a Python program as the page does.
 *
 *     npm run --silent listing -- FILE.py [--engine NAME] [--set NAME=VALUE …] [--keep FOLDER] [-- ARGUMENTS …]
 *
 * What follows a further `--` is the program's: its `sys.argv`. Files that the program writes live as long as the run, unless
 * `--keep` names a folder for them.
 *
 * Standard output is the program's own and nothing else; a traceback goes to standard error with exit status 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, isEngineName, runsInNode, type EngineName } from '../src/lib/engine/names.ts';
import { ParameterError, readValue, setParameter } from '../src/lib/run/params.ts';
import type { ProgressReport, RunEvent, WrittenFile } from '../src/lib/run/protocol.ts';
import type { EndEvent, Program, RunOptions } from './browser-runner.ts';
import { exit } from './exit.ts';

const USAGE = `usage: npm run --silent listing -- FILE.py [--engine auto|${ENGINE_NAMES.join('|')}] [--set NAME=VALUE ...] [--keep FOLDER] [-- ARGUMENTS ...]`;

class UsageError extends Error {}

/** A program, and where its files go. */
interface Command {
  readonly program: Program;
  readonly keep: string | undefined;
}

function readArguments(all: string[]): Command {
  const end = all.indexOf('--');
  const args = end < 0 ? all : all.slice(0, end);
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { engine: { type: 'string' }, set: { type: 'string', multiple: true }, keep: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  const [file, ...rest] = positionals;
  if (file === undefined) throw new UsageError('no program is named');
  if (rest.length > 0) throw new UsageError(`one program at a time, not also ${rest.join(' ')}`);
  const source = (values.set ?? []).reduce(assign, readProgram(file));
  const program = {
    source,
    filename: basename(file),
    engine: readEngine(values.engine),
    args: end < 0 ? [] : all.slice(end + 1),
  };
  return { program, keep: values.keep };
}

function readEngine(name: string | undefined): EngineName | 'auto' {
  if (name === undefined || name === 'auto') return 'auto';
  if (isEngineName(name)) return name;
  throw new UsageError(`there is no engine '${name}'`);
}

/** npm runs scripts in the project's folder and leaves the caller's in INIT_CWD. */
const callersFolder = (): string => process.env.INIT_CWD ?? process.cwd();

function readProgram(file: string): string {
  try {
    return readFileSync(resolve(callersFolder(), file), 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
}

function assign(source: string, assignment: string): string {
  const [, name, text] = /^([^=]+)=([^]*)$/.exec(assignment) ?? [];
  if (name === undefined || text === undefined) throw new UsageError(`--set needs NAME=VALUE, not '${assignment}'`);
  try {
    return setParameter(source, name, readValue(source, name, text));
  } catch (error) {
    if (error instanceof ParameterError) throw new UsageError(`--set ${assignment}: ${error.message}`);
    throw error;
  }
}

/** One tqdm bar on the terminal's last line; nothing where standard error is not a terminal. */
function showProgress({ description, done, total, closed }: ProgressReport): void {
  if (!process.stderr.isTTY) return;
  const count = total === null ? `${done}` : `${done}/${total}`;
  process.stderr.write(closed ? '\r\x1b[K' : `\r\x1b[K${description}${description && ': '}${count}`);
}

/** Writes a file of the run below a folder; nothing is written outside of it. */
function keepFile(folder: string, { path, bytes }: WrittenFile): void {
  const target = join(resolve(callersFolder(), folder), normalize(join('/', path)));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}

function show(event: RunEvent): void {
  if (event.kind === 'output') process[event.stream].write(event.text);
  if (event.kind === 'progress') showProgress(event.progress);
}

async function execute(program: Program, options: RunOptions): Promise<EndEvent> {
  if (runsInNode(program.engine)) {
    const { runInNode } = await import('./node-runner.ts');
    return runInNode(program, options);
  }
  const { BrowserRunner } = await import('./browser-runner.ts');
  const runner = await BrowserRunner.open({ files: true });
  try {
    return await runner.run(program, options);
  } finally {
    await runner.close();
  }
}

async function main(): Promise<number> {
  const { program, keep } = readArguments(process.argv.slice(2));
  const onEvent = (event: RunEvent): void => {
    show(event);
    if (event.kind === 'file' && keep !== undefined) keepFile(keep, event.file);
  };
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const { end } = await execute(program, { onEvent, signal: interrupted.signal, folder: callersFolder() });
  switch (end.how) {
    case 'finished':
      return end.exitStatus;
    case 'stopped':
      return 130;
    case 'failed':
      process.stderr.write(end.error.traceback);
      return 1;
  }
}

try {
  exit(await main());
} catch (error) {
  const message = (error as Error).message;
  if (error instanceof UsageError) console.error(`${USAGE}\nlisting: error: ${message}`);
  else console.error(message);
  exit(error instanceof UsageError ? 2 : 1);
}
