/** Rates that rise and fall, and restart. */
import { call, defineClass, exc, float, PyDict, PyFloat, PyList, PyTuple, toFloat, toInt, type PyType, type Task, type Value } from '../../../python/bind.ts'; // prettier-ignore
import { sequenceItems, wording } from '../../arguments.ts';
import { attach, begin, defineScheduler, floats, schedulerType, SchedulerObject } from './base.ts';

const shown = (value: Value): string => (value instanceof PyFloat ? String(value.value) : wording(value));

/** A count that must be a positive int. Raises ValueError. */
function positive(value: Value, name: string): number {
  if (typeof value === 'number' && value > 0) return value;
  throw exc.ValueError(
    `Expected positive integer ${name}, but got ${typeof value === 'number' ? value : shown(value)}`,
  );
}

/** Which option of a group is its momentum: Adam's first beta, or SGD's momentum. Raises ValueError where there is neither. */
function momentumOf(self: SchedulerObject, betasToo: boolean): 'betas' | 'momentum' {
  const group = self.groups[0];
  if (betasToo && group?.get('betas') !== undefined) return 'betas';
  if (group?.get('momentum') !== undefined) return 'momentum';
  throw exc.ValueError('optimizer must support momentum with `cycle_momentum` option enabled');
}

function setMomenta(self: SchedulerObject, option: 'betas' | 'momentum', momenta: readonly number[]): void {
  self.groups.forEach((group, i) => {
    const momentum = float(momenta[i]!);
    if (option === 'momentum') group.set('momentum', momentum);
    else group.set('betas', new PyTuple([momentum, ...(sequenceItems(group.get('betas') ?? null) ?? []).slice(1)]));
  });
}

/** One phase of a cycle, from one pair of rate and momentum to another, in PyTorch's words. */
const phase = (end: number, rates: readonly [string, string], momenta: readonly [string, string]): PyDict =>
  PyDict.of([
    ['end_step', float(end)],
    ['start_lr', rates[0]],
    ['end_lr', rates[1]],
    ['start_momentum', momenta[0]],
    ['end_momentum', momenta[1]],
  ]);

function phasesOf(self: SchedulerObject): PyDict[] {
  const [share, total] = [self.number('pct_start'), self.number('total_steps')];
  const [rises, falls] = [
    ['base_momentum', 'max_momentum'],
    ['max_momentum', 'base_momentum'],
  ] as const;
  const up = phase(share * total - 1, ['initial_lr', 'max_lr'], falls);
  const last = (from: string, momenta: readonly [string, string]): PyDict => {
    const made = phase(total - 1, [from, 'min_lr'], momenta);
    made.set('end_step', total - 1);
    return made;
  };
  if (self.argument('three_phase') !== true) return [up, last('max_lr', rises)];
  const down = phase(2 * share * total - 2, ['max_lr', 'initial_lr'], rises);
  return [up, down, last('initial_lr', ['max_momentum', 'max_momentum'])];
}

function setupOneCycle(self: SchedulerObject): void {
  if (self.argument('total_steps') === null) {
    if (self.argument('epochs') === null || self.argument('steps_per_epoch') === null) {
      throw exc.ValueError('You must define either total_steps OR (epochs AND steps_per_epoch)');
    }
    const steps = positive(self.argument('epochs'), 'epochs') * positive(self.argument('steps_per_epoch'), 'steps_per_epoch'); // prettier-ignore
    self.set('total_steps', steps);
  } else positive(self.argument('total_steps'), 'total_steps');
  const share = self.argument('pct_start');
  if (!(share instanceof PyFloat) || share.value < 0 || share.value > 1) {
    throw exc.ValueError(`Expected float between 0 and 1 pct_start, but got ${typeof share === 'number' ? share : shown(share)}`); // prettier-ignore
  }
  const strategy = self.argument('anneal_strategy');
  if (strategy !== 'cos' && strategy !== 'linear') {
    throw exc.ValueError(`anneal_strategy must by one of 'cos' or 'linear', instead got ${wording(strategy)}`);
  }
  const most = self.perGroup('max_lr');
  self.groups.forEach((group, i) => {
    const initial = most[i]! / self.number('div_factor');
    group.set('initial_lr', float(initial));
    group.set('max_lr', float(most[i]!));
    group.set('min_lr', float(initial / self.number('final_div_factor')));
  });
  const cycles = self.argument('cycle_momentum') === true;
  if (cycles) {
    const option = momentumOf(self, true);
    const [high, low] = [self.perGroup('max_momentum'), self.perGroup('base_momentum')];
    setMomenta(self, option, high);
    self.groups.forEach((group, i) => {
      group.set('max_momentum', float(high[i]!));
      group.set('base_momentum', float(low[i]!));
    });
  }
  self.keep({
    total_steps: self.argument('total_steps'),
    _schedule_phases: new PyList(phasesOf(self)),
    // PyTorch keeps the method; its name can be saved.
    anneal_func: strategy,
    cycle_momentum: self.argument('cycle_momentum'),
    ...(cycles ? { use_beta1: momentumOf(self, true) === 'betas' } : {}),
  });
}

