/** Estimates how long the rest of a list of like tasks takes. */
export class TimeLeft {
  readonly #total: number;
  readonly #jobs: number;
  #count = 0;
  readonly #times: number[] = [];

  constructor(total: number, jobs: number) {
    this.#total = total;
    this.#jobs = jobs;
  }

  /** @param milliseconds What one more task took; 0 where nothing had to be done. */
  done(milliseconds: number): void {
    this.#count++;
    if (milliseconds > 0) this.#times.push(milliseconds);
  }

  /** For example `, about 4 min left`; empty when that cannot be said yet or nothing is left. */
  get text(): string {
    const left = this.#total - this.#count;
    if (left === 0 || this.#times.length === 0) return '';
    const mean = this.#times.reduce((sum, time) => sum + time, 0) / this.#times.length;
    const seconds = (mean * Math.ceil(left / this.#jobs)) / 1000;
    return `, about ${seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`} left`;
  }
}
