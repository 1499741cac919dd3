/** `nn.utils.prune`: weights with a mask of zeros and ones in front of them. */
import { defineClass, defineModule, exc, iterate, PyFloat, PyTuple, repr, toInt, toStr, typeName, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, tensorArgument } from '../arguments.ts';
import { uniformTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { torchState } from '../state.ts';
import { apply, Tensor } from '../tensor.ts';
import { ModuleObject, namedModules } from './module-object.ts';
import type { Parameter } from './parameter.ts';
import { remakeBeforeUse, remakingOf, stopRemaking } from './reparametrization.ts';

/** Which of a tensor's elements stay, given those that are left of earlier prunings. */
type Method = (scores: Tensor, left: Uint8Array) => Task<Uint8Array>;

/** Halves go to the even number, as Python rounds. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest === 0.5 ? below + (below % 2) : Math.round(x);
}

/** How many of `size` go. Raises TypeError and ValueError. */
function countOf(amount: Value, size: number): number {
  const share = amount instanceof PyFloat;
  if (!share && typeof amount !== 'number') {
    throw exc.TypeError(`Invalid type for amount: ${typeName(amount)}. Must be int or float.`);
  }
  const value = share ? amount.value : amount;
  if (value < 0 || (share && value > 1)) {
    throw exc.ValueError(`amount=${value} should either be a float in the range [0, 1] or a non-negative integer`);
  }
  if (!share && value > size) {
    throw exc.ValueError(`amount=${value} should be smaller than the number of parameters to prune=${size}`);
  }
  return share ? roundHalfEven(value * size) : value;
}

/** Takes away the elements of least value among those that are left. */
function withoutLeast(values: ArrayLike<number>, left: Uint8Array, amount: Value): Uint8Array {
  const places = Array.from(left.keys()).filter((i) => left[i] === 1);
  const going = places.sort((i, j) => values[i]! - values[j]!).slice(0, countOf(amount, places.length));
  const mask = left.slice();
  for (const place of going) mask[place] = 0;
  return mask;
}

const byMagnitude = (amount: Value): Method =>
  function* (scores, left) {
    return withoutLeast((yield* readTensor(scores)).map(Math.abs), left, amount);
  };

const atRandom = (amount: Value): Method =>
  function* (_scores, left) {
    const draws = uniformTensor([left.filter((x) => x === 1).length], 0, 1, torchState().generator);
    const values = yield* readTensor(draws);
    // PyTorch draws for what is left, and takes those with the largest draws.
    let next = 0;
    const all = Float32Array.from(left, (x) => (x === 1 ? -values[next++]! : 0));
    return withoutLeast(all, left, amount);
  };

/** A mask that keeps or drops whole slices along a dimension. */
function slices(
  scores: Tensor,
  left: Uint8Array,
  dim: Value,
  choose: (kept: number[], total: number) => Task<Set<number>>,
): Task<Uint8Array> {
  const axis = dimArgument(dim, scores.shape.length);
  const inner = sizeOf(scores.shape.slice(axis + 1));
  const n = scores.shape[axis]!;
  const sliceOf = (place: number): number => Math.floor(place / inner) % n;
  return (function* (): Task<Uint8Array> {
    const kept = Array.from({ length: n }, (_, i) => i).filter((i) => left.some((x, place) => x === 1 && sliceOf(place) === i)); // prettier-ignore
    const going = yield* choose(kept, n);
    return left.map((x, place) => (going.has(sliceOf(place)) ? 0 : x));
  })();
}

const byNorm = (amount: Value, power: Value, dim: Value): Method =>
  function* (scores, left) {
    const values = yield* readTensor(scores);
    const p = power instanceof PyFloat ? power.value : toInt(power, 'n');
    const axis = dimArgument(dim, scores.shape.length);
    const inner = sizeOf(scores.shape.slice(axis + 1));
    const n = scores.shape[axis]!;
    const sums = new Float64Array(n);
    values.forEach((value: number, place: number) => {
      const i = Math.floor(place / inner) % n;
      sums[i] = p === Infinity ? Math.max(sums[i]!, Math.abs(value)) : sums[i]! + Math.abs(value) ** p;
    });
    return yield* slices(scores, left, dim, function* (kept) {
      return new Set(kept.sort((i, j) => sums[i]! - sums[j]!).slice(0, countOf(amount, kept.length)));
    });
  };

const slicesAtRandom = (amount: Value, dim: Value): Method =>
  function* (scores, left) {
    return yield* slices(scores, left, dim, function* (kept) {
      const draws = yield* readTensor(uniformTensor([kept.length], 0, 1, torchState().generator));
      const order = kept.map((_, i) => i).sort((i, j) => draws[i]! - draws[j]!);
      return new Set(order.slice(0, countOf(amount, kept.length)).map((i) => kept[i]!));
    });
  };

const fromMask = (mask: Tensor): Method =>
  function* (_scores, left) {
    const values = yield* readTensor(mask);
    return left.map((x, i) => (values[i] === 0 ? 0 : x));
  };

const moduleOf = (value: Value): ModuleObject => {
  if (value instanceof ModuleObject) return value;
  throw exc.TypeError('a torch.nn.Module is expected');
};

/** The parameter behind a name, whether it has a mask already or not. */
function originalOf(module: ModuleObject, name: string): Parameter {
  const found = module.parameters.get(`${name}_orig`) ?? module.parameters.get(name);
  if (found) return found;
  throw exc.AttributeError(`'${module.type.name}' object has no attribute '${name}'`);
}

/** Elements that earlier prunings left. */
function* leftOf(module: ModuleObject, name: string): Task<Uint8Array> {
  const mask = module.buffers.get(`${name}_mask`);
  if (!mask) return new Uint8Array(sizeOf(originalOf(module, name).shape)).fill(1);
  return Uint8Array.from(yield* readTensor(mask));
}

/** Masks a parameter, which goes on under the name with `_orig`. */
function* pruned(given: Value, named: Value, method: Method, importance: Value = null): Task<ModuleObject> {
  const [module, name] = [moduleOf(given), toStr(named, 'name')];
  const original = originalOf(module, name);
  const scores = importance === null ? original : tensorArgument(importance, 'importance_scores');
  const kept = yield* method(scores, yield* leftOf(module, name));
  const mask = new Tensor(dataNode(Float32Array.from(kept), original.shape, original.dtype));
  const before = module.buffers.get(`${name}_mask`);
  if (before) before.overwrite(mask.node);
  else {
    module.parameters.delete(name);
    module.parameters.set(`${name}_orig`, original);
    module.buffers.set(`${name}_mask`, mask);
    remakeBeforeUse(module, { name, kind: 'prune', make: masked(name) });
  }
  module.dict.set(name, masked(name)(module));
  return module;
}

const masked =
  (name: string) =>
  (module: ModuleObject): Tensor =>
    apply('Mul', (x, m) => op.mul(m, x), module.parameters.get(`${name}_orig`)!, module.buffers.get(`${name}_mask`)!);

function* remove(given: Value, named: Value): Task<ModuleObject> {
  const [module, name] = [moduleOf(given), toStr(named, 'name')];
  if (remakingOf(module, name)?.kind !== 'prune') {
    throw exc.ValueError(`Parameter '${name}' of module ${yield* repr(module)} has to be pruned before pruning can be removed`); // prettier-ignore
  }
  const original = originalOf(module, name);
  original.overwrite(masked(name)(module).node);
  stopRemaking(module, name);
  module.parameters.delete(`${name}_orig`);
  module.buffers.delete(`${name}_mask`);
  module.dict.delete(name);
  module.parameters.set(name, original);
  return module;
}

/** What `global_unstructured` is told to prune by. */
const methodType = (name: string): PyType => defineClass({ name, module: 'torch.nn.utils.prune', allocate: null });
const l1Type = methodType('L1Unstructured');
const randomType = methodType('RandomUnstructured');

/** Prunes parameters of several modules as one. */
function* globally(parameters: Value, method: Value, _scores: Value, kwargs: ReadonlyMap<string, Value>): Task<null> {
  const pairs = (yield* iterate(parameters)).map((pair) => {
    if (!(pair instanceof PyTuple) || pair.items.length !== 2) throw exc.TypeError('global_unstructured(): parameters must be pairs of module and name'); // prettier-ignore
    return { module: moduleOf(pair.items[0]!), name: toStr(pair.items[1]!, 'name') };
  });
  const by = method === l1Type ? byMagnitude : method === randomType ? atRandom : null;
  if (by === null) throw exc.NotImplementedError('global_unstructured runs here with prune.L1Unstructured and prune.RandomUnstructured'); // prettier-ignore
  const all: number[] = [];
  const left: number[] = [];
  for (const { module, name } of pairs) {
    for (const value of yield* readTensor(originalOf(module, name))) all.push(value);
    left.push(...(yield* leftOf(module, name)));
  }
  const scores = new Tensor(dataNode(Float32Array.from(all), [all.length], 'float32'));
  const kept = yield* by(kwargs.get('amount') ?? null)(scores, Uint8Array.from(left));
  let start = 0;
  for (const { module, name } of pairs) {
    const { shape } = originalOf(module, name);
    const own = kept.subarray(start, (start += sizeOf(shape)));
    yield* pruned(module, name, fromMask(new Tensor(dataNode(Float32Array.from(own), shape, 'float32'))));
  }
  return null;
}

export const pruneModule = defineModule({
  name: 'torch.nn.utils.prune',
  functions: {
    'identity(module, name)': (module: Value, name: Value) => pruned(module, name, function* (_scores, left) {
      return left;
    }),
    'l1_unstructured(module, name, amount, importance_scores=None)': (module: Value, name: Value, amount: Value, scores: Value) => pruned(module, name, byMagnitude(amount), scores),
    'random_unstructured(module, name, amount)': (module: Value, name: Value, amount: Value) => pruned(module, name, atRandom(amount)),
    'ln_structured(module, name, amount, n, dim, importance_scores=None)': (module: Value, name: Value, amount: Value, n: Value, dim: Value, scores: Value) => pruned(module, name, byNorm(amount, n, dim), scores),
    'random_structured(module, name, amount, dim)': (module: Value, name: Value, amount: Value, dim: Value) => pruned(module, name, slicesAtRandom(amount, dim)),
    'custom_from_mask(module, name, mask)': (module: Value, name: Value, mask: Value) => pruned(module, name, fromMask(tensorArgument(mask, "custom_from_mask(): argument 'mask'"))),
    'global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs)': globally,
    'remove(module, name)': remove,
    'is_pruned(module)': (module: Value) => [...namedModules(moduleOf(module))].some(([, m]) => [...m.buffers.keys()].some((name) => name.endsWith('_mask') && remakingOf(m, name.slice(0, -'_mask'.length))?.kind === 'prune')),
  },
  members: { L1Unstructured: l1Type, RandomUnstructured: randomType },
  absent: { BasePruningMethod: 'custom_from_mask takes a mask that the program makes itself' },
}); // prettier-ignore
