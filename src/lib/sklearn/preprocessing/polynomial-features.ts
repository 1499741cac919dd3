/** `PolynomialFeatures`: powers and products of columns, with which a linear model bends. */
import {
  exc,
  iterate,
  PyList,
  PyTuple,
  repr,
  toInt,
  type PyInstance,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { NdArray, ndarray } from '../../numpy/ndarray.ts';
import { transformerMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { notFitted } from '../exceptions.ts';
import { featuresToFit, featuresToRead, matrixOf } from '../features.ts';

/** The columns that a product is made of, with repetition, in order; none for the bias. */
type Product = readonly number[];

/** The smallest and the largest degree that the parameter `degree` asks for. */
function* degreesOf(degree: Value): Task<readonly [number, number]> {
  if (!(degree instanceof PyTuple || degree instanceof PyList)) return [0, toInt(degree, 'degree')];
  const [least, most] = (yield* iterate(degree)).map((value) => toInt(value, 'degree'));
  if (least === undefined || most === undefined || least < 0 || least > most) {
    throw exc.ValueError(
      `degree=(min_degree, max_degree) must be non-negative integers that fulfil min_degree <= max_degree, got ${yield* repr(degree)}.`,
    );
  }
  return [least, most];
}

/** Every product of `columns` columns: by degree, then as itertools would give them. */
function* productsOf(self: PyInstance, columns: number): Task<Product[]> {
  const [least, most] = yield* degreesOf(get(self, 'degree'));
  const repeats = get(self, 'interaction_only') !== true;
  const bias = get(self, 'include_bias') === true;
  if (most === 0 && !bias) {
    throw exc.ValueError('Setting degree to zero and include_bias to False would result in an empty output array.');
  }
  const products: Product[] = bias ? [[]] : [];
  let before: Product[] = [[]];
  for (let degree = 1; degree <= most; degree++) {
    before = before.flatMap((product) => {
      const first = product.length === 0 ? 0 : product.at(-1)! + (repeats ? 0 : 1);
      return Array.from({ length: Math.max(columns - first, 0) }, (_, i) => [...product, first + i]);
    });
    if (degree >= least) products.push(...before);
  }
  return products;
}

function* fittedProducts(self: PyInstance): Task<Product[]> {
  const columns = self.dict.get('n_features_in_');
  if (columns === undefined) throw notFitted('PolynomialFeatures');
  return yield* productsOf(self, columns as number);
}

/** How often each column is in a product. */
const powersOf = (product: Product, columns: number): number[] =>
  Array.from({ length: columns }, (_, column) => product.filter((factor) => factor === column).length);

/** A product as a reader would write it: `x0^2 x1`. */
function nameOf(product: Product, names: readonly string[]): string {
  const factors = powersOf(product, names.length).map((power, i) =>
    power === 0 ? '' : power === 1 ? names[i]! : `${names[i]!}^${power}`,
  );
  return factors.filter((factor) => factor !== '').join(' ') || '1';
}

export const polynomialFeaturesType: PyType = defineEstimator({
  name: 'PolynomialFeatures',
  module: 'sklearn.preprocessing._polynomial',
  parameters: "degree=2, *, interaction_only=False, include_bias=True, order='C'",
  mixins: [transformerMixinType],
  methods: {
    'fit(self, X, y=None)': function* (self: PyInstance, x: Value): Task {
      const { width } = yield* featuresToFit(self, x);
      self.dict.set('n_output_features_', (yield* productsOf(self, width)).length);
      return self;
    },
    'transform(self, X)': function* (self: PyInstance, x: Value): Task {
      const { values, count, width } = yield* featuresToRead(self, x);
      const products = yield* fittedProducts(self);
      const out = new Float64Array(count * products.length);
      for (let row = 0; row < count; row++) {
        products.forEach((product, i) => {
          // The last factors first, as scikit-learn multiplies each column by what a degree less gave.
          out[row * products.length + i] = product.reduceRight(
            (made, column) => values[row * width + column]! * made,
            1,
          );
        });
      }
      return matrixOf(out, count, products.length);
    },
    'get_feature_names_out(self, input_features=None)': function* (self: PyInstance, given: Value): Task {
      const products = yield* fittedProducts(self);
      const columns = self.dict.get('n_features_in_') as number;
      const names =
        given === null
          ? Array.from({ length: columns }, (_, i) => `x${i}`)
          : (yield* iterate(given)).map((name) => name as string);
      const texts = products.map((product) => nameOf(product, names));
      return new NdArray(Float64Array.from(texts.keys()), 'object', [texts.length], undefined, texts);
    },
  },
  properties: {
    powers_: function* (self: PyInstance): Task {
      const products = yield* fittedProducts(self);
      const columns = self.dict.get('n_features_in_') as number;
      const powers = products.flatMap((product) => powersOf(product, columns));
      return ndarray(powers, [products.length, columns], 'int64');
    },
  },
});
