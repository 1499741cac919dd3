/** How a reader's parameters compare with those of a listing and of its saved settings. */

export type Values = Readonly<Record<string, unknown>>;

/** The saved setting that a run has, whatever its seed; null when it is a setting of its own. */
export function sameSetting<Setting extends { readonly parameters: Values }>(
  settings: readonly Setting[],
  defaults: Values,
  parameters: Values,
): Setting | null {
  const names = Object.keys({ ...defaults, ...parameters }).filter((name) => name !== 'seed');
  const same = settings.find((setting) =>
    names.every((name) => (setting.parameters[name] ?? defaults[name]) === parameters[name]),
  );
  return same ?? null;
}

/** What a run changes of the listing, as `weight_decay 0.05`; names in `except` are left out. */
export const changesOf = (defaults: Values, parameters: Values, except: readonly string[] = []): string[] =>
  Object.entries(parameters)
    .filter(([name, value]) => defaults[name] !== value && !except.includes(name))
    .map(([name, value]) => `${name} ${String(value)}`);
