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

/** By key: at most so much. */
export const AT_MOST: Readonly<Record<string, { readonly value: number; readonly unit: string }>> = {
  'mlp.webgpu.issue': { value: 0.3, unit: 'ms' },
  'cnn.webgpu.issue': { value: 0.3, unit: 'ms' },
  'mlp.webgpu.dispatches': { value: 12, unit: '' },
  'cnn.webgpu.dispatches': { value: 24, unit: '' },
  'start.wasm': { value: 500, unit: 'ms' },
  'start.webgpu': { value: 2000, unit: 'ms' },
  interpreter: { value: 0.1, unit: 'ms' },
};

export type Verdict = 'reached' | 'not reached' | 'within noise' | 'not measured';

/** Whether a ratio is as promised. When the promise lies between the quartiles, the measurement cannot tell. */
export function verdict(ratio: Ratio | undefined, wanted: number): Verdict {
  if (ratio === undefined) return 'not measured';
  if (ratio.low >= wanted) return 'reached';
  return ratio.high < wanted ? 'not reached' : 'within noise';
}
