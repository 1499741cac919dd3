type Attribute = string | number | boolean | null | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe to stand in markup or in a quoted attribute. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/**
 * One element as a string, the same at build time and in a browser. Attributes that are null, undefined or false are
 * left out; `true` writes the bare name. Children are markup already: pass text through `escapeMarkup`.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${escapeMarkup(String(value))}"`))
    .join('');
  return `<${name}${written}>${children.join('')}</${name}>`;
}

/** A coordinate: tenths of a pixel are finer than a screen and keep the markup short. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);
