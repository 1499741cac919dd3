/** `nn.Module`: a tree of modules with parameters and buffers, found by the names under which a program keeps them. */
import {
  call, callMethod, defineClass, exc, NativeIterator, PyDict, PyInstance, PyTuple, repr, typeName, typeOf,
  type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { wording } from '../arguments.ts';
import { Tensor } from '../tensor.ts';
import { Parameter } from './parameter.ts';

/** An instance of `nn.Module` or of a class derived from it. Plain attributes are in `dict`. */
export class ModuleObject extends PyInstance {
  readonly parameters = new Map<string, Parameter | null>();
  readonly buffers = new Map<string, Tensor | null>();
  readonly children = new Map<string, ModuleObject | null>();
  /** Buffers that `state_dict` leaves out. */
  readonly transient = new Set<string>();
  training = true;
  /** Whether `Module.__init__` has run: before it, nothing can be registered. */
  ready = false;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    for (const parameter of this.parameters.values()) visit(parameter);
    for (const buffer of this.buffers.values()) visit(buffer);
    for (const child of this.children.values()) visit(child);
  }
}

/** A module and its name from the root, `''` for the root itself; each module once. */
export function* namedModules(
  root: ModuleObject,
  prefix = '',
  seen = new Set<ModuleObject>(),
): Generator<[string, ModuleObject]> {
  if (seen.has(root)) return;
  seen.add(root);
  yield [prefix, root];
  for (const [name, child] of root.children) {
    if (child !== null) yield* namedModules(child, prefix === '' ? name : `${prefix}.${name}`, seen);
  }
}

/** Tensors of one kind with their names from the root; each tensor once. */
export function* namedTensors<T extends Tensor>(
  root: ModuleObject,
  of: (module: ModuleObject) => ReadonlyMap<string, T | null>,
): Generator<[string, T, ModuleObject]> {
  const seen = new Set<T>();
  for (const [prefix, module] of namedModules(root)) {
    for (const [name, tensor] of of(module)) {
      if (tensor === null || seen.has(tensor)) continue;
      seen.add(tensor);
      yield [prefix === '' ? name : `${prefix}.${name}`, tensor, module];
    }
  }
}

const parametersOf = (module: ModuleObject): ReadonlyMap<string, Parameter | null> => module.parameters;
const buffersOf = (module: ModuleObject): ReadonlyMap<string, Tensor | null> => module.buffers;

/** All parameters below `root`, each once. */
export const allParameters = (root: ModuleObject): Parameter[] =>
  [...namedTensors(root, parametersOf)].map(([, p]) => p);

const iterate = (items: Iterable<Value>, root: ModuleObject): Value => NativeIterator.over(items, [root], 'generator');
const pair = (name: string, value: Value): Value => new PyTuple([name, value]);

/** Registers or replaces what a program assigns to an attribute. */
function setAttribute(self: ModuleObject, name: string, value: Value): null {
  const registers = value instanceof Parameter || value instanceof ModuleObject;
  if (registers && !self.ready) {
    const kind = value instanceof Parameter ? 'parameters' : 'module';
    throw exc.AttributeError(`cannot assign ${kind} before Module.__init__() call`);
  }
  if (registers) {
    forget(self, name);
    if (value instanceof Parameter) self.parameters.set(name, value);
    else self.children.set(name, value);
    return null;
  }
  if (self.parameters.has(name)) {
    if (value !== null) {
      throw exc.TypeError(
        `cannot assign '${torchTypeName(value)}' as parameter '${name}' (torch.nn.Parameter or None expected)`,
      );
    }
    self.parameters.set(name, null);
  } else if (self.children.has(name)) {
    if (value !== null) {
      throw exc.TypeError(
        `cannot assign '${torchTypeName(value)}' as child module '${name}' (torch.nn.Module or None expected)`,
      );
    }
    self.children.set(name, null);
  } else if (self.buffers.has(name)) {
    if (value !== null && !(value instanceof Tensor)) {
      throw exc.TypeError(
        `cannot assign '${torchTypeName(value)}' as buffer '${name}' (torch.Tensor or None expected)`,
      );
    }
    self.buffers.set(name, value);
  } else if (name === 'training') {
    self.training = value === true;
  } else {
    self.dict.set(name, value);
  }
  return null;
}

