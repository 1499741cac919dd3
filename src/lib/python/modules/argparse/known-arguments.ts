/** Reading a program's arguments with a parser, and what actions do beside storing. */
import type { PyList } from '../../objects/containers.ts';
import { isPythonError, plainMessage } from '../../objects/exceptions.ts';
import { PyInstance, plainText } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { writeStandard } from '../../files/standard.ts';
import { getAttributeOr, setAttribute } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { callMethod } from '../../operations/methods.ts';
import { argumentErrorType, SUPPRESS } from './action.ts';
import type { Action } from './action.ts';
import type { Parser } from './containers.ts';
import { namespaceType } from './namespace.ts';
import { ArgumentReader, type Grammar } from './parse.ts';

/** Carries out help, version, subparsers and the program's own actions; false for what only stores. */
function* perform(
  self: Parser,
  action: Action,
  namespace: PyInstance,
  values: Value,
  option: string | null,
): Task<boolean> {
  if (action.kind === 'help') {
    yield* callMethod(self, 'print_help');
    yield* callMethod(self, 'exit');
  } else if (action.kind === 'version') {
    const version = action.get('version');
    yield* writeStandard('stdout', `${plainText(version).replaceAll('%(prog)s', self.prog)}\n`);
    yield* callMethod(self, 'exit');
  } else if (action.kind === 'subparsers') {
    const [name, ...rest] = (values as PyList).items;
    if (action.get('dest') !== SUPPRESS) yield* finish(setAttribute(namespace, action.dest, name!));
    const parser = action.parsers.get(plainText(name!)) as Parser;
    const [inner, extras] = yield* parseKnown(parser, rest.map(plainText), null);
    for (const [key, value] of inner.dict) yield* finish(setAttribute(namespace, key, value));
    unrecognized(self).push(...extras);
  } else if (action.kind === 'custom') {
    yield* call(action, [self, namespace, values, option]);
  } else return false;
  return true;
}

/** Strings that a subparser did not take: the outermost parser complains of them. */
const leftOver = new WeakMap<Parser, string[]>();
function unrecognized(parser: Parser): string[] {
  let strings = leftOver.get(parser);
  if (strings === undefined) leftOver.set(parser, (strings = []));
  return strings;
}

/** Reads arguments into a namespace; gives it, and those that nothing takes. */
export function* parseKnown(self: Parser, strings: readonly string[], given: Value): Task<[PyInstance, string[]]> {
  const namespace = given instanceof PyInstance ? given : new PyInstance(namespaceType);
  for (const action of self.all) {
    if (action.get('dest') === SUPPRESS || action.get('default') === SUPPRESS) continue;
    const known = yield* getAttributeOr(namespace, action.dest, undefined);
    if (known === undefined) yield* finish(setAttribute(namespace, action.dest, action.get('default')));
  }
  for (const [name, value] of self.defaults) {
    const known = yield* getAttributeOr(namespace, name, undefined);
    if (known === undefined) yield* finish(setAttribute(namespace, name, value));
  }
  const grammar: Grammar = {
    actions: self.all,
    options: self.options,
    groups: self.exclusive,
    allowAbbreviations: self.allowAbbreviations,
    perform: (action, into, values, option) => perform(self, action, into, values, option),
  };
  leftOver.delete(self);
  try {
    const extras = yield* new ArgumentReader(grammar, strings, namespace).read();
    return [namespace, [...extras, ...unrecognized(self)]];
  } catch (error) {
    if (!isPythonError(error, argumentErrorType)) throw error;
    yield* callMethod(self, 'error', [plainMessage(error.exception)]);
    throw error;
  }
}
