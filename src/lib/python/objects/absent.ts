/** Functions that exist in the original but not here. */
import type { Implementation, NativeFunction } from './callable.ts';
import { exc } from './exceptions.ts';

const ADVICE = new WeakMap<object, string>();

/**
 * What implements a function or method that exists in the original and does not run here: a call raises
 * NotImplementedError("NAME does not run here; INSTEAD"), and the reference page lists it with what to use instead.
 */
export function notHere(name: string, instead: string): Implementation {
  const refuse = (): never => {
    throw exc.NotImplementedError(`${name} does not run here; ${instead}`);
  };
  ADVICE.set(refuse, instead);
  return refuse;
}

/** What to use instead of a function made by `notHere`; undefined for one that runs. */
export const adviceFor = ({ implementation }: NativeFunction): string | undefined => ADVICE.get(implementation);

/** `notHere` for functions or methods of `owner`: by signature, what to use instead. */
export const absentFunctions = (
  owner: string,
  insteads: Readonly<Record<string, string>>,
): Readonly<Record<string, Implementation>> =>
  Object.fromEntries(
    Object.entries(insteads).map(([text, instead]) => [
      text,
      notHere(`${owner}.${text.slice(0, text.indexOf('('))}`, instead),
    ]),
  );

/** What to use instead of several names, separated by spaces, that have it in common: for `absent` of a module. */
export const sharedAdvice = (names: string, instead: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, instead]));
