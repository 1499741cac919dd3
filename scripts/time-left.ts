/** Estimates how long the rest of a list of tasks takes, from what tasks of the same kind took. */
export class TimeLeft {
  readonly #jobs: number;
  readonly #left = new Map<string, number>();
  readonly #times = new Map<string, number[]>();

  /**
   * @param kinds Of each task: tasks of one kind take about as long.
   * @param jobs How many are done at once.
   */
  constructor(kinds: readonly string[], jobs: number) {
    this.#jobs = jobs;
    for (const kind of kinds) this.#left.set(kind, (this.#left.get(kind) ?? 0) + 1);
  }

  /** @param milliseconds What one more task took; 0 where nothing had to be done. */
  done(kind: string, milliseconds: number): void {
    this.#left.set(kind, (this.#left.get(kind) ?? 1) - 1);
    if (milliseconds > 0) this.#times.set(kind, [...(this.#times.get(kind) ?? []), milliseconds]);
  }

  /** For example `, about 4 min left`; empty when that cannot be said yet or nothing is left. */
  get text(): string {
    const all = [...this.#times.values()].flat();
    const left = [...this.#left].filter(([, count]) => count > 0);
    if (left.length === 0 || all.length === 0) return '';
    // What no task of its kind says yet, all of them have to.
    const total = left.reduce((sum, [kind, count]) => sum + count * mean(this.#times.get(kind) ?? all), 0);
    return `, about ${inWords(total / this.#jobs / 1000)} left`;
  }
}

const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
