/** Runs programs in a headless Chromium, in the same worker as on the page. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import type { RunEvent, RunRequest } from '../src/lib/run/protocol.ts';
import { findBrowser, QUIET_FLAGS, WEBGPU_FLAGS } from './browser.mjs';
import { buildHarness, hashFolder } from './harness-build.ts';
import { serve, type StaticServer } from './static-server.ts';

export type Program = Omit<RunRequest, 'dataUrl' | 'files'>;
export type EndEvent = Extract<RunEvent, { kind: 'end' }>;

export interface RunOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /** Stops the run, which then ends as a stopped one. */
  readonly signal?: AbortSignal;
  /** Where the program's relative paths start; without it, a program has no files. */
  readonly folder?: string;
}

/** What runs programs; `BrowserRunner` is the one there is, and tests have their own. */
export interface ProgramRunner {
  /** The browser's version, for example `156.0.7000.1`. */
  readonly version: string;
  /** SHA-256 of the built harness: of everything that could change a number of a run, and of nothing else. */
  readonly sources: string;
  /** Runs a program to its end; several may run at once. Resolves with the run's last event. */
  run(program: Program, options?: RunOptions): Promise<EndEvent>;
}

interface Pending {
  readonly onEvent: (event: RunEvent) => void;
  readonly end: PromiseWithResolvers<EndEvent>;
}

/** The root folder's address holds a name that nobody else knows: what runs here may read this user's files, others may not. */
const FILES = `/files-${randomUUID()}/`;

/** How long a browser may take to close, in milliseconds; see `exit.ts` for one that does not. */
const CLOSING_TIME = 5000;

const DATA = join(import.meta.dirname, '..', 'public', 'data');

/** One browser with one page; each run has a worker. */
export class BrowserRunner implements ProgramRunner {
  readonly #browser: Browser;
  readonly #server: StaticServer;
  readonly #page: Page;
  readonly sources: string;
  readonly #pending = new Map<string, Pending>();
  #runs = 0;

  private constructor(browser: Browser, server: StaticServer, page: Page, sources: string) {
    this.#browser = browser;
    this.#server = server;
    this.#page = page;
    this.sources = sources;
  }

  /**
   * `files` lets programs read files of their own.
   * @throws when there is no browser, or the harness does not build.
   */
  static async open({ files = false }: { readonly files?: boolean } = {}): Promise<BrowserRunner> {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('There is no Chromium: `npm run browser` installs one.');
    const launching = chromium.launch({ executablePath, args: [...WEBGPU_FLAGS, ...QUIET_FLAGS] });
    try {
      const folder = await buildHarness();
      const server = await serve({ mounts: { '/': folder, '/data/': DATA, ...(files && { [FILES]: '/' }) }, port: 0 });
      return await BrowserRunner.#start(await launching, server, hashFolder(folder));
    } catch (error) {
      // A browser that is left open would keep this process alive.
      await launching.then((browser) => browser.close()).catch(() => undefined);
      throw error;
    }
  }

  static async #start(browser: Browser, server: StaticServer, sources: string): Promise<BrowserRunner> {
    const page = await browser.newPage();
    const runner = new BrowserRunner(browser, server, page, sources);
    const fail = (message: string): void => {
      for (const { end } of runner.#pending.values()) end.reject(new Error(message));
    };
    page.on('crash', () => fail('The browser page crashed.'));
    page.on('close', () => fail('The browser was closed.'));
    await page.exposeFunction('onRunEvent', (key: string, event: RunEvent) => runner.#receive(key, event));
    await page.goto(server.url);
    await page.waitForFunction(() => 'startProgram' in globalThis);
    return runner;
  }

  get version(): string {
    return this.#browser.version();
  }

  async run(program: Program, { onEvent = () => undefined, signal, folder }: RunOptions = {}): Promise<EndEvent> {
    const key = String(++this.#runs);
    const end = Promise.withResolvers<EndEvent>();
    this.#pending.set(key, { onEvent, end });
    const stop = (): void =>
      void this.#page.evaluate((name) => globalThis.stopProgram(name), key).catch(() => undefined);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const files = folder !== undefined && {
        files: { url: FILES, folder: decodeURI(pathToFileURL(folder).pathname) },
      };
      const request: RunRequest = { ...program, dataUrl: '/data/', ...files };
      await this.#page.evaluate(([name, value]) => globalThis.startProgram(name, value), [key, request] as const);
      return await end.promise;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#pending.delete(key);
    }
  }

  async close(): Promise<void> {
    const closed = this.#browser.close();
    await Promise.race([Promise.all([closed, this.#server.close()]), delay(CLOSING_TIME, undefined, { ref: false })]);
  }

  #receive(key: string, event: RunEvent): void {
    const pending = this.#pending.get(key);
    pending?.onEvent(event);
    if (event.kind === 'end') pending?.end.resolve(event);
  }
}
