/** A headless Chromium with the benchmark's page in it. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import type { Effort, Outcome, Workload } from '../../src/lib/benchmark/contest.ts';
import { findBrowser, QUIET_FLAGS, WEBGPU_FLAGS } from '../browser.mjs';
import { buildHarness } from '../harness-build.ts';
import { ISOLATION, serve, type StaticServer } from '../static-server.ts';
import type {} from './page/main.ts';
import { followWorkerHeap, type WorkerHeap } from './worker-heap.ts';

/** How long a browser may take to close, in milliseconds. */
const CLOSING_TIME = 5000;

const DATA = join(import.meta.dirname, '..', '..', 'public', 'data');

export class BenchBrowser {
  readonly #browser: Browser;
  readonly #server: StaticServer;
  readonly page: Page;

  private constructor(browser: Browser, server: StaticServer, page: Page) {
    this.#browser = browser;
    this.#server = server;
    this.page = page;
  }

  /**
   * The page is isolated, so that libraries with threads have them.
   * @throws when there is no browser, or the page does not build.
   */
  static async open(): Promise<BenchBrowser> {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('There is no Chromium: `npm run browser` installs one.');
    const folder = await buildHarness('bench/page');
    const server = await serve({ mounts: { '/': folder, '/data/': DATA }, port: 0, headers: ISOLATION });
    const browser = await chromium.launch({
      executablePath,
      args: [...WEBGPU_FLAGS, ...QUIET_FLAGS],
    });
    try {
      const page = await browser.newPage();
      // Only when it is asked for: nothing shall listen to the workers while they are timed.
      let heap: Promise<WorkerHeap> | null = null;
      await page.exposeFunction('workerHeap', async () => (await (heap ??= followWorkerHeap(page)))());
      await page.goto(server.url);
      await page.waitForFunction(() => 'measure' in globalThis && globalThis.crossOriginIsolated);
      return new BenchBrowser(browser, server, page);
    } catch (error) {
      // A browser that is left open would keep this process alive.
      await browser.close();
      throw error;
    }
  }

  get version(): string {
    return this.#browser.version();
  }

  measure(workload: Workload, contestant: string, effort: Effort): Promise<Outcome> {
    return this.page.evaluate(([which, who, much]) => globalThis.measure(which, who, much), [
      workload,
      contestant,
      effort,
    ] as const);
  }

  /** Ends what the workload's contestants keep. */
  closeContestants(): Promise<void> {
    return this.page.evaluate(() => globalThis.closeContestants());
  }

  async close(): Promise<void> {
    const closed = this.#browser.close();
    await Promise.race([Promise.all([closed, this.#server.close()]), delay(CLOSING_TIME, undefined, { ref: false })]);
  }
}
