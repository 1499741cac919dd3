/** `torch.optim.LBFGS`: steps by a curvature that it remembers from the last gradients (Nocedal 1980). */
import {
  call,
  defineClass,
  exc,
  toInt,
  wait,
  type PyDict,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { torchHost } from '../host.ts';
import { item, readNode, readTensor } from '../ops/reading.ts';
import { torchState } from '../state.ts';
import { Tensor } from '../tensor.ts';
import { addGroups, eachParameter, Options, optimizerType, OptimizerObject } from './optimizer.ts';
import { dot, largest, strongWolfe, type Vector } from './strong-wolfe.ts';

/** What is remembered between steps. */
interface Memory {
  iterations: number;
  direction: Vector;
  t: number;
  /** Pairs of a change of the gradient and the step that made it, the oldest first. */
  pairs: { change: Vector; step: Vector; share: number }[];
  scale: number;
  gradient: Vector;
}

class LbfgsObject extends OptimizerObject {
  memory: Memory | null = null;
  /** The loss that a step will return: the engine must not free it on the way. */
  loss: Value = null;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    visit(this.loss);
  }
}

const minus = (a: Vector, b: Vector): Vector => a.map((x, i) => x - b[i]!);
const scaled = (a: Vector, by: number): Vector => a.map((x) => x * by);
const plus = (a: Vector, b: Vector, by: number): Vector => a.map((x, i) => x + b[i]! * by);

const parametersOf = (self: LbfgsObject): Tensor[] => [...eachParameter(self)].map(([parameter]) => parameter);

