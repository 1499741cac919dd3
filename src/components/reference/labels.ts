/** Every string that the reference's parts show. */
export const labels = {
  absent: 'Not here',
  values: 'Values',
  submodules: 'Modules',
  secondNames: 'Second names',
  derivedFrom: (bases: string) => ` (${bases})`,
  linkTo: (path: string) => `Link to ${path}`,
  filter: 'Find a name',
  found: (n: number) => (n === 1 ? '1 name' : `${n} names`),
  none: 'No such name here. It may be on another page: search the site.',
  whatRuns: 'What runs here',
  ran: 'It ran.',
} as const;
