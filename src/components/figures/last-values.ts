/** What each of the reader's runs logged last, by tag: what a figure of final numbers shows while runs go on. */
export class LastValues {
  readonly #byTag = new Map<string, number[]>();

  /** @param run Which of the runs, from 0. A number that is not finite has no place in a figure, and is left out. */
  add(run: number, tag: string, value: number): void {
    if (!Number.isFinite(value)) return;
    const values = this.#byTag.get(tag) ?? [];
    this.#byTag.set(tag, values);
    values[run] = value;
  }

  /** The value of each run that logged the tag. */
  of(tag: string): number[] {
    return (this.#byTag.get(tag) ?? []).filter((value) => value !== undefined);
  }

  clear(): void {
    this.#byTag.clear();
  }
}