function* joined(parts: readonly Tensor[], valuesOf: (x: Tensor) => Task<ArrayLike<number>>): Task<Vector> {
  const result = new Float32Array(parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  let at = 0;
  for (const part of parts) {
    result.set(yield* valuesOf(part), at);
    at += sizeOf(part.shape);
  }
  return result;
}

/** All gradients in one row; zeros where there is none. */
const gradientOf = (self: LbfgsObject): Task<Vector> =>
  joined(parametersOf(self), function* (x) {
    return x.grad === null ? new Float32Array(sizeOf(x.shape)) : yield* readNode(x.grad.node);
  });

/** Puts all parameters where a row of numbers says, and lets the engine free what is no longer held. */
function* place(self: LbfgsObject, values: Vector): Task<void> {
  let at = 0;
  const written = parametersOf(self).map((parameter) => {
    const size = sizeOf(parameter.shape);
    parameter.overwrite(dataNode(values.slice(at, at + size), parameter.shape, parameter.dtype));
    at += size;
    return parameter.node;
  });
  const { engine, optimizerStep } = torchHost();
  const busy = engine.step(written);
  if (busy !== null) yield* wait(busy);
  optimizerStep();
}

function* lossOf(value: Value): Task<number> {
  const number = value instanceof Tensor ? yield* item(value) : value;
  return Number(typeof number === 'object' && number !== null && 'value' in number ? number.value : number);
}

/** The direction of the next step, by the two loops over what is remembered. */
function directionFrom(memory: Memory, gradient: Vector): Vector {
  let q = scaled(gradient, -1);
  const shares: number[] = [];
  for (let i = memory.pairs.length - 1; i >= 0; i--) {
    const { change, step, share } = memory.pairs[i]!;
    shares[i] = dot(step, q) * share;
    q = plus(q, change, -shares[i]!);
  }
  let r = scaled(q, memory.scale);
  memory.pairs.forEach(({ change, step, share }, i) => {
    r = plus(r, step, shares[i]! - dot(change, r) * share);
  });
  return r;
}

/** Remembers how the gradient changed along the last step. */
function remember(memory: Memory, gradient: Vector, most: number): void {
  const change = minus(gradient, memory.gradient);
  const step = scaled(memory.direction, memory.t);
  const curvature = dot(change, step);
  if (curvature <= 1e-10) return;
  if (memory.pairs.length === most) memory.pairs.shift();
  memory.pairs.push({ change, step, share: 1 / curvature });
  memory.scale = curvature / dot(change, change);
}

function* step(self: LbfgsObject, closure: Value): Task {
  const group = self.groups.items[0] as PyDict;
  const options = new Options(group);
  const search = group.get('line_search_fn') ?? null;
  if (search !== null && search !== 'strong_wolfe') throw exc.RuntimeError("only 'strong_wolfe' is supported");
  const [rate, most, flat, still] = ['lr', 'max_iter', 'tolerance_grad', 'tolerance_change'].map((name) => options.number(name)) as [number, number, number, number]; // prettier-ignore
  const evaluate = function* (): Task<{ value: Value; loss: number; gradient: Vector }> {
    const before = torchState().gradEnabled;
    torchState().gradEnabled = true;
    const value = yield* call(closure, []);
    torchState().gradEnabled = before;
    return { value, loss: yield* lossOf(value), gradient: yield* gradientOf(self) };
  };
  self.stepsSinceScheduled++;
  const first = yield* evaluate();
  self.loss = first.value;
  let { loss, gradient } = first;
  let evaluations = 1;
  if (largest(gradient) <= flat) return first.value;
  const memory = (self.memory ??= { iterations: 0, direction: gradient, t: 0, pairs: [], scale: 1, gradient });
  for (let iteration = 1; iteration <= most; iteration++) {
    memory.iterations++;
    if (memory.iterations === 1) memory.direction = scaled(gradient, -1);
    else {
      remember(memory, gradient, options.number('history_size'));
      memory.direction = directionFrom(memory, gradient);
    }
    const { direction } = memory;
    memory.gradient = gradient;
    const lossBefore = loss;
    const total = gradient.reduce((sum, x) => sum + Math.abs(x), 0);
    memory.t = memory.iterations === 1 ? Math.min(1, 1 / total) * rate : rate;
    if (dot(gradient, direction) > -still) break;
    const start = yield* joined(parametersOf(self), readTensor);
    let calls = 0;
    if (search !== null) {
      const objective = function* (t: number): Task<{ loss: number; gradient: Vector }> {
        yield* place(self, plus(start, direction, t));
        return yield* evaluate();
      };
      const found = yield* strongWolfe(objective, direction, memory.t, { loss, gradient }, 1e-9);
      ({ loss, gradient, t: memory.t, evaluations: calls } = found);
      yield* place(self, plus(start, direction, memory.t));
    } else {
      yield* place(self, plus(start, direction, memory.t));
      if (iteration < most) {
        ({ loss, gradient } = yield* evaluate());
        calls = 1;
      }
    }
    evaluations += calls;
    if (iteration === most || evaluations >= options.number('max_eval')) break;
    if (largest(gradient) <= flat || largest(scaled(direction, memory.t)) <= still) break;
    if (Math.abs(loss - lossBefore) < still) break;
  }
  return first.value;
}

const OPTIONS = ['lr', 'max_iter', 'max_eval', 'tolerance_grad', 'tolerance_change', 'history_size', 'line_search_fn'];

export const lbfgsType: PyType = defineClass({
  name: 'LBFGS',
  module: 'torch.optim.lbfgs',
  bases: [optimizerType],
  allocate: (type) => new LbfgsObject(type),
  methods: {
    '__init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9, history_size=100, line_search_fn=None)':
      function* (self: LbfgsObject, params: Value, ...values: Value[]): Task {
        const defaults = new Map(OPTIONS.map((name, i) => [name, values[i]!]));
        const most = toInt(values[1]!, 'max_iter');
        if (defaults.get('max_eval') === null) defaults.set('max_eval', Math.floor((most * 5) / 4));
        yield* addGroups(self, params, defaults);
        if (self.groups.items.length !== 1) {
          throw exc.ValueError("LBFGS doesn't support per-parameter options (parameter groups)");
        }
        return null;
      },
    'step(self, closure)': step,
  },
});
