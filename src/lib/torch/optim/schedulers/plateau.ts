/** Lowers the rate when a measure has stopped getting better. */
import {
  call, currentRun, defineClass, exc, float, floatType, PyDict, PyList, toFloat, type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { sequenceItems, wording } from '../../arguments.ts';
import { attach, floats, SchedulerObject, stateDict } from './base.ts';

function isBetter(self: SchedulerObject, current: number): boolean {
  const [best, threshold] = [self.number('best'), self.number('threshold')];
  const relative = self.argument('threshold_mode') === 'rel';
  if (self.argument('mode') === 'min') return current < (relative ? best * (1 - threshold) : best - threshold);
  return current > (relative ? best * (threshold + 1) : best + threshold);
}

function lower(self: SchedulerObject): void {
  const [factor, eps] = [self.number('factor'), self.number('eps')];
  const least = (sequenceItems(self.argument('min_lrs')) ?? []).map((rate) => toFloat(rate, 'min_lr'));
  self.groups.forEach((group, i) => {
    const rate = toFloat(group.get('lr') ?? null, 'lr');
    const lowered = Math.max(rate * factor, least[i]!);
    if (rate - lowered <= eps) return;
    group.set('lr', float(lowered));
    if (self.argument('verbose') === true) {
      const [digits, exponent] = lowered.toExponential(4).split('e') as [string, string];
      const power = `${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
      currentRun().stdout(`Epoch ${String(self.epoch).padStart(5, '0')}: reducing learning rate of group ${i} to ${digits}e${power}.\n`); // prettier-ignore
    }
  });
}

export const plateauType: PyType = defineClass({
  name: 'ReduceLROnPlateau',
  module: 'torch.optim.lr_scheduler',
  allocate: (type) => new SchedulerObject(type),
  methods: {
    "__init__(self, optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8, verbose=False)":
      (self: SchedulerObject, optimizer: Value, mode: Value, factor: Value, patience: Value, threshold: Value, thresholdMode: Value, cooldown: Value, minLr: Value, eps: Value, verbose: Value) => {
        self.set('factor', factor);
        if (self.number('factor') >= 1) throw exc.ValueError('Factor should be < 1.0.');
        attach(self, optimizer);
        if (mode !== 'min' && mode !== 'max') throw exc.ValueError(`mode ${wording(mode)} is unknown!`);
        if (thresholdMode !== 'rel' && thresholdMode !== 'abs') {
          throw exc.ValueError(`threshold mode ${wording(thresholdMode)} is unknown!`);
        }
        const given = sequenceItems(minLr);
        if (given !== null && given.length !== self.groups.length) {
          throw exc.ValueError(`expected ${self.groups.length} min_lrs, got ${given.length}`);
        }
        const minRates = new PyList([...(given ?? self.groups.map(() => minLr))]);
        const [best, worse] = mode === 'min' ? [Infinity, Infinity] : [-Infinity, -Infinity];
        const state = {
          min_lrs: minRates, patience, verbose, cooldown, cooldown_counter: 0, mode, threshold, threshold_mode: thresholdMode,
          best: float(best), num_bad_epochs: 0, mode_worse: float(worse), eps, last_epoch: 0,
        };
        for (const [name, value] of Object.entries(state)) self.set(name, value);
        return null;
      },
    'step(self, metrics, epoch=None)': function* (self: SchedulerObject, metrics: Value): Task {
      const current = toFloat(yield* call(floatType, [metrics]), 'metrics');
      self.set('last_epoch', self.epoch + 1);
      if (isBetter(self, current)) {
        self.set('best', float(current));
        self.set('num_bad_epochs', 0);
      } else self.set('num_bad_epochs', self.number('num_bad_epochs') + 1);
      if (self.number('cooldown_counter') > 0) {
        self.set('cooldown_counter', self.number('cooldown_counter') - 1);
        self.set('num_bad_epochs', 0);
      }
      if (self.number('num_bad_epochs') > self.number('patience')) {
        lower(self);
        self.set('cooldown_counter', self.argument('cooldown'));
        self.set('num_bad_epochs', 0);
      }
      self.set('_last_lr', floats(self.rates));
      return null;
    },
    'get_last_lr(self)': (self: SchedulerObject) => self.argument('_last_lr') ?? floats(self.rates),
    'state_dict(self)': stateDict,
    'load_state_dict(self, state_dict)': (self: SchedulerObject, state: Value) => {
      if (state instanceof PyDict) for (const [name, value] of state.entries()) self.set(wording(name), value);
      return null;
    },
  },
}); // prettier-ignore
