/** Weights that are made of other tensors before each use: `weight_norm` and `spectral_norm`, both as hooks before `forward`. */
import { exc, nativeFunction, PyObject, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument } from '../arguments.ts';
import { normalTensor } from '../ops/random.ts';
import { torchState } from '../state.ts';
import { apply, Tensor } from '../tensor.ts';
import { ModuleObject } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** Makes the weight anew before `forward`, as a hook that PyTorch registers. */
export interface Remaking {
  readonly name: string;
  /** Whose hook it is, so that the right one is removed. */
  readonly kind: string;
  /** The weight; `settles` says that it is the last one, for which no state moves on. */
  make(module: ModuleObject, settles: boolean): Tensor;
}

/** Hooks of this kind that are on a module, with the weights they make. */
const remakings = new WeakMap<ModuleObject, Map<string, { readonly remaking: Remaking; remove: () => void }>>();

/** Puts `remaking` to work: the parameter of its name gives way to a plain attribute that is made before each call. `first` stands there until then. */
export function remakeBeforeUse(module: ModuleObject, remaking: Remaking, first?: Tensor): void {
  module.parameters.delete(remaking.name);
  module.dict.set(remaking.name, first ?? remaking.make(module, false));
  const hook = nativeFunction('hook(module, inputs)', (self: ModuleObject) => {
    self.dict.set(remaking.name, remaking.make(self, false));
    return null;
  });
  const handle = module.forwardPreHooks.add(hook) as PyObject & { remove: () => void };
  const own = remakings.get(module) ?? new Map<string, { remaking: Remaking; remove: () => void }>();
  remakings.set(module, own);
  own.set(remaking.name, { remaking, remove: () => handle.remove() });
}

/** The remaking of a weight, if there is one. */
export const remakingOf = (module: ModuleObject, name: string): Remaking | null =>
  remakings.get(module)?.get(name)?.remaking ?? null;

/** Stops making a weight. */
export function stopRemaking(module: ModuleObject, name: string): void {
  remakings.get(module)?.get(name)?.remove();
  remakings.get(module)?.delete(name);
}

/** A parameter that is there to be made anew. Raises ValueError and AttributeError. */
export function parameterNamed(module: Value, name: string): { module: ModuleObject; parameter: Parameter } {
  if (!(module instanceof ModuleObject)) throw exc.TypeError('a torch.nn.Module is expected');
  const parameter = module.parameters.get(name);
  if (parameter) return { module, parameter };
  throw exc.AttributeError(`'${module.type.name}' object has no attribute '${name}'`);
}

/** Norms over all dimensions but one, with their sizes kept at 1; over all for null. */
function normsBut(x: Node, dim: number | null): Node {
  const axes = op.allAxes(x).filter((axis) => axis !== dim);
  const sums = op.unary('sqrt', op.reduce('sum', op.mul(x, x), axes));
  return dim === null ? sums : op.keepAxes(sums, x.shape, axes);
}

/** `weight_norm` (Salimans and Kingma, 2016): a weight as its direction `_v` times its length `_g`. */
export function weightNorm(given: Value, name: string, dim: Value): Value {
  const { module, parameter } = parameterNamed(given, name);
  const axis = dim === null || dim === -1 ? null : dimArgument(dim, parameter.shape.length);
  module.parameters.delete(name);
  module.parameters.set(`${name}_g`, new Parameter(normsBut(op.detach(parameter.node), axis)));
  module.parameters.set(`${name}_v`, new Parameter(op.detach(parameter.node)));
  remakeBeforeUse(module, {
    name,
    kind: 'weight_norm',
    make: (self) =>
      apply('WeightNormInterface', (g, v) => op.mul(v, op.div(g, normsBut(v, axis))), self.parameters.get(`${name}_g`)!, self.parameters.get(`${name}_v`)!), // prettier-ignore
  });
  return module;
}

/** Puts the weight that was made last in place of what it was made of. */
function settled(given: Value, name: string, kind: string, ...parts: string[]): Value {
  if (!(given instanceof ModuleObject) || remakingOf(given, name)?.kind !== kind) {
    throw exc.ValueError(`${kind} of '${name}' not found in ${given instanceof PyObject ? given.type.name : ''}`);
  }
  const weight = remakingOf(given, name)!.make(given, true);
  stopRemaking(given, name);
  for (const part of parts) {
    given.parameters.delete(name + part);
    given.buffers.delete(name + part);
  }
  given.dict.delete(name);
  given.parameters.set(name, new Parameter(op.detach(weight.node)));
  return given;
}

export const removeWeightNorm = (module: Value, name: string): Value => settled(module, name, 'weight_norm', '_g', '_v'); // prettier-ignore
export const removeSpectralNorm = (module: Value, name: string): Value => settled(module, name, 'spectral_norm', '_orig', '_u', '_v'); // prettier-ignore

const unit = (x: Node, eps: number): Node => {
  const size = op.unary('sqrt', op.reduce('sum', op.mul(x, x), op.allAxes(x)));
  return op.div(x, op.binary('maximum', size, op.full([], eps, x.dtype)));
};

/** `spectral_norm` (Miyato et al., 2018): a weight divided by its largest singular value, found by one power iteration a step. */
export function spectralNorm(given: Value, name: string, iterations: number, eps: number, dim: Value): Value {
  const { module, parameter } = parameterNamed(given, name);
  const transposes = ['ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d'].includes(module.type.name);
  const axis = dim === null ? (transposes ? 1 : 0) : dimArgument(dim, parameter.shape.length);
  const matrixOf = (w: Node): Node => {
    const order = [axis, ...op.allAxes(w).filter((i) => i !== axis)];
    const first = op.permute(w, order);
    return op.reshape(first, [w.shape[axis]!, first.shape.slice(1).reduce((a, b) => a * b, 1)]);
  };
  const matrix = matrixOf(parameter.node);
  const [rows, columns] = matrix.shape as [number, number];
  const { generator } = torchState();
  const u = new Tensor(unit(normalTensor([rows], 0, 1, generator).node, eps));
  const v = unit(normalTensor([columns], 0, 1, generator).node, eps);
  module.parameters.delete(name);
  module.parameters.set(`${name}_orig`, parameter);
  module.buffers.set(`${name}_u`, u);
  module.buffers.set(`${name}_v`, new Tensor(v));
  remakeBeforeUse(module, {
    name,
    kind: 'spectral_norm',
    make: (self, settles) =>
      apply('Div', (w) => {
        const [state, other] = [self.buffers.get(`${name}_u`)!, self.buffers.get(`${name}_v`)!];
        let left = state.node;
        let right = other.node;
        const plain = op.detach(matrixOf(w));
        for (let i = 0; i < iterations && self.training && !settles; i++) {
          right = unit(op.reshape(op.matmul(op.transpose(plain), op.reshape(left, [rows, 1])), [columns]), eps);
          left = unit(op.reshape(op.matmul(plain, op.reshape(right, [columns, 1])), [rows]), eps);
        }
        state.overwrite(left);
        other.overwrite(right);
        const size = op.matmul(op.reshape(op.detach(left), [1, rows]), op.matmul(matrixOf(w), op.reshape(op.detach(right), [columns, 1])));
        return op.div(w, op.reshape(size, []));
      }, self.parameters.get(`${name}_orig`)!),
  }, parameter.detach()); // prettier-ignore
  return module;
}
