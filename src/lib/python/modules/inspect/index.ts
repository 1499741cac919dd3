/** The module `inspect`: what a program can ask of its own functions and classes. */
import { BoundMethod, MethodWrapper, NativeFunction, NativeProperty, PyFunction, PyProperty } from '../../objects/callable.ts'; // prettier-ignore
import { PyList, PyTuple } from '../../objects/containers.ts';
import { defineModule } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyGenerator } from '../../objects/generator.ts';
import { PyModule } from '../../objects/module.ts';
import { PyInstance, PyObject, PyType } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { attributeNames, getAttribute, getAttributeOr } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { truthOf } from '../../operations/conversion.ts';
import { PySet } from '../../objects/dict.ts';
import { EMPTY, parameterType } from './parameter.ts';
import { signatureOf, signatureType } from './signature.ts';

/** A docstring without the indentation that its lines have in common. */
function cleanDocstring(doc: string): string {
  const [first = '', ...rest] = doc.replace(/\t/g, '        ').split('\n');
  const margins = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  const lines = [first.trimStart(), ...rest.map((line) => (Number.isFinite(margin) ? line.slice(margin) : line))];
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  return lines.join('\n');
}

/** The function within a method. */
const within = (value: Value): Value =>
  value instanceof BoundMethod ? value.callee : value instanceof MethodWrapper ? value.callee : value;

const isAbstract = (value: Value): boolean => {
  if (!(value instanceof PyType)) return false;
  const left = value.lookup('__abstractmethods__');
  return left instanceof PySet && left.size > 0;
};

/** Whether something is a descriptor, and one that can be set. */
const isDataDescriptor = (value: Value): boolean =>
  value instanceof PyProperty ||
  value instanceof NativeProperty ||
  (value instanceof PyInstance && value.type.lookup('__set__') !== undefined);

const STATES = { created: 'GEN_CREATED', running: 'GEN_RUNNING', suspended: 'GEN_SUSPENDED', closed: 'GEN_CLOSED' };

function generatorState(value: Value): string {
  if (!(value instanceof PyGenerator)) throw exc.TypeError('getgeneratorstate() takes a generator');
  if (value.running) return STATES.running;
  if (value.frame === null) return STATES.closed;
  return value.started ? STATES.suspended : STATES.created;
}

/** An object's attributes with their values, by name; `predicate` picks among them. */
function* membersOf(object: Value, predicate: Value): Task {
  const names = [...new Set(attributeNames(object))].sort();
  const members: Value[] = [];
  for (const name of names) {
    const value = yield* getAttributeOr(object, name, undefined);
    if (value === undefined) continue;
    if (predicate !== null && !(yield* finish(truthOf(yield* call(predicate, [value]))))) continue;
    members.push(new PyTuple([name, value]));
  }
  return new PyList(members);
}

export const inspect = defineModule({
  name: 'inspect',
  members: {
    Parameter: parameterType,
    Signature: signatureType,
    _empty: EMPTY,
    ...Object.fromEntries(Object.values(STATES).map((state) => [state, state])),
  },
  functions: {
    'signature(obj)': signatureOf,
    'getmembers(object, predicate=None)': membersOf,
    'getdoc(object)': function* (object: Value) {
      const doc = yield* finish(getAttribute(object, '__doc__'));
      return typeof doc === 'string' ? cleanDocstring(doc) : null;
    },
    'cleandoc(doc)': (doc: string) => cleanDocstring(doc),
    'getmro(cls)': (type: PyType) => new PyTuple([...type.mro]),
    'getgeneratorstate(generator)': generatorState,
    'unwrap(func)': function* (callable: Value) {
      let inner = callable;
      for (;;) {
        const next: Value | undefined = yield* getAttributeOr(inner, '__wrapped__', undefined);
        if (next === undefined) return inner;
        inner = next;
      }
    },
    'isfunction(object)': (value: Value) => value instanceof PyFunction,
    'ismethod(object)': (value: Value) => value instanceof BoundMethod && value.callee instanceof PyFunction,
    'isbuiltin(object)': (value: Value) => within(value) instanceof NativeFunction,
    'isroutine(object)': (value: Value) =>
      value instanceof PyFunction || value instanceof BoundMethod || value instanceof NativeFunction,
    'isclass(object)': (value: Value) => value instanceof PyType,
    'ismodule(object)': (value: Value) => value instanceof PyModule,
    'isgenerator(object)': (value: Value) => value instanceof PyGenerator,
    'isgeneratorfunction(obj)': (value: Value) => {
      const inner = within(value);
      return inner instanceof PyFunction && inner.code.generator;
    },
    'iscoroutinefunction(obj)': () => false,
    'isabstract(object)': isAbstract,
    'isdatadescriptor(object)': isDataDescriptor,
    'ismethoddescriptor(object)': (value: Value) =>
      value instanceof PyObject &&
      !isDataDescriptor(value) &&
      !(value instanceof PyFunction || value instanceof BoundMethod || value instanceof PyType) &&
      value.type.lookup('__get__') !== undefined,
  },
  absent: {
    getsource: 'the editor shows the program’s text',
    getsourcelines: 'the editor shows the program’s text',
    getfile: 'the program is one file',
    getfullargspec: 'inspect.signature runs here',
    currentframe: 'Step shows where the program is',
    stack: 'Step shows where the program is',
    getattr_static: 'vars(type(object)) has the attributes as they were defined',
  },
});
