/** `nn.utils`: what is done to gradients between backward and step, and to weights before they are used. */
import {
  defineModule,
  exc,
  float,
  iterate,
  repr,
  toFloat,
  toInt,
  toStr,
  type Task,
  type Value,
} from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { readNode } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';
import { rnnUtilsModule } from './packed-sequence.ts';
import { pruneModule } from './prune.ts';
import { removeSpectralNorm, removeWeightNorm, spectralNorm, weightNorm } from './reparametrization.ts';

function* gradients(parameters: Value): Task<Tensor[]> {
  const list = parameters instanceof Tensor ? [parameters] : yield* iterate(parameters);
  return list.flatMap((parameter) => (parameter instanceof Tensor && parameter.grad !== null ? [parameter.grad] : []));
}

/** Scales all gradients down together where their common norm is above `max_norm`; gives the norm before. */
function* clipGradNorm(parameters: Value, maxNorm: Value, normType: Value, refuse: Value): Task {
  const grads = yield* gradients(parameters);
  if (grads.length === 0) return new Tensor(op.full([], 0, 'float32'));
  const p = toFloat(normType, 'norm_type');
  const power = (x: Node, by: number) => op.binary('pow', x, op.full([], by, 'float32'));
  const parts = grads.map(({ node }) => {
    const size = op.unary('abs', node);
    if (p === Infinity) return op.reduce('max', size, op.allAxes(size));
    return op.reduce('sum', p === 2 ? op.mul(node, node) : power(size, p), op.allAxes(node));
  });
  const norm = parts.reduce((a, b) => (p === Infinity ? op.binary('maximum', a, b) : op.add(a, b)));
  const total = p === Infinity ? norm : p === 2 ? op.unary('sqrt', norm) : power(norm, 1 / p);
  if (refuse === true && !Number.isFinite((yield* readNode(total))[0])) {
    throw exc.RuntimeError(
      `The total norm of order ${yield* repr(float(p))} for gradients from \`parameters\` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set \`error_if_nonfinite=False\``,
    );
  }
  const limit = op.scalar(toFloat(maxNorm, 'max_norm'), 'float32');
  const coefficient = op.binary(
    'minimum',
    op.div(limit, op.add(total, op.full([], 1e-6, 'float32'))),
    op.full([], 1, 'float32'),
  );
  for (const grad of grads) grad.overwrite(op.mul(grad.node, coefficient));
  return new Tensor(total);
}

function* clipGradValue(parameters: Value, clipValue: Value): Task {
  const limit = toFloat(clipValue, 'clip_value');
  const [low, high] = [op.scalar(-limit, 'float32'), op.scalar(limit, 'float32')];
  for (const grad of yield* gradients(parameters)) {
    grad.overwrite(op.binary('minimum', op.binary('maximum', grad.node, low), high));
  }
  return null;
}

const toText = (name: Value): string => toStr(name, 'name');

export const nnUtilsModule = defineModule({
  name: 'torch.nn.utils',
  functions: {
    'clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False)': clipGradNorm,
    'clip_grad_value_(parameters, clip_value)': clipGradValue,
    'parameters_to_vector(parameters)': function* (parameters: Value): Task {
      const list = (yield* iterate(parameters)) as Tensor[];
      return apply(
        'Cat',
        (...nodes) =>
          op.concat(
            nodes.map((node) => op.reshape(node, [sizeOf(node.shape)])),
            0,
          ),
        ...list,
      );
    },
    'vector_to_parameters(vec, parameters)': function* (vector: Tensor, parameters: Value): Task {
      let start = 0;
      for (const parameter of (yield* iterate(parameters)) as Tensor[]) {
        const size = sizeOf(parameter.shape);
        const part = op.slice(op.detach(vector.node), [start], [size], [1]);
        parameter.overwrite(op.reshape(part, parameter.shape));
        start += size;
      }
      return null;
    },
    "weight_norm(module, name='weight', dim=0)": (module: Value, name: Value, dim: Value) =>
      weightNorm(module, toText(name), dim),
    "remove_weight_norm(module, name='weight')": (module: Value, name: Value) => removeWeightNorm(module, toText(name)),
    "spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None)": (
      module: Value,
      name: Value,
      iterations: Value,
      eps: Value,
      dim: Value,
    ) => spectralNorm(module, toText(name), toInt(iterations, 'n_power_iterations'), toFloat(eps, 'eps'), dim),
    "remove_spectral_norm(module, name='weight')": (module: Value, name: Value) =>
      removeSpectralNorm(module, toText(name)),
  },
  members: { rnn: rnnUtilsModule, prune: pruneModule },
  absent: {
    parametrize: 'weight_norm, spectral_norm and prune run here',
    parametrizations: 'weight_norm and spectral_norm of torch.nn.utils run here',
    stateless: 'call the module itself, after load_state_dict',
    fusion: 'modules run one after the other here',
    skip_init: 'modules draw their weights when they are made here',
    clip_grad_norm: 'clip_grad_norm_ runs here',
  },
});
