import { slugOf } from '../../lib/reference/contents.ts';
import type { ProgramError } from '../../lib/run/protocol.ts';

/** A name in a message, and the page of the reference that would have it. */
const PATTERNS: readonly RegExp[] = [
  /^([a-z][\w.]*)(?:\(\))? does not run here/,
  /^module '([\w.]+)' has no attribute/,
  /^cannot import name '\w+' from '([\w.]+)'/,
];

const TYPES = ['NotImplementedError', 'ImportError', 'ModuleNotFoundError', 'AttributeError'];

/**
 * Where, under the reference's address, a reader learns what there is instead; null for errors that are about something
 * else. The empty string is the overview.
 */
export function helpFor({ type, message }: Pick<ProgramError, 'type' | 'message'>): string | null {
  if (!TYPES.includes(type)) return null;
  for (const pattern of PATTERNS) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return `${slugOf(name)}/#${name}`;
  }
  // An attribute of something that is no module is the program's own affair.
  return type === 'AttributeError' ? null : '';
}
