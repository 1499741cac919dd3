/** What the benchmark prints: times, ratios beside what is promised, and whatever else was measured. */
import { WORKLOADS, type Workload } from '../../src/lib/benchmark/contest.ts';
import { quartiles } from '../../src/lib/benchmark/quartiles.ts';
import { significant } from '../../src/lib/charts/number.ts';
import type { Numbers, SizeCost } from './extras.ts';
import type { MemoryOutcome } from './page/long-runs.ts';
import type { Ratio } from './ratios.ts';
import type { Rounds } from '../../src/lib/benchmark/rounds.ts';
import { AT_LEAST, AT_MOST, verdict } from './targets.ts';

/** Three digits, as the machine's noise allows no more. */
export const number = (value: number): string =>
  significant(value, value >= 100 ? Math.floor(Math.log10(value)) + 1 : 3);

/** Left-aligned first column, right-aligned others. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

/** Milliseconds a step of everyone, fastest first, and why the others are missing. */
export function timesTable(workload: Workload, { times, absent }: Rounds): string {
  const rows = Object.entries(times)
    .map(([name, rounds]) => ({ name, ...quartiles(rounds.flat()) }))
    .sort((a, b) => a.median - b.median)
    .map(({ name, median, low, high, count }) => [
      name,
      number(median),
      `${number(low)} – ${number(high)}`,
      `${count}`,
    ]);
  const missing = Object.entries(absent).map(([name, why]) => `  ${name}: ${why.split('\n').at(-1)}`);
  return [
    `${workload}: ${WORKLOADS[workload]}`,
    table(['ms a step', 'median', 'quartiles', 'blocks'], rows),
    ...(missing.length > 0 ? ['not measured:', ...missing] : []),
  ].join('\n');
}

/** Ratios of the workloads that were measured, those with a promise first. */
export function ratiosTable(ratios: Readonly<Record<string, Ratio>>, workloads: readonly Workload[]): string {
  const promised = Object.keys(AT_LEAST).filter((key) => workloads.some((workload) => key.startsWith(`${workload}.`)));
  const others = Object.keys(ratios).filter((key) => !promised.includes(key));
  const rows = [...promised, ...others].map((key) => {
    const ratio = ratios[key];
    const wanted = AT_LEAST[key];
    const measured = ratio ? [number(ratio.median), `${number(ratio.low)} – ${number(ratio.high)}`] : ['', ''];
    return [key, ...measured, ...(wanted === undefined ? [] : [`≥ ${wanted}`, verdict(ratio, wanted)])];
  });
  return table(['times as fast', 'median', 'quartiles', 'target', ''], rows);
}

/** Numbers by key, beside their limits where they have one. */
export function numbersTable(numbers: Numbers): string {
  const rows = Object.entries(numbers).map(([key, value]) => {
    const unit = /\.(?:dispatches|submits)$/.test(key) ? '' : ' ms';
    const limit = AT_MOST[key];
    const judged = limit === undefined ? [] : [`≤ ${limit}${unit}`, value <= limit ? 'reached' : 'not reached'];
    return [key, `${unit ? number(value) : value}${unit}`, ...judged];
  });
  return table(['start, issue, interpreter', 'median', 'target', ''], rows);
}

/** Milliseconds a step and GFLOP/s by batch and width, a table for each engine. */
export function sizesTable(costs: readonly SizeCost[]): string {
  const tables = [...Map.groupBy(costs, ({ engine }) => engine)].map(([engine, own]) => {
    const batchSizes = [...new Set(own.map(({ batchSize }) => batchSize))];
    const rows = [...Map.groupBy(own, ({ width }) => width)].map(([width, row]) => [
      String(width),
      ...row.map(({ time, gflops }) => `${number(time)} ms, ${gflops.toFixed(1)}`),
    ]);
    return `${engine}: ms a step, GFLOP/s\n${table(['width', ...batchSizes.map((size) => `batch ${size}`)], rows)}`;
  });
  return tables.join('\n\n');
}

/** Memory early, half way and late in a long run. */
export function memoryTable(outcomes: Readonly<Record<string, MemoryOutcome>>): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const rows = Object.entries(outcomes).flatMap(([engine, outcome]) =>
    'unavailable' in outcome
      ? [[engine, outcome.unavailable]]
      : outcome.samples.map(({ step, device, heap }) => [engine, String(step), megabytes(device), megabytes(heap)]),
  );
  return table(['memory', 'step', 'on the device', 'JavaScript heap'], rows);
}
