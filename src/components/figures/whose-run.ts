/** In front of what is drawn: whose run it is. */
export const whoseRun = {
  saved: (setting: string, seed: number) => `Saved run of “${setting}”, seed ${seed}`,
  own: (seed: number | null) => (seed === null ? 'Your run' : `Your run, seed ${seed}`),
} as const;
