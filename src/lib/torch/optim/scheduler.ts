/** `torch.optim.lr_scheduler`: learning rates that change with the epochs. */
import {
  call, defineClass, defineModule, exc, float, floatType, PyDict, PyInstance, PyList, toFloat, toInt, typeName, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { sequenceItems } from '../arguments.ts';
import { OptimizerObject } from './optimizer.ts';

/** An instance of a scheduler. */
class SchedulerObject extends PyInstance {
  optimizer: OptimizerObject | null = null;
  baseRates: number[] = [];
  epoch = 0;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    visit(this.optimizer);
  }

  get groups(): PyDict[] {
    return this.optimizer!.groups.items.filter((group) => group instanceof PyDict);
  }

  get rates(): number[] {
    return this.groups.map((group) => toFloat(group.get('lr') ?? null, 'lr'));
  }

  set rates(rates: readonly number[]) {
    this.groups.forEach((group, i) => group.set('lr', float(rates[i]!)));
  }

  argument(name: string): Value {
    return this.dict.get(name) ?? null;
  }

  number(name: string): number {
    return toFloat(this.argument(name), name);
  }
}

/** The rates of an epoch, from those before it. */
type RateRule = (scheduler: SchedulerObject) => number[] | Task<number[]>;

function* ratesOf(scheduler: SchedulerObject, rule: RateRule): Task<number[]> {
  const rates = rule(scheduler);
  return Array.isArray(rates) ? rates : yield* rates;
}

function attach(self: SchedulerObject, optimizer: Value): void {
  if (!(optimizer instanceof OptimizerObject)) throw exc.TypeError(`${typeName(optimizer)} is not an Optimizer`);
  self.optimizer = optimizer;
  for (const group of self.groups)
    if (group.get('initial_lr') === undefined) group.set('initial_lr', group.get('lr') ?? null);
  self.baseRates = self.groups.map((group) => toFloat(group.get('initial_lr') ?? null, 'initial_lr'));
}

/** A scheduler whose rates follow from the epoch. `parameters` are those of `__init__` after the optimizer, with their defaults. */
function scheduler(
  name: string,
  parameters: Readonly<Record<string, string | null>>,
  rule: RateRule,
  setup: (self: SchedulerObject) => void = () => undefined,
): PyType {
  const all = { ...parameters, last_epoch: '-1', verbose: 'False' };
  const names = Object.keys(all);
  const signature = Object.entries(all).map(([key, text]) => (text === null ? key : `${key}=${text}`));
  return defineClass({
    name,
    module: 'torch.optim.lr_scheduler',
    allocate: (type) => new SchedulerObject(type),
    methods: {
      [`__init__(self, optimizer, ${signature.join(', ')})`]: function* (
        self: SchedulerObject,
        optimizer: Value,
        ...values: Value[]
      ): Task {
        names.forEach((key, i) => self.dict.set(key, values[i] ?? null));
        attach(self, optimizer);
        setup(self);
        self.rates = yield* ratesOf(self, rule);
        return null;
      },
      'step(self, epoch=None)': function* (self: SchedulerObject, epoch: Value): Task {
        self.epoch = epoch === null ? self.epoch + 1 : toInt(epoch, 'epoch');
        self.rates = yield* ratesOf(self, rule);
        return null;
      },
      'get_last_lr(self)': (self: SchedulerObject) => new PyList(self.rates.map(float)),
    },
    properties: {
      last_epoch: (self: SchedulerObject) => self.epoch,
      base_lrs: (self: SchedulerObject) => new PyList(self.baseRates.map(float)),
      optimizer: (self: SchedulerObject) => self.optimizer,
    },
  });
}

const scaledBy = (self: SchedulerObject, factor: number): number[] => self.rates.map((rate) => rate * factor);

const stepLr = scheduler('StepLR', { step_size: null, gamma: '0.1' }, (self) =>
  scaledBy(
    self,
    self.epoch > 0 && self.epoch % toInt(self.argument('step_size'), 'step_size') === 0 ? self.number('gamma') : 1,
  ),
);

const multiStepLr = scheduler('MultiStepLR', { milestones: null, gamma: '0.1' }, (self) => {
  const milestones = sequenceItems(self.argument('milestones')) ?? [];
  const now = milestones.filter((milestone) => toInt(milestone, 'milestones') === self.epoch).length;
  return scaledBy(self, self.number('gamma') ** now);
});

const exponentialLr = scheduler('ExponentialLR', { gamma: null }, (self) =>
  scaledBy(self, self.epoch > 0 ? self.number('gamma') : 1),
);

/** PyTorch's recursion, so that the roundings are its own too. */
const cosineLr = scheduler('CosineAnnealingLR', { T_max: null, eta_min: '0' }, (self) => {
  const most = toInt(self.argument('T_max'), 'T_max');
  const least = self.number('eta_min');
  const { epoch } = self;
  if (epoch === 0) return self.rates;
  if ((epoch - 1 - most) % (2 * most) === 0) {
    return self.rates.map((rate, i) => rate + ((self.baseRates[i]! - least) * (1 - Math.cos(Math.PI / most))) / 2);
  }
  const share = (1 + Math.cos((Math.PI * epoch) / most)) / (1 + Math.cos((Math.PI * (epoch - 1)) / most));
  return self.rates.map((rate) => share * (rate - least) + least);
});

const linearLr = scheduler(
  'LinearLR',
  { start_factor: '0.3333333333333333', end_factor: '1.0', total_iters: '5' },
  (self) => {
    const [start, end, total] = [self.number('start_factor'), self.number('end_factor'), self.number('total_iters')];
    const { epoch } = self;
    if (epoch === 0) return scaledBy(self, start);
    if (epoch > total) return self.rates;
    return scaledBy(self, 1 + (end - start) / (total * start + (epoch - 1) * (end - start)));
  },
);