const oneCycleLr = defineScheduler({
  name: 'OneCycleLR',
  parameters:
    "max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0, three_phase=False",
  setup: setupOneCycle,
  rates: (self) => {
    const { epoch } = self;
    const total = self.number('total_steps');
    if (epoch > total) {
      throw exc.ValueError(`Tried to step ${epoch + 1} times. The specified number of total steps is ${total}`);
    }
    const phases = (sequenceItems(self.argument('_schedule_phases')) ?? []).filter((item) => item instanceof PyDict);
    const ends = phases.map((item) => toFloat(item.get('end_step') ?? null, 'end_step'));
    const found = ends.findIndex((end) => epoch <= end);
    const at = found < 0 ? phases.length - 1 : found;
    const start = at === 0 ? 0 : ends[at - 1]!;
    const share = (epoch - start) / (ends[at]! - start);
    const anneal =
      self.argument('anneal_func') === 'linear'
        ? (from: number, to: number) => (to - from) * share + from
        : (from: number, to: number) => to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
    /** What each group has under the name that the phase gives. */
    const option = (name: string) =>
      self.groups.map((group) => toFloat(group.get(phases[at]!.get(name) ?? null) ?? null, name));
    const annealed = (quantity: string) => {
      const to = option(`end_${quantity}`);
      return option(`start_${quantity}`).map((from, i) => anneal(from, to[i]!));
    };
    if (self.argument('cycle_momentum') === true) setMomenta(self, momentumOf(self, true), annealed('momentum'));
    return annealed('lr');
  },
});

/** How high the cycle of a mode goes; `x` is the cycle's number, or the step's. */
function* scaleOf(self: SchedulerObject, cycle: number): Task<number> {
  const own = self.argument('_scale_fn_custom');
  if (own !== null) {
    return toFloat(yield* call(own, [self.argument('scale_mode') === 'cycle' ? cycle : self.epoch]), 'scale_fn');
  }
  const mode = self.argument('mode');
  if (mode === 'triangular') return 1;
  return mode === 'triangular2' ? 1 / 2 ** (cycle - 1) : self.number('gamma') ** self.epoch;
}

const cyclicLr = defineScheduler({
  name: 'CyclicLR',
  parameters:
    "base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular', gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8, max_momentum=0.9",
  setup: (self) => {
    const base = self.perGroup('base_lr');
    self.groups.forEach((group, i) => {
      group.set('lr', float(base[i]!));
      group.set('initial_lr', float(base[i]!));
    });
    const [mode, own] = [self.argument('mode'), self.argument('scale_fn')];
    if (!['triangular', 'triangular2', 'exp_range'].includes(wording(mode)) && own === null) {
      throw exc.ValueError('mode is invalid and scale_fn is None');
    }
    const up = self.number('step_size_up');
    const size = up + (self.argument('step_size_down') === null ? up : self.number('step_size_down'));
    const cycles = self.argument('cycle_momentum') === true;
    if (cycles) setMomenta(self, momentumOf(self, false), self.perGroup('base_momentum'));
    const momenta = (name: string) => ({ [`${name}s`]: floats(self.perGroup(name)) });
    self.keep({
      max_lrs: floats(self.perGroup('max_lr')),
      total_size: float(size),
      step_ratio: float(up / size),
      mode,
      gamma: self.argument('gamma'),
      _scale_fn_custom: own,
      _scale_fn_ref: null,
      scale_mode: own === null ? (mode === 'exp_range' ? 'iterations' : 'cycle') : self.argument('scale_mode'),
      cycle_momentum: self.argument('cycle_momentum'),
      ...(cycles ? { ...momenta('base_momentum'), ...momenta('max_momentum') } : {}),
    });
  },
  rates: function* (self) {
    const [size, ratio] = [self.number('total_size'), self.number('step_ratio')];
    const cycle = Math.floor(1 + self.epoch / size);
    const x = 1 + self.epoch / size - cycle;
    const height = (x <= ratio ? x / ratio : (x - 1) / (ratio - 1)) * (yield* scaleOf(self, cycle));
    if (self.argument('cycle_momentum') === true) {
      const [low, high] = [self.perGroup('base_momentums'), self.perGroup('max_momentums')];
      setMomenta(self, 'momentum', high.map((most, i) => most - (most - low[i]!) * height)); // prettier-ignore
    }
    const most = self.perGroup('max_lrs');
    return self.baseRates.map((rate, i) => rate + (most[i]! - rate) * height);
  },
});

