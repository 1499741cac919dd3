/** AugMix: a picture mixed with some that went through chains of operations (Hendrycks et al. 2020). */
import { exc, str, toInt, type PyInstance, type Task } from '../../../python/bind.ts';
import { dirichlet } from '../../../random/gamma.ts';
import { hostArray } from '../../../tensor/dtype.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import { torchState } from '../../../torch/state.ts';
import { Tensor } from '../../../torch/tensor.ts';
import { numberArgument, outsideFill } from '../arguments.ts';
import { integer } from '../draws.ts';
import { pilToTensor, toImage } from '../functional/conversion.ts';
import { filterArgument, interpolationField } from '../interpolation.ts';
import { dimensionsOf, hostValues, type Picture } from '../picture.ts';
import { defineTransform, field, setFields } from '../transform.ts';
import { mixed, operated } from './operations.ts';

const f = Math.fround;
/** How many magnitudes there are, of which `severity` are drawn from. */
const MAGNITUDES = 10;

/** A row of random weights that add up to 1. */
const weights = (alpha: number, n: number): Float32Array =>
  dirichlet(torchState().generator, new Float32Array(n).fill(alpha), n);

const whole = (self: PyInstance, name: string): number => toInt(field(self, name), name);

function mix(self: PyInstance, x: Tensor): Tensor {
  const fill = outsideFill(field(self, 'fill'), x);
  const filter = filterArgument(field(self, 'interpolation'), 'bilinear');
  const { width, height } = dimensionsOf(x);
  const ranges = [...mixed(MAGNITUDES, width, height, field(self, 'all_ops') === true)];
  const alpha = numberArgument(field(self, 'alpha'), 'alpha');
  const chains = whole(self, 'mixture_width');
  // PyTorch draws for each picture of a batch, first how much stays, then the chains' parts.
  const count = x.shape.slice(0, -3).reduce((a, b) => a * b, 1);
  const kept = Array.from({ length: count }, () => weights(alpha, 2));
  const parts = kept.map((m) => weights(alpha, chains).map((weight) => weight * m[1]!));
  const values = hostValues(x, 'AugMix');
  const size = values.length / count;
  const sum = Float32Array.from(values, (v, i) => kept[Math.floor(i / size)]![0]! * v);
  for (let chain = 0; chain < chains; chain++) {
    let result: Picture = x;
    const depth = whole(self, 'chain_depth') > 0 ? whole(self, 'chain_depth') : integer(1, 4);
    for (let i = 0; i < depth; i++) {
      const [name, { magnitudes, signed }] = ranges[integer(0, ranges.length)]!;
      const size = magnitudes === null ? 0 : magnitudes[integer(0, whole(self, 'severity'))]!;
      const magnitude = signed && integer(0, 2) === 1 ? -size : size;
      result = operated(result, name, magnitude, filter, fill);
    }
    hostValues(result as Tensor, 'AugMix').forEach((v, i) => {
      sum[i] = f(sum[i]! + f(parts[Math.floor(i / size)]![chain]! * v));
    });
  }
  const out = hostArray(x.dtype, sum.length);
  sum.forEach((v, i) => (out[i] = v));
  return hostTensor(out, x.shape, x.dtype);
}

const FIELDS = ['severity', 'mixture_width', 'chain_depth', 'alpha', 'all_ops', 'interpolation', 'fill'];

export const augMixType = defineTransform({
  name: 'AugMix',
  isModule: true,
  random: true,
  init: [
    '__init__(self, severity=3, mixture_width=3, chain_depth=-1, alpha=1.0, all_ops=True, interpolation=InterpolationMode.BILINEAR, fill=None)',
    (self, severity, width, depth, alpha, all, interpolation, fill) => {
      const level = toInt(severity, 'severity');
      if (level < 1 || level > MAGNITUDES) {
        throw exc.ValueError(`The severity must be between [1, ${MAGNITUDES}]. Got ${level} instead.`);
      }
      setFields(self, {
        severity: severity!,
        mixture_width: width!,
        chain_depth: depth!,
        alpha: alpha!,
        all_ops: all!,
        interpolation: interpolationField(interpolation, 'bilinear'),
        fill: fill!,
      });
    },
  ],
  run: (self, picture) => (picture instanceof Tensor ? mix(self, picture) : toImage(mix(self, pilToTensor(picture)))),
  repr: function* (self, name): Task<string> {
    const shown: string[] = [];
    for (const key of FIELDS) shown.push(`${key}=${yield* str(field(self, key))}`);
    return `${name}(${shown.join(', ')})`;
  },
});