const torchTypeName = (value: Value): string => (value instanceof Tensor ? 'torch.FloatTensor' : typeName(value));

function forget(self: ModuleObject, name: string): boolean {
  return [self.parameters, self.buffers, self.children, self.dict].map((map) => map.delete(name)).includes(true);
}

function setTraining(self: ModuleObject, mode: boolean): ModuleObject {
  for (const [, module] of namedModules(self)) module.training = mode;
  return self;
}

/** `Linear(in_features=784, …)`, with children indented below. */
function* moduleRepr(self: ModuleObject): Task<string> {
  const extra = yield* callMethod(self, 'extra_repr');
  const extraLines = extra === '' ? [] : wording(extra).split('\n');
  const childLines: string[] = [];
  for (const [name, child] of self.children) {
    const text = child === null ? 'None' : yield* repr(child);
    childLines.push(`(${name}): ${text.split('\n').join('\n  ')}`);
  }
  const name = typeOf(self).name;
  if (childLines.length === 0 && extraLines.length <= 1) return `${name}(${extraLines.join('')})`;
  return `${name}(\n${[...extraLines, ...childLines].map((line) => `  ${line}\n`).join('')})`;
}

function stateDict(self: ModuleObject): PyDict {
  const state = new PyDict();
  for (const [prefix, module] of namedModules(self)) {
    const path = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
    for (const [name, parameter] of module.parameters) if (parameter) state.set(path(name), parameter.detach());
    for (const [name, buffer] of module.buffers) {
      if (buffer && !module.transient.has(name)) state.set(path(name), buffer.detach());
    }
  }
  return state;
}

function loadStateDict(self: ModuleObject, state: Value, strict: Value): Value {
  if (!(state instanceof PyDict)) throw exc.TypeError(`Expected state_dict to be dict-like, got ${typeName(state)}.`);
  const own = stateDict(self);
  const has = (dict: PyDict, key: Value) => dict.get(key) !== undefined;
  const list = (keys: Value[]) => keys.map((key) => `"${wording(key)}"`).join(', ');
  const problems: string[] = [];
  const unexpected = [...state.keys()].filter((key) => !has(own, key));
  const missing = [...own.keys()].filter((key) => !has(state, key));
  if (strict !== false && unexpected.length > 0)
    problems.push(`Unexpected key(s) in state_dict: ${list(unexpected)}. `);
  if (strict !== false && missing.length > 0) problems.push(`Missing key(s) in state_dict: ${list(missing)}. `);
  const loads: (() => void)[] = [];
  for (const [key, tensor] of own.entries()) {
    const source = state.get(key);
    if (!(source instanceof Tensor) || !(tensor instanceof Tensor)) continue;
    if (source.shape.join() !== tensor.shape.join()) {
      problems.push(
        `size mismatch for ${wording(key)}: copying a param with shape torch.Size([${source.shape.join(', ')}]) from checkpoint, the shape in current model is torch.Size([${tensor.shape.join(', ')}]).`,
      );
    } else loads.push(() => tensor.overwrite(source.node));
  }
  if (problems.length > 0) {
    throw exc.RuntimeError(`Error(s) in loading state_dict for ${typeOf(self).name}:\n\t${problems.join('\n\t')}`);
  }
  for (const load of loads) load();
  return '<All keys matched successfully>';
}

function registerBuffer(self: ModuleObject, name: string, tensor: Value, persistent: Value): null {
  if (tensor !== null && !(tensor instanceof Tensor)) {
    throw exc.TypeError(
      `cannot assign '${typeName(tensor)}' object to buffer '${name}' (torch Tensor or None required)`,
    );
  }
  self.buffers.set(name, tensor);
  if (persistent === false) self.transient.add(name);
  return null;
}

