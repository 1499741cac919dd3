/** LinearTransformation: a whole picture as one vector, less a mean, times a matrix. */
import { binary, callMethod, exc, PyList, str, type Task, type Value } from '../../python/bind.ts';
import { Tensor } from '../../torch/tensor.ts';
import { classText } from './picture.ts';
import { defineTransform, field, setFields } from './transform.ts';

function tensorField(value: Value): Tensor {
  if (value instanceof Tensor) return value;
  throw exc.AttributeError(`${classText(value)} has no attribute 'size': give LinearTransformation tensors`);
}

export const linearTransformationType = defineTransform({
  name: 'LinearTransformation',
  isModule: true,
  lazy: true,
  init: [
    '__init__(self, transformation_matrix, mean_vector)',
    (self, matrix, mean) => {
      const [{ shape }, vector] = [tensorField(matrix), tensorField(mean)];
      if (shape[0] !== shape[1]) {
        throw exc.ValueError(`transformation_matrix should be square. Got (${shape.join(', ')}) rectangular matrix.`);
      }
      if (vector.shape[0] !== shape[0]) {
        throw exc.ValueError(
          `mean_vector should have the same length ${vector.shape[0]} as any one of the dimensions of the transformation_matrix [(${shape.join(', ')})]`,
        );
      }
      setFields(self, { transformation_matrix: matrix!, mean_vector: mean! });
    },
  ],
  run: () => {
    throw exc.NotImplementedError('LinearTransformation runs here on tensors, one call at a time');
  },
  call: function* (self, input): Task {
    if (!(input instanceof Tensor)) throw exc.AttributeError('shape');
    const { shape } = input;
    const matrix = tensorField(field(self, 'transformation_matrix'));
    const n = shape.slice(-3).reduce((a, b) => a * b, 1);
    if (n !== matrix.shape[0]) {
      throw exc.ValueError(
        `Input tensor and transformation matrix have incompatible shape.[${shape.slice(-3).join(' x ')}] != ${matrix.shape[0]}`,
      );
    }
    const flat = yield* callMethod(input, 'reshape', [-1, n]);
    const product = yield* callMethod(yield* binary('-', flat, field(self, 'mean_vector')), 'mm', [matrix]);
    return yield* callMethod(product, 'reshape', [new PyList([...shape])]);
  },
  repr: function* (self, name): Task<string> {
    const texts: string[] = [];
    for (const part of ['transformation_matrix', 'mean_vector']) {
      texts.push(`${part}=${yield* str(yield* callMethod(field(self, part), 'tolist'))}`);
    }
    return `${name}(${texts.join(', ')})`;
  },
});
