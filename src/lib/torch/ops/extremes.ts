/** The largest and smallest, where they are, and whether all or any are true. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { reduced } from './reductions.ts';

/** The extreme over `dim`. */
export const reducedBy = (x: Node, dim: Value, keepdim: Value, kind: 'max' | 'min'): Node =>
  reduced(x, dim, keepdim, (n, axes) => op.reduce(kind, n, axes));

/** Nothing has no extreme. Raises RuntimeError. */
function refuseEmpty(x: Tensor, name: string, error: 'RuntimeError' | 'IndexError' = 'RuntimeError'): void {
  if (sizeOf(x.shape) > 0) return;
  const advice = error === 'RuntimeError' ? " Specify the reduction dim with the 'dim' argument." : '';
  throw exc[error](`${name}(): Expected reduction dim to be specified for input.numel() == 0.${advice}`);
}

/** A dimension that a program names and that has elements. Raises IndexError. */
export function filledAxis(x: Tensor, dim: Value, name: string): number {
  const axis = dimArgument(dim, x.shape.length);
  if (x.shape[axis] === 0) throw exc.IndexError(`${name}(): Expected reduction dim ${axis} to have non-zero size.`);
  return axis;
}

/** `max()` of everything, `max(dim)` with indices, `max(other)` element by element. */
function extreme(kind: 'max' | 'min') {
  return (x: Tensor, dim: Value, keepdim: Value): Value => {
    if (dim instanceof Tensor) {
      return apply(kind === 'max' ? 'Maximum' : 'Minimum', (a, b) => op.binary(`${kind}imum`, a, b), x, dim);
    }
    if (dim === null) {
      refuseEmpty(x, kind);
      return apply(kind === 'max' ? 'Max#1' : 'Min#1', (node) => op.reduce(kind, node, op.allAxes(node)), x);
    }
    const axis = filledAxis(x, dim, kind);
    if (x.shape.length === 0) return namedResults[kind](x, new Tensor(op.full([], 0, 'int64')));
    const indices = apply('Arg', (node) => op.argExtreme(`arg${kind}`, node, axis), x);
    const at = op.keepAxes(indices.node, x.shape, [axis]);
    const shape = (node: Node) => (keepdim === true ? node : op.reshape(node, indices.shape));
    const values = apply(kind === 'max' ? 'Max' : 'Min', (node) => shape(op.gather(node, axis, at)), x);
    return namedResults[kind](values, keepdim === true ? new Tensor(at) : indices);
  };
}

function argExtreme(kind: 'argmax' | 'argmin') {
  return (x: Tensor, dim: Value, keepdim: Value): Tensor => {
    if (dim === null) refuseEmpty(x, kind, 'IndexError');
    const axis = dim === null ? null : filledAxis(x, dim, kind);
    const kept = keepdim === true;
    return apply(
      'Arg',
      (node) => {
        if (axis === null || node.shape.length === 0) {
          const place = op.argExtreme(kind, op.reshape(node, [sizeOf(node.shape)]), 0);
          return kept ? op.reshape(place, node.shape.map(() => 1)) : place;
        }
        return reduced(node, axis, kept, (n) => op.argExtreme(kind, n, axis));
      },
      x,
    ); // prettier-ignore
  };
}

/** `amax` and `amin`: over several dimensions, with the gradient shared among equals. */
function among(kind: 'max' | 'min') {
  return (x: Tensor, dim: Value, keepdim: Value): Tensor => {
    if (dim === null) refuseEmpty(x, `a${kind}`);
    return apply(kind === 'max' ? 'Amax' : 'Amin', (node) => reducedBy(node, dim, keepdim, kind), x);
  };
}

/** Both extremes at once. */
function aminmax(x: Tensor, dim: Value, keepdim: Value): Value {
  if (sizeOf(x.shape) === 0) {
    throw exc.RuntimeError(
      'aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.',
    );
  }
  const axis = dim === null ? null : dimArgument(dim, x.shape.length);
  const of = (kind: 'max' | 'min') => apply('Aminmax', (node) => reducedBy(node, axis, keepdim, kind), x);
  return namedResults.aminmax(of('min'), of('max'));
}

/** True everywhere, or anywhere; of nothing, true and false. */
function quantifier(kind: 'min' | 'max') {
  return (x: Tensor, dim: Value, keepdim: Value): Tensor => {
    const axis = dim === null ? null : dimArgument(dim, x.shape.length);
    return apply(
      'Quantifier',
      (node) => {
        const truths = op.cast(op.cast(node, 'bool'), 'int32');
        const nothing = sizeOf(node.shape) === 0;
        const result = reduced(truths, axis, keepdim, (n, axes) => op.reduce(nothing ? 'sum' : kind, n, axes));
        return nothing ? op.full(result.shape, kind === 'min' ? 1 : 0, 'bool') : op.cast(result, 'bool');
      },
      x,
    );
  };
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const extremeFunctions: Functions = {
  'max(input, dim=None, keepdim=False)': extreme('max'),
  'min(input, dim=None, keepdim=False)': extreme('min'),
  'amax(input, dim=None, keepdim=False)': among('max'),
  'amin(input, dim=None, keepdim=False)': among('min'),
  'aminmax(input, *, dim=None, keepdim=False)': aminmax,
  'argmax(input, dim=None, keepdim=False)': argExtreme('argmax'),
  'argmin(input, dim=None, keepdim=False)': argExtreme('argmin'),
  'all(input, dim=None, keepdim=False)': quantifier('min'),
  'any(input, dim=None, keepdim=False)': quantifier('max'),
};