const constantLr = scheduler('ConstantLR', { factor: '0.3333333333333333', total_iters: '5' }, (self) => {
  const factor = self.number('factor');
  if (self.epoch === 0) return scaledBy(self, factor);
  return scaledBy(self, self.epoch === toInt(self.argument('total_iters'), 'total_iters') ? 1 / factor : 1);
});

const lambdaLr = scheduler('LambdaLR', { lr_lambda: null }, function* (self): Task<number[]> {
  const given = self.argument('lr_lambda');
  const functions = sequenceItems(given) ?? self.baseRates.map(() => given);
  const rates: number[] = [];
  for (const [i, rate] of self.baseRates.entries())
    rates.push(rate * toFloat(yield* call(functions[i]!, [self.epoch]), 'lr_lambda'));
  return rates;
});

const oneCycleLr = scheduler(
  'OneCycleLR',
  {
    max_lr: null,
    total_steps: 'None',
    epochs: 'None',
    steps_per_epoch: 'None',
    pct_start: '0.3',
    anneal_strategy: "'cos'",
    cycle_momentum: 'True',
    base_momentum: '0.85',
    max_momentum: '0.95',
    div_factor: '25.0',
    final_div_factor: '10000.0',
    three_phase: 'False',
  },
  (self) => {
    const total = self.number('total_steps');
    if (self.epoch > total) {
      throw exc.ValueError(`Tried to step ${self.epoch} times. The specified number of total steps is ${total}`);
    }
    const up = self.number('pct_start') * total - 1;
    const most = self.number('max_lr');
    const first = most / self.number('div_factor');
    const phases = [
      { end: up, from: first, to: most },
      { end: total - 1, from: most, to: first / self.number('final_div_factor') },
    ];
    const at = self.epoch <= up ? 0 : 1;
    const { end, from, to } = phases[at]!;
    const start = at === 0 ? 0 : up;
    const share = (self.epoch - start) / (end - start);
    const rate =
      self.argument('anneal_strategy') === 'linear'
        ? (to - from) * share + from
        : to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
    return self.groups.map(() => rate);
  },
  (self) => {
    if (self.argument('three_phase') === true)
      throw exc.NotImplementedError('OneCycleLR runs here with three_phase=False');
    if (self.argument('total_steps') === null) {
      if (self.argument('epochs') === null || self.argument('steps_per_epoch') === null) {
        throw exc.ValueError('You must define either total_steps OR (epochs AND steps_per_epoch)');
      }
      self.dict.set('total_steps', self.number('epochs') * self.number('steps_per_epoch'));
    }
  },
);

/** Lowers the rate when a measure has stopped getting better. */
const plateau: PyType = defineClass({
  name: 'ReduceLROnPlateau',
  module: 'torch.optim.lr_scheduler',
  allocate: (type) => new SchedulerObject(type),
  methods: {
    "__init__(self, optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8, verbose=False)":
      (self: SchedulerObject, optimizer: Value, ...values: Value[]) => {
        const names = ['mode', 'factor', 'patience', 'threshold', 'threshold_mode', 'cooldown', 'min_lr', 'eps', 'verbose'];
        names.forEach((key, i) => self.dict.set(key, values[i] ?? null));
        if (self.number('factor') >= 1) throw exc.ValueError('Factor should be < 1.0.');
        attach(self, optimizer);
        self.dict.set('best', float(self.argument('mode') === 'min' ? Infinity : -Infinity));
        self.dict.set('num_bad_epochs', 0);
        self.dict.set('cooldown_counter', 0);
        return null;
      },
    'step(self, metrics, epoch=None)': function* (self: SchedulerObject, metrics: Value): Task {
      const current = toFloat(yield* call(floatType, [metrics]), 'metrics');
      self.epoch++;
      if (isBetter(self, current)) {
        self.dict.set('best', float(current));
        self.dict.set('num_bad_epochs', 0);
      } else self.dict.set('num_bad_epochs', self.number('num_bad_epochs') + 1);
      if (self.number('cooldown_counter') > 0) {
        self.dict.set('cooldown_counter', self.number('cooldown_counter') - 1);
        self.dict.set('num_bad_epochs', 0);
      }
      if (self.number('num_bad_epochs') > self.number('patience')) {
        const [factor, least, eps] = [self.number('factor'), self.number('min_lr'), self.number('eps')];
        self.rates = self.rates.map((rate) => {
          const lower = Math.max(rate * factor, least);
          return rate - lower > eps ? lower : rate;
        });
        self.dict.set('cooldown_counter', self.number('cooldown'));
        self.dict.set('num_bad_epochs', 0);
      }
      return null;
    },
    'get_last_lr(self)': (self: SchedulerObject) => new PyList(self.rates.map(float)),
  },
  properties: { optimizer: (self: SchedulerObject) => self.optimizer },
}); // prettier-ignore

function isBetter(self: SchedulerObject, current: number): boolean {
  const [best, threshold] = [self.number('best'), self.number('threshold')];
  const relative = self.argument('threshold_mode') === 'rel';
  if (self.argument('mode') === 'min') return current < (relative ? best * (1 - threshold) : best - threshold);
  return current > (relative ? best * (threshold + 1) : best + threshold);
}

export const schedulerModule = defineModule({
  name: 'torch.optim.lr_scheduler',
  members: {
    StepLR: stepLr,
    MultiStepLR: multiStepLr,
    ExponentialLR: exponentialLr,
    CosineAnnealingLR: cosineLr,
    LinearLR: linearLr,
    ConstantLR: constantLr,
    LambdaLR: lambdaLr,
    OneCycleLR: oneCycleLr,
    ReduceLROnPlateau: plateau,
  },
});
