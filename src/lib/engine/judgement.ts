import type { Tiles } from './webgpu/unit.ts';

/** What was found out about a graphics adapter by running something on it. */
export interface Judgement {
  /** Which products suit it; see `webgpu/tiles.ts`. */
  readonly tiles: Tiles;
  /** Whether it computes what the processor computes. */
  readonly right: boolean;
  /** How many times as fast as WebAssembly it multiplies; missing where nobody asked. */
  readonly speedup?: number;
}

/** Judgements by the adapter's own words. Plain data, so that a page can keep it for a worker's next life. */
export type Judgements = Readonly<Record<string, Judgement>>;

/** Remembers judgements: the measurements behind them take longer than a run should wait each time. */
export class Memory {
  #judgements: Judgements;
  readonly #onChange: (judgements: Judgements) => void;

  /** `onChange` is told everything that is known whenever it is more than before. */
  constructor(judgements: Judgements = {}, onChange: (judgements: Judgements) => void = () => undefined) {
    this.#judgements = judgements;
    this.#onChange = onChange;
  }

  find(adapter: string): Judgement | undefined {
    return this.#judgements[adapter];
  }

  keep(adapter: string, judgement: Judgement): void {
    this.#judgements = { ...this.#judgements, [adapter]: judgement };
    this.#onChange(this.#judgements);
  }
}
