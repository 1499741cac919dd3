/** `optimizer.state_dict()`: running values by the parameters' numbers, and the options of the groups. */
import { call, currentRun, dictType, exc, PyDict, PyFloat, PyList, toFloat, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import * as op from '../../tensor/ops.ts';
import { wording } from '../arguments.ts';
import { readTensor } from '../ops/reading.ts';
import { Tensor } from '../tensor.ts';
import { eachParameter, type OptimizerObject, type ParameterState } from './optimizer.ts';

/** How an optimizer's state reads in PyTorch: whether it counts steps, as what, and its running values in their order. */
export interface StateLayout {
  readonly step: 'tensor' | 'int' | null;
  readonly values: readonly string[];
  /** Values that are not kept read as None instead of being left out. */
  readonly always?: boolean;
}

/** `defaultdict(dict)`: the state of an optimizer that a program writes itself. */
export function* emptyState(): Task {
  return yield* call(currentRun().findModule('collections')!.member('defaultdict')!, [dictType]);
}

function entryOf(state: ParameterState, layout: StateLayout): PyDict {
  const entry = new PyDict();
  if (layout.step === 'tensor') entry.set('step', new Tensor(op.full([], state.steps, 'float32')));
  if (layout.step === 'int') entry.set('step', state.steps);
  for (const name of layout.values) {
    const value = state.values.get(name);
    if (value !== undefined || layout.always === true) entry.set(name, value ?? null);
  }
  return entry;
}

/** `optimizer.state`: entries by parameter. */
export function stateOf(self: OptimizerObject): PyDict {
  const state = new PyDict();
  if (self.layout) for (const [parameter, kept] of self.state) state.set(parameter, entryOf(kept, self.layout));
  return state;
}

export function* stateDict(self: OptimizerObject): Task<PyDict> {
  const parameters = [...eachParameter(self)].map(([parameter]) => parameter);
  const numbers = new Map(parameters.map((parameter, i) => [parameter, i]));
  const state = new PyDict();
  if (self.ownState instanceof PyDict) {
    for (const [key, value] of self.ownState.entries()) {
      const number = key instanceof Tensor ? numbers.get(key) : undefined;
      state.set(number ?? key, value);
    }
  } else {
    for (const parameter of parameters) {
      const kept = self.state.get(parameter);
      if (kept && self.layout) state.set(numbers.get(parameter)!, entryOf(kept, self.layout));
    }
  }
  const groups = self.groups.items.map((group) => {
    const packed = new PyDict();
    const entries = [...(group as PyDict).entries()];
    for (const [key, value] of entries) if (key !== 'params') packed.set(key, value);
    const own = entries.find(([key]) => key === 'params')?.[1];
    const items = own instanceof PyList ? own.items : [];
    packed.set('params', new PyList(items.map((parameter) => numbers.get(parameter as Tensor) ?? null)));
    return packed;
  });
  const result = new PyDict();
  result.set('state', state);
  result.set('param_groups', new PyList(groups));
  return result;
}

/** The groups of a saved state and of the optimizer, side by side. Raises ValueError where their sizes differ. */
function matched(self: OptimizerObject, saved: PyDict): [PyDict, PyDict][] {
  const groups = saved.get('param_groups');
  const own = self.groups.items as PyDict[];
  if (!(groups instanceof PyList)) throw exc.KeyError('param_groups');
  if (groups.items.length !== own.length) {
    throw exc.ValueError('loaded state dict has a different number of parameter groups');
  }
  const count = (group: PyDict) => (group.get('params') as PyList).items.length;
  if (own.some((group, i) => count(group) !== count(groups.items[i] as PyDict))) {
    throw exc.ValueError(
      "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
    );
  }
  return own.map((group, i) => [group, groups.items[i] as PyDict]);
}

export function* loadStateDict(self: OptimizerObject, saved: Value): Task {
  if (!(saved instanceof PyDict)) throw exc.TypeError('an optimizer loads a dict that state_dict() gave');
  const state = saved.get('state');
  for (const [group, from] of matched(self, saved)) {
    const parameters = (group.get('params') as PyList).items as Tensor[];
    const numbers = (from.get('params') as PyList).items;
    for (const [key, value] of from.entries()) if (key !== 'params') group.set(key, value);
    for (const [i, parameter] of parameters.entries()) {
      const entry = state instanceof PyDict ? state.get(numbers[i]!) : undefined;
      if (!(entry instanceof PyDict)) continue;
      if (self.ownState instanceof PyDict) self.ownState.set(parameter, entry);
      else self.state.set(parameter, yield* loadedEntry(entry));
    }
  }
  return null;
}

function* loadedEntry(entry: PyDict): Task<ParameterState> {
  const values = new Map<string, Tensor>();
  let steps = 1;
  for (const [key, value] of entry.entries()) {
    if (key === 'step') {
      steps = value instanceof Tensor ? (yield* readTensor(value))[0]! : toFloat(value, 'step');
    } else if (value instanceof Tensor) values.set(wording(key), new Tensor(op.detach(value.node)));
    else if (value instanceof PyFloat) values.set(wording(key), new Tensor(op.full([], value.value, 'float32')));
  }
  return { steps, values };
}
