/** What several names that do not run here have in common: what runs instead. */
export const refusals = (names: string, instead: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, instead]));