/** Rates of the place in the present cycle. */
const restartRates = (self: SchedulerObject): number[] => {
  const least = self.number('eta_min');
  const share = (1 + Math.cos((Math.PI * self.number('T_cur')) / self.number('T_i'))) / 2;
  return self.baseRates.map((base) => least + (base - least) * share);
};

function* restartStep(self: SchedulerObject, given: Value): Task {
  const [first, factor] = [self.number('T_0'), self.number('T_mult')];
  let epoch = given === null ? self.epoch + 1 : toFloat(given, 'epoch');
  if (given === null && self.epoch < 0) epoch = 0;
  if (given === null && self.epoch >= 0) {
    let [current, size] = [self.number('T_cur') + 1, self.number('T_i')];
    if (current >= size) [current, size] = [current - size, size * factor];
    self.set('T_cur', numeric(current));
    self.set('T_i', size);
  } else {
    if (epoch < 0) throw exc.ValueError(`Expected non-negative epoch, but got ${epoch}`);
    const round = epoch < first ? 0 : factor === 1 ? 0 : Math.floor(Math.log(((epoch / first) * (factor - 1) + 1)) / Math.log(factor)); // prettier-ignore
    const before = factor === 1 ? 0 : (first * (factor ** round - 1)) / (factor - 1);
    self.set('T_cur', numeric(factor === 1 ? epoch % first : epoch - before));
    self.set('T_i', first * factor ** round);
  }
  self.set('last_epoch', Math.floor(epoch));
  self.set('_get_lr_called_within_step', false);
  const rates = restartRates(self);
  self.groups.forEach((group, i) => group.set('lr', float(rates[i]!)));
  self.set('_last_lr', floats(rates));
  return null;
}

const numeric = (x: number): Value => (Number.isInteger(x) ? x : float(x));

const warmRestarts: PyType = defineClass({
  name: 'CosineAnnealingWarmRestarts',
  module: 'torch.optim.lr_scheduler',
  bases: [schedulerType],
  allocate: (type) => new SchedulerObject(type),
  methods: {
    '__init__(self, optimizer, T_0, T_mult=1, eta_min=0, last_epoch=-1, verbose=False)': function* (
      self: SchedulerObject,
      optimizer: Value,
      first: Value,
      factor: Value,
      least: Value,
      lastEpoch: Value,
      verbose: Value,
    ): Task {
      if (typeof first !== 'number' || first <= 0) throw exc.ValueError(`Expected positive integer T_0, but got ${typeof first === 'number' ? first : shown(first)}`); // prettier-ignore
      if (typeof factor !== 'number' || factor < 1) throw exc.ValueError(`Expected integer T_mult >= 1, but got ${shown(factor)}`); // prettier-ignore
      attach(self, optimizer);
      self.set('T_0', first);
      self.set('T_i', first);
      self.set('T_mult', factor);
      self.set('eta_min', least);
      self.set('T_cur', toInt(lastEpoch, 'last_epoch'));
      yield* begin(self, lastEpoch, verbose);
      return null;
    },
    'get_lr(self)': (self: SchedulerObject) => floats(restartRates(self)),
    'step(self, epoch=None)': restartStep,
  },
});

export const cycleSchedulers = {
  OneCycleLR: oneCycleLr,
  CyclicLR: cyclicLr,
  CosineAnnealingWarmRestarts: warmRestarts,
};
