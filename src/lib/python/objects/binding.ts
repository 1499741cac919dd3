/** Binding a call's arguments to a native function's parameters, and CPython's words for calls that do not fit. */
import { exc } from './exceptions.ts';
import type { PythonError } from './exceptions.ts';
import type { Value } from './object.ts';
import type { Signature } from './signature.ts';

/** Keyword arguments of a call, in the order given; null for none. */
export type Keywords = ReadonlyMap<string, Value> | null;

/** One argument for each parameter, in the signature's order: `*args` as an array, `**kwargs` as a map. */
export function bindArguments(signature: Signature, args: readonly Value[], kwargs: Keywords): unknown[] {
  if (kwargs === null && signature.plain && args.length === signature.parameters.length) return args as Value[];
  const { parameters, positional, varargs, varkw } = signature;
  if (args.length > positional && varargs < 0) throw tooMany(signature, args.length, kwargs);
  const bound: unknown[] = new Array(parameters.length);
  const given = Math.min(args.length, positional);
  for (let i = 0; i < given; i++) bound[i] = args[i];
  if (varargs >= 0) bound[varargs] = args.slice(positional);
  const extra: Map<string, Value> | null = varkw >= 0 ? new Map() : null;
  if (extra !== null) bound[varkw] = extra;
  const named: boolean[] = [];
  if (kwargs !== null) {
    for (const [name, value] of kwargs) {
      const i = parameters.findIndex((p) => p.name === name && p.kind !== 'varargs' && p.kind !== 'varkw');
      if (i >= 0 && parameters[i]!.kind !== 'positional-only') {
        if (i < given) throw exc.TypeError(`${signature.name}() got multiple values for argument '${name}'`);
        bound[i] = value;
        named[i] = true;
      } else if (extra !== null) extra.set(name, value);
      else throw unexpectedKeyword(signature, name, i >= 0);
    }
  }
  fillDefaults(signature, bound, given, named, args.length);
  return bound;
}

function fillDefaults(signature: Signature, bound: unknown[], given: number, named: boolean[], count: number): void {
  const { parameters, varargs, varkw } = signature;
  let missing = false;
  for (let i = given; i < parameters.length; i++) {
    if (named[i] === true || i === varargs || i === varkw) continue;
    const defaultValue = parameters[i]!.defaultValue;
    if (defaultValue === undefined) missing = true;
    else bound[i] = defaultValue();
  }
  if (!missing) return;
  if (signature.native) throw nativeCount(signature, count);
  if (signature.clinic) {
    const at = parameters.findIndex((p, i) => i >= given && named[i] !== true && p.defaultValue === undefined);
    if (parameters[at]?.kind === 'positional-only') throw nativeCount(signature, count);
    const place = signature.method || madeBy(signature) !== null ? at : at + 1;
    throw exc.TypeError(`${shortName(signature)}() missing required argument '${parameters[at]!.name}' (pos ${place})`);
  }
  const absent = (kind: 'positional' | 'keyword-only'): string[] =>
    parameters
      .filter((p, i) => i >= given && named[i] !== true && p.defaultValue === undefined)
      .filter((p) =>
        kind === 'keyword-only' ? p.kind === kind : p.kind === 'positional' || p.kind === 'positional-only',
      )
      .map((p) => p.name);
  const places = absent('positional');
  throw places.length > 0
    ? missingArguments(signature.name, places, 'positional')
    : missingArguments(signature.name, absent('keyword-only'), 'keyword-only');
}

