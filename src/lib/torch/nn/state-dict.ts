/** `state_dict` and `load_state_dict`: what a module knows, by name. */
import {
  call, currentRun, exc, PyDict, PyList, PyTuple, tupleType, defineClass, typeName, typeOf, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { wording } from '../arguments.ts';
import { Tensor } from '../tensor.ts';
import { namedModules, type ModuleObject } from './module-object.ts';

/** An empty `collections.OrderedDict`, which is what PyTorch's state dicts are. */
export function* orderedDict(): Task<PyDict> {
  return (yield* call(currentRun().findModule('collections')!.member('OrderedDict')!, [])) as PyDict;
}

/** Every parameter and persistent buffer with its name from the root, repeated where modules share it. */
function* entries(root: ModuleObject, prefix: string): Generator<[string, Tensor]> {
  for (const [path, module] of namedModules(root, '', new Set(), false)) {
    const name = (key: string) => `${prefix}${path === '' ? '' : `${path}.`}${key}`;
    for (const [key, parameter] of module.parameters) if (parameter) yield [name(key), parameter];
    for (const [key, buffer] of module.buffers) {
      if (buffer && !module.transient.has(key)) yield [name(key), buffer];
    }
  }
}

export function* stateDict(self: ModuleObject, destination: Value, prefix: Value, keepVars: Value): Task<PyDict> {
  const state = destination instanceof PyDict ? destination : yield* orderedDict();
  for (const [name, tensor] of entries(self, wording(prefix))) {
    state.set(name, keepVars === true ? tensor : tensor.detach());
  }
  return state;
}

/** What `load_state_dict` returns. */
const incompatibleKeysType: PyType = defineClass({
  name: '_IncompatibleKeys',
  module: 'torch.nn.modules.module',
  bases: [tupleType],
  methods: {
    '__repr__(self)': (self: PyTuple) => {
      const [missing, unexpected] = self.items as [PyList, PyList];
      if (missing.items.length === 0 && unexpected.items.length === 0) return '<All keys matched successfully>';
      const list = (keys: PyList) => `[${keys.items.map((key) => `'${wording(key)}'`).join(', ')}]`;
      return `_IncompatibleKeys(missing_keys=${list(missing)}, unexpected_keys=${list(unexpected)})`;
    },
  },
  properties: {
    missing_keys: (self: PyTuple) => self.items[0]!,
    unexpected_keys: (self: PyTuple) => self.items[1]!,
  },
});

const size = ({ shape }: Tensor): string => `torch.Size([${shape.join(', ')}])`;

/** Copies values by name. Raises RuntimeError that lists everything that does not fit. */
export function loadStateDict(self: ModuleObject, state: Value, strict: Value): Value {
  if (!(state instanceof PyDict)) throw exc.TypeError(`Expected state_dict to be dict-like, got ${typeString(state)}.`);
  const own = new Map(entries(self, ''));
  const list = (keys: readonly string[]) => keys.map((key) => `"${key}"`).join(', ');
  const problems: string[] = [];
  for (const [key, tensor] of own) {
    const source = state.get(key);
    if (source === undefined) continue;
    if (!(source instanceof Tensor)) {
      problems.push(
        `While copying the parameter named "${key}", expected torch.Tensor or Tensor-like object from checkpoint but received ${typeString(source)}`,
      );
    } else if (source.shape.join() !== tensor.shape.join()) {
      problems.push(
        `size mismatch for ${key}: copying a param with shape ${size(source)} from checkpoint, the shape in current model is ${size(tensor)}.`,
      );
    } else tensor.overwrite(source.node);
  }
  const unexpected = [...state.keys()].map(wording).filter((key) => !own.has(key));
  const missing = [...own.keys()].filter((key) => state.get(key) === undefined);
  if (strict !== false && unexpected.length > 0) {
    problems.unshift(`Unexpected key(s) in state_dict: ${list(unexpected)}. `);
  }
  if (strict !== false && missing.length > 0) problems.unshift(`Missing key(s) in state_dict: ${list(missing)}. `);
  if (problems.length > 0) {
    throw exc.RuntimeError(`Error(s) in loading state_dict for ${typeOf(self).name}:\n\t${problems.join('\n\t')}`);
  }
  return new PyTuple([new PyList(missing), new PyList(unexpected)], incompatibleKeysType);
}

const typeString = (value: Value): string => {
  const { module } = typeOf(value);
  return `<class '${module === 'builtins' ? '' : `${module}.`}${typeName(value)}'>`;
};
