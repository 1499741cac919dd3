/** The levels of `logging` by number and by name. */
import { exc } from '../../objects/exceptions.ts';
import { typeName } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { stringRepr } from '../../format/string.ts';
import { perRun } from '../../objects/context.ts';

export const LEVELS = { CRITICAL: 50, FATAL: 50, ERROR: 40, WARNING: 30, WARN: 30, INFO: 20, DEBUG: 10, NOTSET: 0 };

const named = perRun(
  () =>
    new Map<number, string>([
      [50, 'CRITICAL'],
      [40, 'ERROR'],
      [30, 'WARNING'],
      [20, 'INFO'],
      [10, 'DEBUG'],
      [0, 'NOTSET'],
    ]),
);

export const levelName = (level: number): string => named().get(level) ?? `Level ${level}`;

/** `logging.addLevelName` */
export const nameLevel = (level: number, name: string): void => void named().set(level, name);

/** A level given as a number or a name. Raises ValueError for a name that nobody knows, TypeError for anything else. */
export function levelOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw exc.TypeError(`Level not an integer or a valid string: ${typeName(value)}`);
  for (const [level, name] of named()) if (name === value) return level;
  const alias = LEVELS[value as keyof typeof LEVELS] as number | undefined;
  if (alias === undefined) throw exc.ValueError(`Unknown level: ${stringRepr(value)}`);
  return alias;
}
