/** Counts optimizer steps and times them by the wall clock, leaving out the time in which the run was paused. */
export class StepClock {
  /** How many recent steps the median is taken over: enough to be calm, few enough to follow a change. */
  static readonly WINDOW = 64;

  #steps = 0;
  #last: number | null = null;
  readonly #recent: number[] = [];

  /** Optimizer steps so far. */
  get steps(): number {
    return this.#steps;
  }

  /** @param now Milliseconds, from any fixed moment. */
  step(now: number): void {
    this.#steps++;
    if (this.#last !== null) {
      this.#recent.push(now - this.#last);
      if (this.#recent.length > StepClock.WINDOW) this.#recent.shift();
    }
    this.#last = now;
  }

  /** The time until the next step is not a step's time: the run was paused in it. */
  interrupt(): void {
    this.#last = null;
  }

  /**
   * Median of the recent times from one step to the next, in milliseconds; null before two steps. The median leaves
   * out what a program does between epochs, such as evaluation.
   */
  get msPerStep(): number | null {
    if (this.#recent.length === 0) return null;
    const sorted = this.#recent.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] as number;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
  }
}
