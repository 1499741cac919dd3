/** The built-in names. Filled by the files in `builtins/`; shared by every run, and never written by a program. */
import type { Value } from '../objects/object.ts';

export const builtins = new Map<string, Value>();
