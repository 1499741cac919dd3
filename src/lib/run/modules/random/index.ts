/** Python's module `random`. */
import {
  binary, defineClass, defineModule, exc, float, iterate, normalizeInt, perRun, PyBytes, PyFloat, PyInstance, PyTuple, toFloat, toInt, tuple, type Functions, type PyModule, type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { exp } from '../../../libm/elementary.ts';
import { PythonRandom } from '../../../random/python-random.ts';
import { beta, exponential, gamma, pareto, triangular, vonMises, weibull } from './distributions.ts';
import { choice, choices, randrange, sample, shuffle } from './sampling.ts';
import { seed } from './seed.ts';

/** An instance of `random.Random`. */
class RandomObject extends PyInstance {
  readonly stream = new PythonRandom();

  constructor(type: PyType) {
    super(type);
    seed(this.stream, null);
  }
}

const number = (value: Value): number => toFloat(value, 'the argument');

function bits(stream: PythonRandom, k: Value): Value {
  const count = toInt(k, 'k');
  if (count < 0) throw exc.ValueError('number of bits must be non-negative');
  return normalizeInt(stream.bits(count));
}

function state(stream: PythonRandom): Value {
  const { words, index, gaussNext } = stream.save();
  return tuple(3, tuple(...words, index), gaussNext === null ? null : float(gaussNext));
}

function* setState(stream: PythonRandom, saved: Value): Task {
  if (!(saved instanceof PyTuple) || saved.items[0] !== 3) throw exc.ValueError('state must be what getstate() gave');
  const words = (yield* iterate(saved.items[1]!)).map((word) => toInt(word, 'state'));
  const spare = saved.items[2]!;
  stream.restore({
    words: Uint32Array.from(words.slice(0, 624)),
    index: words[624]!,
    gaussNext: spare instanceof PyFloat ? spare.value : null,
  });
  return null;
}

type Method = (stream: PythonRandom, ...args: never[]) => Value | Task;

/** By signature, without the `self` that methods have. */
const METHODS: Readonly<Record<string, Method>> = {
  'seed(a=None, version=2)': (s, a: Value, version: Value) => {
    seed(s, a, version === 1);
    return null;
  },
  'random()': (s) => float(s.random()),
  'uniform(a, b)': function* (s, a: Value, b: Value): Task {
    return yield* binary('+', a, yield* binary('*', yield* binary('-', b, a), float(s.random())));
  },
  'randint(a, b)': (s, a: Value, b: Value) =>
    randrange(s, a, typeof b === 'bigint' ? normalizeInt(b + 1n) : toInt(b, 'b') + 1, 1),
  'randrange(start, stop=None, step=1)': randrange,
  'getrandbits(k)': bits,
  'randbytes(n)': (s, n: Value) => {
    const count = toInt(n, 'n');
    const value = s.bits(8 * count);
    return new PyBytes(Uint8Array.from({ length: count }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn)));
  },
  'choice(seq)': choice,
  'choices(population, weights=None, *, cum_weights=None, k=1)': choices,
  'shuffle(x)': shuffle,
  'sample(population, k, *, counts=None)': sample,
  'gauss(mu=0.0, sigma=1.0)': (s, mu: Value, sigma: Value) => float(number(mu) + s.gauss() * number(sigma)),
  'normalvariate(mu=0.0, sigma=1.0)': (s, mu: Value, sigma: Value) => float(number(mu) + s.normal() * number(sigma)),
  'lognormvariate(mu, sigma)': (s, mu: Value, sigma: Value) => float(exp(number(mu) + s.normal() * number(sigma))),
  'expovariate(lambd)': (s, lambd: Value) => float(exponential(s, number(lambd))),
  'triangular(low=0.0, high=1.0, mode=None)': (s, low: Value, high: Value, mode: Value) =>
    float(triangular(s, number(low), number(high), mode === null ? null : number(mode))),
  'gammavariate(alpha, beta)': (s, alpha: Value, b: Value) => float(gamma(s, number(alpha), number(b))),
  'betavariate(alpha, beta)': (s, alpha: Value, b: Value) => float(beta(s, number(alpha), number(b))),
  'vonmisesvariate(mu, kappa)': (s, mu: Value, kappa: Value) => float(vonMises(s, number(mu), number(kappa))),
  'paretovariate(alpha)': (s, alpha: Value) => float(pareto(s, number(alpha))),
  'weibullvariate(alpha, beta)': (s, alpha: Value, b: Value) => float(weibull(s, number(alpha), number(b))),
  'getstate()': (s) => state(s),
  'setstate(state)': setState,
};

/** What draws nothing by way of `random()`. */
const OWN_DRAWS = /^(seed|random|getrandbits|randbytes|getstate|setstate)\(/;

/** The stream that the methods draw from. Throws NotImplementedError where a class has a `random()` of its own, which they would have to call. */
function streamOf(self: RandomObject): PythonRandom {
  if (self.type.lookup('random') !== randomType.dict.get('random')) {
    throw exc.NotImplementedError(
      `the methods of random.Random do not call the random() of ${self.type.name} here; calling self.random() does run`,
    );
  }
  return self.stream;
}

const asMethods: Functions = Object.fromEntries(
  Object.entries(METHODS).map(([text, run]) => [
    text.endsWith('()') ? text.replace('()', '(self)') : text.replace('(', '(self, '),
    (self: RandomObject, ...args: never[]) => run(OWN_DRAWS.test(text) ? self.stream : streamOf(self), ...args),
  ]),
);

const randomType: PyType = defineClass({
  name: 'Random',
  module: 'random',
  allocate: (type) => new RandomObject(type),
  methods: {
    '__init__(self, x=None)': (self: RandomObject, x: Value) => {
      seed(self.stream, x);
      return null;
    },
    ...asMethods,
  },
});

/** The stream of the module's own functions, one for each run. */
const shared = perRun(() => new RandomObject(randomType));

const randomModule = defineModule({
  name: 'random',
  functions: Object.fromEntries(
    Object.entries(METHODS).map(([text, run]) => [text, (...args: never[]) => run(shared().stream, ...args)]),
  ),
  members: { Random: randomType },
  absent: {
    SystemRandom: 'random.Random runs here',
  },
});

/** By dotted name. */
export const randomModules: ReadonlyMap<string, PyModule> = new Map([['random', randomModule]]);