export const moduleType: PyType = defineClass({
  name: 'Module',
  module: 'torch.nn.modules.module',
  allocate: (type) => new ModuleObject(type),
  methods: {
    '__init__(self)': (self: ModuleObject) => {
      self.ready = true;
      return null;
    },
    '__call__(self, *args, **kwargs)': (self: ModuleObject, args: Value[], kwargs: Map<string, Value>) =>
      callMethod(self, 'forward', args, kwargs),
    'forward(self, *input)': (self: ModuleObject) => {
      throw exc.NotImplementedError(`Module [${typeOf(self).name}] is missing the required "forward" function`);
    },
    '__getattr__(self, name, /)': (self: ModuleObject, name: string) => {
      const found = self.parameters.get(name) ?? self.buffers.get(name) ?? self.children.get(name);
      if (found !== undefined) return found;
      if (self.parameters.has(name) || self.buffers.has(name) || self.children.has(name)) return null;
      throw exc.AttributeError(`'${typeOf(self).name}' object has no attribute '${name}'`);
    },
    '__setattr__(self, name, value, /)': setAttribute,
    '__delattr__(self, name, /)': (self: ModuleObject, name: string) => {
      if (!forget(self, name)) throw exc.AttributeError(name);
      return null;
    },
    '__repr__(self)': moduleRepr,
    'extra_repr(self)': () => '',
    'train(self, mode=True)': (self: ModuleObject, mode: Value) => setTraining(self, mode === true),
    'eval(self)': (self: ModuleObject) => setTraining(self, false),
    'requires_grad_(self, requires_grad=True)': (self: ModuleObject, on: Value) => {
      for (const parameter of allParameters(self)) parameter.setRequiresGrad(on === true);
      return self;
    },
    'zero_grad(self, set_to_none=False)': (self: ModuleObject, toNone: Value) => {
      for (const parameter of allParameters(self)) parameter.clearGrad(toNone === true);
      return null;
    },
    'to(self, *args, **kwargs)': (self: ModuleObject) => self,
    'cpu(self)': (self: ModuleObject) => self,
    'float(self)': (self: ModuleObject) => self,
    'parameters(self, recurse=True)': (self: ModuleObject, recurse: Value) =>
      iterate(recurse === false ? [...self.parameters.values()] : allParameters(self), self),
    'named_parameters(self)': (self: ModuleObject) =>
      iterate([...namedTensors(self, parametersOf)].map(([name, p]) => pair(name, p)), self), // prettier-ignore
    'buffers(self)': (self: ModuleObject) => iterate([...namedTensors(self, buffersOf)].map(([, b]) => b), self), // prettier-ignore
    'named_buffers(self)': (self: ModuleObject) =>
      iterate([...namedTensors(self, buffersOf)].map(([name, b]) => pair(name, b)), self), // prettier-ignore
    'children(self)': (self: ModuleObject) =>
      iterate(
        [...self.children.values()].filter((c) => c !== null),
        self,
      ),
    'named_children(self)': (self: ModuleObject) =>
      iterate([...self.children].filter(([, c]) => c !== null).map(([name, c]) => pair(name, c)), self), // prettier-ignore
    'modules(self)': (self: ModuleObject) => iterate([...namedModules(self)].map(([, m]) => m), self), // prettier-ignore
    'named_modules(self)': (self: ModuleObject) =>
      iterate([...namedModules(self)].map(([name, m]) => pair(name, m)), self), // prettier-ignore
    'apply(self, fn)': function* (self: ModuleObject, fn: Value): Task {
      for (const child of self.children.values()) if (child !== null) yield* callMethod(child, 'apply', [fn]);
      yield* call(fn, [self]);
      return self;
    },
    'add_module(self, name, module)': setAttribute,
    'register_module(self, name, module)': setAttribute,
    'register_parameter(self, name, param)': (self: ModuleObject, name: string, parameter: Parameter | null) => {
      self.parameters.set(name, parameter);
      return null;
    },
    'register_buffer(self, name, tensor, persistent=True)': registerBuffer,
    'state_dict(self)': stateDict,
    'load_state_dict(self, state_dict, strict=True)': loadStateDict,
  },
  properties: {
    training: {
      get: (self: ModuleObject) => self.training,
      set: (self: ModuleObject, on: Value) => void (self.training = on === true),
    },
  },
});
