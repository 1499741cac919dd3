import type { Rounds } from '../../lib/benchmark/rounds.ts';
import { quartiles, type Quartiles } from '../../lib/benchmark/quartiles.ts';
import { significant } from '../../lib/charts/number.ts';

/** Names as a reader knows them, by contestant; this site's own engines first. */
const NAMES: Readonly<Record<string, string>> = {
  wasm: 'this site, WASM',
  'wasm-relaxed': 'this site, relaxed WASM',
  webgpu: 'this site, WebGPU',
  'tfjs-webgpu-fit': 'TensorFlow.js, WebGPU',
  'tfjs-wasm-fit': 'TensorFlow.js, WASM',
  'jaxjs-webgpu': 'jax-js, WebGPU',
  'jaxjs-wasm': 'jax-js, WASM',
};

export const nameOf = (contestant: string): string => NAMES[contestant] ?? contestant;

export const isOwn = (contestant: string): boolean => nameOf(contestant).startsWith('this site');

/** For example `6.12 ms`. */
export const milliseconds = (value: number): string => `${significant(value, value >= 1000 ? 4 : 3)} ms`;

/** One contestant's times. */
export interface Row extends Quartiles {
  readonly contestant: string;
}

/** Who was measured, fastest first. */
export const rowsOf = ({ times }: Rounds): Row[] =>
  Object.entries(times)
    .map(([contestant, rounds]) => ({ contestant, ...quartiles(rounds.flat()) }))
    .sort((a, b) => a.median - b.median);

/** What the bars say. */
export function sentence(rows: readonly Row[]): string {
  const own = rows.find(({ contestant }) => isOwn(contestant));
  const peer = rows.find(({ contestant }) => !isOwn(contestant));
  if (own === undefined) return 'None of this site’s engines could be measured in this browser.';
  const start = `Here a step of the listing takes ${milliseconds(own.median)} on ${nameOf(own.contestant)}.`;
  if (peer === undefined) return start;
  const ratio = peer.median / own.median;
  const theirs = `The fastest other library, ${nameOf(peer.contestant)}, takes ${milliseconds(peer.median)}`;
  if (ratio >= 1.05) return `${start} ${theirs}: ${times(ratio)} as long.`;
  if (ratio <= 1 / 1.05) return `${start} ${theirs}: it is ${times(1 / ratio)} as fast.`;
  return `${start} ${theirs}: about the same.`;
}

const times = (ratio: number): string => `${significant(ratio, ratio >= 100 ? 3 : 2)} times`;
