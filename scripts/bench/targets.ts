/** What the project promises of its speed, on a machine without a GPU. */
import type { Ratio } from './ratios.ts';

/** By key: at least so many times as fast. */
export const AT_LEAST: Readonly<Record<string, number>> = {
  'mlp.wasm/tfjs-webgpu-fit': 60,
  'mlp.wasm/jaxjs-wasm': 2.5,
  'mlp.wasm/pytorch': 0.9,
  'mlp.wasm-relaxed/pytorch': 1.3,
  'augmented.wasm/pytorch': 1.3,
  'mlp.webgpu/tfjs-webgpu-fit': 8,
  'mlp.webgpu/jaxjs-webgpu': 2,
  'cnn.wasm/best-peer': 20,
};

/** By key: at most so much, in milliseconds, or in number. */
export const AT_MOST: Readonly<Record<string, number>> = {
  interpreter: 0.1,
  'start.wasm': 500,
  'start.webgpu': 2000,
  'mlp.webgpu.issue': 0.3,
  'mlp.webgpu.dispatches': 12,
  'cnn.webgpu.issue': 0.3,
  'cnn.webgpu.dispatches': 24,
};

export type Verdict = 'reached' | 'not reached' | 'within noise' | 'not measured';

/** Whether a ratio is as promised. When the promise lies between the quartiles, the measurement cannot tell. */
export function verdict(ratio: Ratio | undefined, wanted: number): Verdict {
  if (ratio === undefined) return 'not measured';
  if (ratio.low >= wanted) return 'reached';
  return ratio.high < wanted ? 'not reached' : 'within noise';
}
