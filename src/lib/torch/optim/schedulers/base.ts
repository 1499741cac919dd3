/** What all learning rate schedulers share. Their state is Python attributes, as PyTorch's is: `state_dict` gives them. */
import {
  call, callMethod, currentRun, defineClass, exc, float, getAttrOr, isTask, PyDict, PyFloat, PyInstance, PyList, toFloat, toInt, typeName, warn,
  type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { sequenceItems } from '../../arguments.ts';
import { OptimizerObject } from '../optimizer.ts';

/** An instance of a scheduler. */
export class SchedulerObject extends PyInstance {
  get optimizer(): OptimizerObject {
    return this.dict.get('optimizer') as OptimizerObject;
  }

  get groups(): PyDict[] {
    return this.optimizer.groups.items.filter((group) => group instanceof PyDict);
  }

  /** The groups' rates now. */
  get rates(): number[] {
    return this.groups.map((group) => toFloat(group.get('lr') ?? null, 'lr'));
  }

  get baseRates(): number[] {
    return (sequenceItems(this.argument('base_lrs')) ?? []).map((rate) => toFloat(rate, 'base_lrs'));
  }

  get epoch(): number {
    return this.number('last_epoch');
  }

  argument(name: string): Value {
    return this.dict.get(name) ?? null;
  }

  number(name: string): number {
    return toFloat(this.argument(name), name);
  }

  set(name: string, value: Value): void {
    this.dict.set(name, value);
  }

  /** Puts what the scheduler keeps in place of the arguments that it was made with. */
  keep(state: Readonly<Record<string, Value>>): void {
    for (const name of [...this.dict.keys()]) if (name !== 'optimizer') this.dict.delete(name);
    for (const [name, value] of Object.entries(state)) this.set(name, value);
  }

  /** A number for each group, from an argument that is one number or a list of them. Raises ValueError. */
  perGroup(name: string): number[] {
    const items = sequenceItems(this.argument(name));
    const count = this.groups.length;
    if (items === null) return this.groups.map(() => this.number(name));
    if (items.length !== count) throw exc.ValueError(`expected ${count} values for ${name}, got ${items.length}`);
    return items.map((item) => toFloat(item, name));
  }
}

export const floats = (numbers: readonly number[]): PyList => new PyList(numbers.map(float));

/** Says whose rates a scheduler sets. Raises TypeError. */
export function attach(self: SchedulerObject, optimizer: Value): void {
  if (!(optimizer instanceof OptimizerObject)) throw exc.TypeError(`${typeName(optimizer)} is not an Optimizer`);
  self.set('optimizer', optimizer);
}

/** The rest of `__init__`: the first rates, by the class's own `get_lr`. */
export function* begin(self: SchedulerObject, lastEpoch: Value, verbose: Value): Task<void> {
  const epoch = toInt(lastEpoch, 'last_epoch');
  self.groups.forEach((group, i) => {
    if (group.get('initial_lr') !== undefined) return;
    if (epoch !== -1) {
      throw exc.KeyError(`param 'initial_lr' is not specified in param_groups[${i}] when resuming an optimizer`);
    }
    group.set('initial_lr', group.get('lr') ?? null);
  });
  self.set('base_lrs', new PyList(self.groups.map((group) => group.get('initial_lr') ?? null)));
  self.set('last_epoch', epoch);
  self.set('verbose', verbose);
  self.set('_step_count', 0);
  self.optimizer.stepsSinceScheduled = 0;
  yield* callMethod(self, 'step');
}

function* setRates(self: SchedulerObject, rates: Value, epoch: Value): Task<void> {
  const items = sequenceItems(rates) ?? [];
  self.groups.forEach((group, i) => {
    if (i < items.length) group.set('lr', items[i]!);
  });
  if (self.argument('verbose') === true) {
    const when = epoch === null ? 'Adjusting' : `Epoch ${epoch instanceof PyFloat ? epoch.value.toFixed(2) : String(toInt(epoch, 'epoch')).padStart(5, '0')}: adjusting`; // prettier-ignore
    items.forEach((rate, i) => {
      const [digits, exponent] = toFloat(rate, 'lr').toExponential(4).split('e') as [string, string];
      const power = `${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
      currentRun().stdout(`${when} learning rate of group ${i} to ${digits}e${power}.\n`);
    });
  }
  self.set('_last_lr', new PyList(self.groups.map((group) => group.get('lr') ?? null)));
}

const WRONG_ORDER =
  'Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result in PyTorch skipping the first value of the learning rate schedule. See more details at https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate';

/** `scheduler.step()`, or of a given epoch, whose rates a closed formula gives where there is one. */
export function* step(self: SchedulerObject, epoch: Value): Task {
  const { optimizer } = self;
  // Only the first step of the program's own; the steps of an optimizer that it wrote itself are not known.
  if (self.number('_step_count') === 1 && optimizer.layout !== null && optimizer.stepsSinceScheduled === 0) {
    yield* warn(WRONG_ORDER);
  }
  self.set('_step_count', self.number('_step_count') + 1);
  self.set('_get_lr_called_within_step', true);
  let rates: Value;
  if (epoch === null) {
    self.set('last_epoch', self.epoch + 1);
    rates = yield* callMethod(self, 'get_lr');
  } else {
    self.set('last_epoch', epoch instanceof PyFloat ? epoch : toInt(epoch, 'epoch'));
    const closed = yield* getAttrOr<undefined>(self, '_get_closed_form_lr', undefined);
    rates = closed === undefined ? yield* callMethod(self, 'get_lr') : yield* call(closed);
  }
  self.set('_get_lr_called_within_step', false);
  yield* setRates(self, rates, epoch);
  return null;
}

/** Every attribute but the optimizer. */
export function stateDict(self: SchedulerObject): PyDict {
  const state = new PyDict();
  for (const [name, value] of self.dict) {
    // Functions are not part of the state, for they cannot be saved.
    if (name === 'lr_lambda')
      state.set('lr_lambdas', new PyList((sequenceItems(value) ?? self.groups).map(() => null)));
    else if (name !== 'optimizer') state.set(name, value);
  }
  return state;
}

export const schedulerType: PyType = defineClass({
  name: '_LRScheduler',
  module: 'torch.optim.lr_scheduler',
  allocate: (type) => new SchedulerObject(type),
  methods: {
    '__init__(self, optimizer, last_epoch=-1, verbose=False)': function* (
      self: SchedulerObject,
      optimizer: Value,
      lastEpoch: Value,
      verbose: Value,
    ): Task {
      attach(self, optimizer);
      yield* begin(self, lastEpoch, verbose);
      return null;
    },
    'step(self, epoch=None)': step,
    'get_lr(self)': () => {
      throw exc.NotImplementedError('');
    },
    'get_last_lr(self)': (self: SchedulerObject) => self.argument('_last_lr'),
    'state_dict(self)': stateDict,
    'load_state_dict(self, state_dict)': (self: SchedulerObject, state: Value) => {
      if (!(state instanceof PyDict)) throw exc.TypeError(`'${typeName(state)}' object is not iterable`);
      for (const [name, value] of state.entries()) {
        if (typeof name === 'string' && name !== 'lr_lambdas') self.set(name, value);
      }
      return null;
    },
  },
});

/** What a scheduler class is made of: rates of an epoch from those before it, and by a closed formula where it has one. */
export interface SchedulerDefinition {
  readonly name: string;
  /** Parameters of `__init__` after the optimizer, as signature text. */
  readonly parameters: string;
  readonly setup?: (self: SchedulerObject) => void | Task<void>;
  readonly rates: (self: SchedulerObject) => number[] | Task<number[]>;
  readonly closed?: (self: SchedulerObject) => number[];
}

export function defineScheduler({ name, parameters, setup, rates, closed }: SchedulerDefinition): PyType {
  const names = parameters.split(/,(?![^(]*\))/).map((part) => part.split('=')[0]!.trim());
  return defineClass({
    name,
    module: 'torch.optim.lr_scheduler',
    bases: [schedulerType],
    methods: {
      [`__init__(self, optimizer, ${parameters}, last_epoch=-1, verbose=False)`]: function* (
        self: SchedulerObject,
        optimizer: Value,
        ...values: Value[]
      ): Task {
        attach(self, optimizer);
        names.forEach((key, i) => self.set(key, values[i] ?? null));
        const made = setup?.(self);
        if (isTask(made)) yield* made;
        yield* begin(self, values[names.length]!, values[names.length + 1]!);
        return null;
      },
      'get_lr(self)': function* (self: SchedulerObject): Task {
        const next = rates(self);
        return floats(Array.isArray(next) ? next : yield* next);
      },
      ...(closed ? { '_get_closed_form_lr(self)': (self: SchedulerObject) => floats(closed(self)) } : {}),
    },
  });
}

export const scaledBy = (self: SchedulerObject, factor: number): number[] => self.rates.map((rate) => rate * factor);
