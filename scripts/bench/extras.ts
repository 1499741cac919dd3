/** What is measured beside the workloads: start, issue, memory, and cost by size. */
import type { Page } from 'playwright';
import { effortFor, type Effort, type Workload } from '../../src/lib/benchmark/contest.ts';
import { median } from '../../src/lib/benchmark/quartiles.ts';
import type { EngineName } from '../../src/lib/engine/names.ts';
import type { MemoryOutcome } from './page/long-runs.ts';
import type {} from './page/main.ts';

const PLANNED: readonly EngineName[] = ['wasm', 'webgpu'];

/** Numbers by key. */
export type Numbers = Record<string, number>;

/** Milliseconds from Run to the first loss: the median of so many starts after one that fills the caches. */
export async function measureStarts(page: Page, repeats: number): Promise<Numbers> {
  const numbers: Numbers = {};
  for (const engine of PLANNED) {
    const times: number[] = [];
    for (let i = 0; i <= repeats; i++) {
      const outcome = await page.evaluate((name) => globalThis.measureStart(name), engine);
      if ('times' in outcome && i > 0) times.push(...outcome.times);
    }
    if (times.length > 0) numbers[`start.${engine}`] = median(times);
  }
  return numbers;
}

/** Dispatches, submits and milliseconds of script for a step: medians over a run's last steps. */
export async function countSteps(page: Page, workloads: readonly Workload[]): Promise<Numbers> {
  const numbers: Numbers = {};
  for (const workload of workloads) {
    for (const engine of PLANNED) {
      const steps = await page.evaluate(([which, name]) => globalThis.countSteps(which, name), [
        workload,
        engine,
      ] as const);
      if (steps.length === 0) continue;
      numbers[`${workload}.${engine}.issue`] = median(steps.map(({ script }) => script));
      if (engine === 'wasm') continue;
      numbers[`${workload}.${engine}.dispatches`] = median(steps.map(({ dispatches }) => dispatches));
      numbers[`${workload}.${engine}.submits`] = median(steps.map(({ submits }) => submits));
    }
  }
  return numbers;
}

/** One size of the MLP: hidden layers of `width` and half of it. */
export interface SizeCost {
  readonly engine: EngineName;
  readonly batchSize: number;
  readonly width: number;
  /** Milliseconds a step. */
  readonly time: number;
  readonly gflops: number;
}

const BATCH_SIZES = [16, 64, 128, 512];
const WIDTHS = [64, 256, 512, 1024, 2048];

/** Arithmetic that a step needs: products forward, for the weights' gradients, and for those of all inputs but the images. */
export function stepFlops(batchSize: number, width: number): number {
  const layers = [784 * width, (width * width) / 2, (width / 2) * 10];
  const all = layers.reduce((sum, layer) => sum + layer, 0);
  return 2 * batchSize * (3 * all - layers[0]!);
}

/** Every size on every engine that is there. */
export async function measureSizes(page: Page, onTurn: (text: string) => void): Promise<SizeCost[]> {
  const costs: SizeCost[] = [];
  for (const engine of PLANNED) {
    const measure = async (batchSize: number, width: number, effort: Effort): Promise<number | null> => {
      const outcome = await page.evaluate(
        ([name, batch, wide, much]) => globalThis.measureSize(name, batch, wide, much),
        [engine, batchSize, width, effort] as const,
      );
      return 'times' in outcome && outcome.times.length > 0 ? median(outcome.times) : null;
    };
    for (const width of WIDTHS) {
      for (const batchSize of BATCH_SIZES) {
        onTurn(`size, ${engine}: batch ${batchSize}, width ${width}`);
        const first = await measure(batchSize, width, { steps: 2, blocks: 1, warmUp: 1 });
        const time = first === null ? null : await measure(batchSize, width, effortFor(first, 400));
        if (time === null) continue;
        costs.push({ engine, batchSize, width, time, gflops: stepFlops(batchSize, width) / time / 1e6 });
      }
    }
  }
  return costs;
}

/** Memory over so many steps, by engine. */
export async function measureMemory(page: Page, steps: number): Promise<Record<string, MemoryOutcome>> {
  const outcomes: Record<string, MemoryOutcome> = {};
  for (const engine of PLANNED) {
    // On a software adapter ten thousand steps take many minutes: a tenth shows a leak as well.
    const many = engine === 'wasm' ? steps : Math.ceil(steps / 10);
    outcomes[engine] = await page.evaluate(([name, n]) => globalThis.measureMemory(name, n), [engine, many] as const);
  }
  return outcomes;
}
