/** Schedulers made of others. */
import { callMethod, defineClass, exc, iterate, PyList, toInt, type PyType, type Task, type Value } from '../../../python/bind.ts'; // prettier-ignore
import { sequenceItems } from '../../arguments.ts';
import { attach, schedulerType, SchedulerObject } from './base.ts';

const schedulersOf = (self: SchedulerObject): SchedulerObject[] =>
  (sequenceItems(self.argument('_schedulers')) ?? []).map((scheduler) => scheduler as SchedulerObject);

function* lastRates(self: SchedulerObject, of: SchedulerObject): Task<void> {
  self.set('_last_lr', yield* callMethod(of, 'get_last_lr'));
}

/** The schedulers of an argument, all of `optimizer`. Raises ValueError. */
function* given(value: Value, optimizer: Value, caller: string): Task<SchedulerObject[]> {
  const schedulers = yield* iterate(value);
  return schedulers.map((scheduler, i) => {
    if (!(scheduler instanceof SchedulerObject)) throw exc.TypeError(`${caller} takes schedulers`);
    if (scheduler.optimizer === optimizer) return scheduler;
    throw exc.ValueError(
      `${caller} expects all schedulers to belong to the same optimizer, but got schedulers at index ${i} to be different than the optimizer passed in.`,
    );
  });
}

const sequentialLr: PyType = defineClass({
  name: 'SequentialLR',
  module: 'torch.optim.lr_scheduler',
  bases: [schedulerType],
  methods: {
    '__init__(self, optimizer, schedulers, milestones, last_epoch=-1, verbose=False)': function* (
      self: SchedulerObject,
      optimizer: Value,
      list: Value,
      milestones: Value,
      lastEpoch: Value,
    ): Task {
      const schedulers = yield* given(list, optimizer, 'Sequential Schedulers');
      const ends = yield* iterate(milestones);
      if (ends.length !== schedulers.length - 1) {
        throw exc.ValueError(
          `Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers ${schedulers.length} and the number of milestones to be equal to ${ends.length}`,
        );
      }
      attach(self, optimizer);
      self.set('_schedulers', new PyList(schedulers));
      self.set('_milestones', new PyList(ends));
      self.set('last_epoch', toInt(lastEpoch, 'last_epoch') + 1);
      for (const group of self.groups) group.set('lr', group.get('initial_lr') ?? null);
      for (const scheduler of schedulers) scheduler.set('last_epoch', scheduler.epoch - 1);
      yield* callMethod(schedulers[0]!, 'step');
      yield* lastRates(self, schedulers[0]!);
      return null;
    },
    'step(self)': function* (self: SchedulerObject): Task {
      self.set('last_epoch', self.epoch + 1);
      const ends = (sequenceItems(self.argument('_milestones')) ?? []).map((end) => toInt(end, 'milestones'));
      const at = ends.filter((end) => end <= self.epoch).length;
      const scheduler = schedulersOf(self)[at]!;
      yield* callMethod(scheduler, 'step', at > 0 && ends[at - 1] === self.epoch ? [0] : []);
      yield* lastRates(self, scheduler);
      return null;
    },
  },
});

const chainedScheduler: PyType = defineClass({
  name: 'ChainedScheduler',
  module: 'torch.optim.lr_scheduler',
  bases: [schedulerType],
  methods: {
    '__init__(self, schedulers)': function* (self: SchedulerObject, list: Value): Task {
      const [first] = yield* iterate(list);
      if (!(first instanceof SchedulerObject)) throw exc.TypeError('ChainedScheduler takes schedulers');
      const schedulers = yield* given(list, first.optimizer, 'ChainedScheduler');
      attach(self, first.optimizer);
      self.set('_schedulers', new PyList(schedulers));
      self.set('_last_lr', new PyList(self.groups.map((group) => group.get('lr') ?? null)));
      return null;
    },
    'step(self)': function* (self: SchedulerObject): Task {
      for (const scheduler of schedulersOf(self)) yield* callMethod(scheduler, 'step');
      self.set('_last_lr', new PyList(self.groups.map((group) => group.get('lr') ?? null)));
      return null;
    },
  },
});

export const combinedSchedulers = { SequentialLR: sequentialLr, ChainedScheduler: chainedScheduler };