/** "f() missing 2 required positional arguments: 'a' and 'b'" */
export function missingArguments(
  name: string,
  names: readonly string[],
  kind: 'positional' | 'keyword-only',
): PythonError {
  const quoted = names.map((n) => `'${n}'`);
  const listed =
    quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]!}`;
  const plural = names.length === 1 ? '' : 's';
  return exc.TypeError(`${name}() missing ${names.length} required ${kind} argument${plural}: ${listed}`);
}

/** "f() takes from 1 to 2 positional arguments but 3 were given" */
export function tooManyArguments(
  name: string,
  most: number,
  required: number,
  given: number,
  keywordOnly: number,
): PythonError {
  const takes = required < most ? `from ${required} to ${most}` : `${most}`;
  const plural = most === 1 && required === most ? '' : 's';
  const were =
    keywordOnly > 0
      ? `${given} positional argument${given === 1 ? '' : 's'} (and ${keywordOnly} keyword-only argument${keywordOnly === 1 ? '' : 's'}) were given`
      : `${given} ${given === 1 ? 'was' : 'were'} given`;
  return exc.TypeError(`${name}() takes ${takes} positional argument${plural} but ${were}`);
}

function tooMany(signature: Signature, given: number, kwargs: Keywords): PythonError {
  if (signature.native) return nativeCount(signature, given);
  if (signature.clinic) return clinicCount(signature, given);
  const keywordOnly = signature.parameters.filter(
    (p) => p.kind === 'keyword-only' && kwargs?.has(p.name) === true,
  ).length;
  return tooManyArguments(signature.name, signature.positional, signature.required, given, keywordOnly);
}

function unexpectedKeyword(signature: Signature, name: string, positionalOnly: boolean): PythonError {
  if (signature.native) return exc.TypeError(`${signature.name}() takes no keyword arguments`);
  if (signature.builtin) return exc.TypeError(`'${name}' is an invalid keyword argument for ${signature.name}()`);
  if (positionalOnly) {
    return exc.TypeError(
      `${signature.name}() got some positional-only arguments passed as keyword arguments: '${name}'`,
    );
  }
  return exc.TypeError(`${signature.name}() got an unexpected keyword argument '${name}'`);
}

/** The name of a type whose `__new__` or `__init__` a signature is; null for others. */
function madeBy(signature: Signature): string | null {
  return /^(.*)\.__(?:new|init)__$/.exec(signature.name)?.[1] ?? null;
}

function shortName(signature: Signature): string {
  return madeBy(signature) ?? signature.name.slice(signature.name.lastIndexOf('.') + 1);
}

/** How CPython's functions in C that take keywords say that there are too many arguments. */
function clinicCount(signature: Signature, count: number): PythonError {
  const name = shortName(signature);
  const self = signature.method || madeBy(signature) !== null ? 1 : 0;
  const [most, given] = [signature.positional - self, count - self];
  if (most === 0) return exc.TypeError(`${name}() takes no positional arguments`);
  if (signature.positionalOnly === signature.positional) {
    const bounds = signature.required === signature.positional ? '' : 'at most ';
    return exc.TypeError(`${name} expected ${bounds}${most} argument${most === 1 ? '' : 's'}, got ${given}`);
  }
  const keywords = signature.parameters.some((p) => p.kind === 'keyword-only');
  const what = `${keywords ? 'positional ' : ''}argument${most === 1 ? '' : 's'}`;
  return exc.TypeError(`${name}() takes at most ${most} ${what} (${given} given)`);
}

/** Methods of str and bytes that read their arguments in an older way, and complain so. */
const PARSED = /^(?:str|bytes|bytearray)\.(?:r?find|r?index|count|startswith|endswith)$/;

/** How CPython's functions in C count: without `self`. */
function nativeCount(signature: Signature, count: number): PythonError {
  const made = /^(.*)\.__(?:new|init)__$/.exec(signature.name);
  const self = signature.method || made !== null ? 1 : 0;
  const most = signature.positional - self;
  const least = signature.required - self;
  const given = count - self;
  const name = made?.[1] ?? signature.name;
  if (given < 0) return exc.TypeError(`unbound method ${name}() needs an argument`);
  if (most === 0) return exc.TypeError(`${signature.module}${name}() takes no arguments (${given} given)`);
  if (name === 'sorted') return exc.TypeError(`sorted expected 1 argument, got ${given}`);
  if (most === 1 && least === 1 && made === null)
    return exc.TypeError(`${signature.module}${name}() takes exactly one argument (${given} given)`);
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (PARSED.test(name)) {
    const [side, bound] = given < least ? ['least', least] : ['most', most];
    return exc.TypeError(`${short}() takes at ${side} ${bound} argument${bound === 1 ? '' : 's'} (${given} given)`);
  }
  if (least === most) return exc.TypeError(`${short} expected ${most} arguments, got ${given}`);
  const [side, bound] = given < least ? ['least', least] : ['most', most];
  return exc.TypeError(`${short} expected at ${side} ${bound} argument${bound === 1 ? '' : 's'}, got ${given}`);
}
