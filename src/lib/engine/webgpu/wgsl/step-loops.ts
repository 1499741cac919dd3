/** What a product's loops are made of. */
export interface Steps {
  /** How many sums there are around the inner one; a single one has no loop. */
  readonly around: number;
  /** Names of the loops' variables. */
  readonly outer: string;
  readonly inner: string;
  /** Length of the inner sum. */
  readonly k: number;
  /** Lines at the beginning of each sum around. */
  readonly bases: readonly string[];
  /** Lines for so many inner indices from `inner` on. */
  readonly steps: (count: 4 | 1) => readonly string[];
}

/** Loops over the terms of a product's sums: four inner indices at a time, then what is left. */
export function stepLoops({ around, outer, inner, k, bases, steps }: Steps): string[] {
  const whole = k - (k % 4);
  return [
    ...(around === 1 ? [] : [`for (var ${outer} = 0; ${outer} < ${around}; ${outer}++) {`]),
    ...bases,
    ...(whole > 0 ? [`for (var ${inner} = 0; ${inner} < ${whole}; ${inner} += 4) {`, ...steps(4), '}'] : []),
    ...(k > whole ? [`for (var ${inner} = ${whole}; ${inner} < ${k}; ${inner}++) {`, ...steps(1), '}'] : []),
    ...(around === 1 ? [] : ['}']),
  ];
}
