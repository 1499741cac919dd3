/** Rates that fall (or rise) along a fixed course. */
import { call, counterType, exc, PyDict, toFloat, toInt, type Task } from '../../../python/bind.ts';
import { sequenceItems } from '../../arguments.ts';
import { defineScheduler, scaledBy, type SchedulerObject } from './base.ts';

const int = (self: SchedulerObject, name: string): number => toInt(self.argument(name), name);

const stepLr = defineScheduler({
  name: 'StepLR',
  parameters: 'step_size, gamma=0.1',
  rates: (self) =>
    scaledBy(self, self.epoch === 0 || self.epoch % int(self, 'step_size') !== 0 ? 1 : self.number('gamma')),
  closed: (self) =>
    self.baseRates.map((rate) => rate * self.number('gamma') ** Math.floor(self.epoch / int(self, 'step_size'))),
});

/** How often each epoch is a milestone, as PyTorch keeps them: in a Counter. */
const milestonesOf = (self: SchedulerObject): [number, number][] => {
  const counts = self.argument('milestones');
  if (!(counts instanceof PyDict)) return (sequenceItems(counts) ?? []).map((item) => [toInt(item, 'milestones'), 1]);
  return Array.from(counts.entries(), ([at, count]) => [toFloat(at, 'milestones'), toInt(count, 'milestones')]);
};

const countOf = (self: SchedulerObject, counts: (milestone: number) => boolean): number =>
  milestonesOf(self).reduce((sum, [milestone, count]) => sum + (counts(milestone) ? count : 0), 0);

const multiStepLr = defineScheduler({
  name: 'MultiStepLR',
  parameters: 'milestones, gamma=0.1',
  setup: function* (self) {
    self.set('milestones', yield* call(counterType, [self.argument('milestones')]));
  },
  rates: (self) => scaledBy(self, self.number('gamma') ** countOf(self, (milestone) => milestone === self.epoch)),
  closed: (self) => {
    const factor = self.number('gamma') ** countOf(self, (milestone) => milestone <= self.epoch);
    return self.baseRates.map((rate) => rate * factor);
  },
});

const exponentialLr = defineScheduler({
  name: 'ExponentialLR',
  parameters: 'gamma',
  rates: (self) => scaledBy(self, self.epoch === 0 ? 1 : self.number('gamma')),
  closed: (self) => self.baseRates.map((rate) => rate * self.number('gamma') ** self.epoch),
});

/** PyTorch's recursion, so that the roundings are its own too. */
const cosineLr = defineScheduler({
  name: 'CosineAnnealingLR',
  parameters: 'T_max, eta_min=0',
  rates: (self) => {
    const most = self.number('T_max');
    const least = self.number('eta_min');
    const { epoch } = self;
    if (epoch === 0) return self.rates;
    if (self.number('_step_count') === 1 && epoch > 0) {
      return self.baseRates.map((base) => least + ((base - least) * (1 + Math.cos((epoch * Math.PI) / most))) / 2);
    }
    if ((((epoch - 1 - most) % (2 * most)) + 2 * most) % (2 * most) === 0) {
      const base = self.baseRates;
      return self.rates.map((rate, i) => rate + ((base[i]! - least) * (1 - Math.cos(Math.PI / most))) / 2);
    }
    const share = (1 + Math.cos((Math.PI * epoch) / most)) / (1 + Math.cos((Math.PI * (epoch - 1)) / most));
    return self.rates.map((rate) => share * (rate - least) + least);
  },
  closed: (self) => {
    const least = self.number('eta_min');
    const share = (1 + Math.cos((Math.PI * self.epoch) / self.number('T_max'))) / 2;
    return self.baseRates.map((base) => least + (base - least) * share);
  },
});

const linearLr = defineScheduler({
  name: 'LinearLR',
  parameters: 'start_factor=0.3333333333333333, end_factor=1.0, total_iters=5',
  setup: (self) => {
    const [start, end] = [self.number('start_factor'), self.number('end_factor')];
    if (start > 1 || start < 0) throw exc.ValueError('Starting multiplicative factor expected to be between 0 and 1.');
    if (end > 1 || end < 0) throw exc.ValueError('Ending multiplicative factor expected to be between 0 and 1.');
  },
  rates: (self) => {
    const [start, end, total] = [self.number('start_factor'), self.number('end_factor'), self.number('total_iters')];
    const { epoch } = self;
    if (epoch === 0) return scaledBy(self, start);
    if (epoch > total) return self.rates;
    return scaledBy(self, 1 + (end - start) / (total * start + (epoch - 1) * (end - start)));
  },
  closed: (self) => {
    const [start, end, total] = [self.number('start_factor'), self.number('end_factor'), self.number('total_iters')];
    return self.baseRates.map((base) => base * (start + ((end - start) * Math.min(total, self.epoch)) / total));
  },
});

const constantLr = defineScheduler({
  name: 'ConstantLR',
  parameters: 'factor=0.3333333333333333, total_iters=5',
  setup: (self) => {
    const factor = self.number('factor');
    if (factor > 1 || factor < 0)
      throw exc.ValueError('Constant multiplicative factor expected to be between 0 and 1.');
  },
  rates: (self) => {
    const factor = self.number('factor');
    if (self.epoch === 0) return scaledBy(self, factor);
    return scaledBy(self, self.epoch === self.number('total_iters') ? 1 / factor : 1);
  },
  closed: (self) => {
    const factor = self.epoch >= self.number('total_iters') ? 1 : self.number('factor');
    return self.baseRates.map((base) => base * factor);
  },
});

const polynomialLr = defineScheduler({
  name: 'PolynomialLR',
  parameters: 'total_iters=5, power=1.0',
  rates: (self) => {
    const [total, { epoch }] = [self.number('total_iters'), self];
    if (epoch === 0 || epoch > total) return self.rates;
    return scaledBy(self, ((1 - epoch / total) / (1 - (epoch - 1) / total)) ** self.number('power'));
  },
  closed: (self) => {
    const total = self.number('total_iters');
    return self.baseRates.map((base) => base * (1 - Math.min(total, self.epoch) / total) ** self.number('power'));
  },
});

/** The factors that a program's function gives for the epoch, one for each group. */
function* factors(self: SchedulerObject): Task<number[]> {
  const given = self.argument('lr_lambda');
  const functions = sequenceItems(given) ?? self.groups.map(() => given);
  if (functions.length !== self.groups.length) {
    throw exc.ValueError(`Expected ${self.groups.length} lr_lambdas, but got ${functions.length}`);
  }
  const results: number[] = [];
  for (const function_ of functions) results.push(toFloat(yield* call(function_, [self.epoch]), 'lr_lambda'));
  return results;
}

const lambdaLr = defineScheduler({
  name: 'LambdaLR',
  parameters: 'lr_lambda',
  rates: function* (self) {
    const by = yield* factors(self);
    return self.baseRates.map((rate, i) => rate * by[i]!);
  },
});

const multiplicativeLr = defineScheduler({
  name: 'MultiplicativeLR',
  parameters: 'lr_lambda',
  rates: function* (self) {
    if (self.epoch <= 0) return self.rates;
    const by = yield* factors(self);
    return self.rates.map((rate, i) => rate * by[i]!);
  },
});

export const decaySchedulers = {
  StepLR: stepLr,
  MultiStepLR: multiStepLr,
  ExponentialLR: exponentialLr,
  CosineAnnealingLR: cosineLr,
  LinearLR: linearLr,
  ConstantLR: constantLr,
  PolynomialLR: polynomialLr,
  LambdaLR: lambdaLr,
  MultiplicativeLR: multiplicativeLr,
};
