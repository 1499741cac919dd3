/** `nn.Module`: a tree of modules with parameters and buffers, found by the names under which a program keeps them. */
import {
  call, callMethod, defineClass, exc, NativeIterator, PyTuple, repr, typeName, typeOf,
  type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { isFloating, type DType } from '../../tensor/dtype.ts';
import * as op from '../../tensor/ops.ts';
import { wording } from '../arguments.ts';
import { device, notCompiled, TorchDevice } from '../device.ts';
import { dtypeArgument, refuseDType, torchDType, TorchDType } from '../dtypes.ts';
import { namedDType } from '../tensor-type.ts';
import { Tensor } from '../tensor.ts';
import { callModule } from './module-call.ts';
import { copyModule } from './module-copy.ts';
import { ModuleObject, namedModules, namedTensors } from './module-object.ts';
import { Parameter } from './parameter.ts';
import { registries } from './registries.ts';
import { loadStateDict, stateDict } from './state-dict.ts';

export { ModuleObject } from './module-object.ts';

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

/** Names that a module can register. Raises KeyError. */
function checkName(self: ModuleObject, name: string, what: string, known: ReadonlyMap<string, unknown>): void {
  if (name.includes('.'))
    throw exc.KeyError(`${what} name can't contain "."${what === 'module' ? `, got: ${name}` : ''}`);
  if (name === '') throw exc.KeyError(`${what} name can't be empty string ""`);
  const taken =
    typeOf(self).lookup(name) !== undefined ||
    self.dict.has(name) ||
    [self.parameters, self.buffers, self.children].some((map) => map !== known && map.has(name));
  if (taken) throw exc.KeyError(`attribute '${name}' already exists`);
}

function addModule(self: ModuleObject, name: string, module: Value): null {
  if (module !== null && !(module instanceof ModuleObject))
    throw exc.TypeError(`${typeName(module)} is not a Module subclass`);
  checkName(self, name, 'module', self.children);
  self.children.set(name, module);
  return null;
}

function registerBuffer(self: ModuleObject, name: string, tensor: Value, persistent: Value): null {
  checkName(self, name, 'buffer', self.buffers);
  if (tensor !== null && !(tensor instanceof Tensor)) {
    throw exc.TypeError(
      `cannot assign '${typeName(tensor)}' object to buffer '${name}' (torch Tensor or None required)`,
    );
  }
  self.buffers.set(name, tensor);
  if (persistent === false) self.transient.add(name);
  return null;
}

function named(
  self: ModuleObject,
  of: (module: ModuleObject) => ReadonlyMap<string, Tensor | null>,
  prefix: Value,
  recurse: Value,
): Value {
  const start = wording(prefix) === '' ? '' : `${wording(prefix)}.`;
  const all = [...namedTensors(self, of)].filter(([, , owner]) => recurse !== false || owner === self);
  return iterate(all.map(([name, tensor]) => pair(start + name, tensor)), self); // prettier-ignore
}

/** The module at a dotted path. Raises AttributeError. */
function submodule(self: ModuleObject, path: string): ModuleObject {
  let module = self;
  for (const name of path === '' ? [] : path.split('.')) {
    const child = module.children.get(name);
    if (!child) throw exc.AttributeError(`${typeOf(module).name} has no attribute \`${name}\``);
    module = child;
  }
  return module;
}

/** Floating-point parameters and buffers in another dtype. */
export function retyped(self: ModuleObject, dtype: DType): ModuleObject {
  for (const [, module] of namedModules(self)) {
    for (const tensor of [...module.parameters.values(), ...module.buffers.values()]) {
      if (tensor && isFloating(tensor.dtype) && tensor.dtype !== dtype) tensor.replace(op.cast(tensor.node, dtype));
    }
  }
  return self;
}

/** The dtype that `module.to(...)` asks for, null for none. Raises TypeError and RuntimeError. */
function conversion(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): DType | null {
  let dtype = dtypeArgument(kwargs.get('dtype') ?? null, null);
  const place = kwargs.get('device') ?? null;
  if (place !== null) device(place);
  for (const value of args) {
    if (value instanceof TorchDType) dtype = value.dtype;
    else if (value instanceof Tensor) dtype = value.dtype;
    else if (typeof value === 'string' || value instanceof TorchDevice) device(value);
  }
  if (dtype !== null && !isFloating(dtype)) {
    throw exc.TypeError(
      `nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=torch.${dtype}`,
    );
  }
  return dtype;
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
    '__call__(self, *args, **kwargs)': callModule,
    '__deepcopy__(self, memo)': copyModule,
    'register_forward_hook(self, hook)': (self: ModuleObject, hook: Value) => self.forwardHooks.add(hook),
    'register_forward_pre_hook(self, hook)': (self: ModuleObject, hook: Value) => self.forwardPreHooks.add(hook),
    'register_full_backward_hook(self, hook)': (self: ModuleObject, hook: Value) => self.backwardHooks.add(hook),
    'register_backward_hook(self, hook)': (self: ModuleObject, hook: Value) => self.backwardHooks.add(hook),
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
    '_get_name(self)': (self: ModuleObject) => typeOf(self).name,
    'train(self, mode=True)': (self: ModuleObject, mode: Value) => {
      if (typeof mode !== 'boolean') throw exc.ValueError('training mode is expected to be boolean');
      return setTraining(self, mode);
    },
    'eval(self)': (self: ModuleObject) => setTraining(self, false),
    'requires_grad_(self, requires_grad=True)': (self: ModuleObject, on: Value) => {
      for (const parameter of allParameters(self)) parameter.setRequiresGrad(on === true);
      return self;
    },
    'zero_grad(self, set_to_none=False)': (self: ModuleObject, toNone: Value) => {
      for (const parameter of allParameters(self)) parameter.clearGrad(toNone === true);
      return null;
    },
    'to(self, *args, **kwargs)': (self: ModuleObject, args: Value[], kwargs: Map<string, Value>) => {
      const dtype = conversion(args, kwargs);
      return dtype === null ? self : retyped(self, dtype);
    },
    'cpu(self)': (self: ModuleObject) => self,
    'cuda(self, device=None, non_blocking=False)': () => {
      throw notCompiled();
    },
    'float(self)': (self: ModuleObject) => retyped(self, 'float32'),
    'double(self)': (self: ModuleObject) => retyped(self, dtypeArgument(torchDType('float64'), 'float64')),
    'half(self)': () => refuseDType('float16'),
    'bfloat16(self)': () => refuseDType('bfloat16'),
    'parameters(self, recurse=True)': (self: ModuleObject, recurse: Value) =>
      iterate(recurse === false ? [...self.parameters.values()].filter((p) => p !== null) : allParameters(self), self),
    "named_parameters(self, prefix='', recurse=True)": (self: ModuleObject, prefix: Value, recurse: Value) =>
      named(self, parametersOf, prefix, recurse),
    'buffers(self, recurse=True)': (self: ModuleObject) => iterate([...namedTensors(self, buffersOf)].map(([, b]) => b), self), // prettier-ignore
    "named_buffers(self, prefix='', recurse=True)": (self: ModuleObject, prefix: Value, recurse: Value) =>
      named(self, buffersOf, prefix, recurse),
    'children(self)': (self: ModuleObject) => iterate(new Set([...self.children.values()].filter((c) => c !== null)), self), // prettier-ignore
    'named_children(self)': (self: ModuleObject) =>
      iterate([...self.children].filter(([, c], i, all) => c !== null && all.findIndex(([, other]) => other === c) === i).map(([name, c]) => pair(name, c)), self), // prettier-ignore
    'modules(self)': (self: ModuleObject) => iterate([...namedModules(self)].map(([, m]) => m), self), // prettier-ignore
    "named_modules(self, memo=None, prefix='', remove_duplicate=True)": (self: ModuleObject, _memo: Value, prefix: Value, once: Value) =>
      iterate([...namedModules(self, wording(prefix), new Set(), once !== false)].map(([name, m]) => pair(name, m)), self), // prettier-ignore
    'get_submodule(self, target)': (self: ModuleObject, target: Value) => submodule(self, wording(target)),
    'get_parameter(self, target)': (self: ModuleObject, target: Value) => {
      const path = wording(target).split('.');
      const name = path.pop()!;
      const parameter = submodule(self, path.join('.')).parameters.get(name);
      if (parameter) return parameter;
      throw exc.AttributeError(`${typeOf(self).name} has no attribute \`${name}\``);
    },
    'get_buffer(self, target)': (self: ModuleObject, target: Value) => {
      const path = wording(target).split('.');
      const name = path.pop()!;
      const buffer = submodule(self, path.join('.')).buffers.get(name);
      if (buffer) return buffer;
      throw exc.AttributeError(`${typeOf(self).name} has no attribute \`${name}\``);
    },
    'type(self, dst_type)': (self: ModuleObject, type: Value) =>
      retyped(self, dtypeArgument(namedDType(type), 'float32')),
    'share_memory(self)': (self: ModuleObject) => self,
    'apply(self, fn)': function* (self: ModuleObject, fn: Value): Task {
      for (const child of self.children.values()) if (child !== null) yield* callMethod(child, 'apply', [fn]);
      yield* call(fn, [self]);
      return self;
    },
    'add_module(self, name, module)': addModule,
    'register_module(self, name, module)': addModule,
    'register_parameter(self, name, param)': (self: ModuleObject, name: string, parameter: Value) => {
      checkName(self, name, 'parameter', self.parameters);
      if (parameter !== null && !(parameter instanceof Parameter)) {
        throw exc.TypeError(
          `cannot assign '${torchTypeName(parameter)}' object to parameter '${name}' (torch.nn.Parameter or None required)`,
        );
      }
      self.parameters.set(name, parameter);
      return null;
    },
    'register_buffer(self, name, tensor, persistent=True)': registerBuffer,
    "state_dict(self, *, destination=None, prefix='', keep_vars=False)": stateDict,
    'load_state_dict(self, state_dict, strict=True)': loadStateDict,
  },
  properties: {
    ...registries,
    training: {
      get: (self: ModuleObject) => self.training,
      set: (self: ModuleObject, on: Value) => void (self.training = on === true),
    },
  },
});
