/** What all optimizers share: groups of parameters with options that a program may change between steps. */
import {
  call, defineClass, exc, float, iterate, PyDict, PyInstance, PyList, str, toFloat, typeOf, wait,
  type Functions, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import type { Node } from '../../tensor/node.ts';
import { sequenceItems, wording } from '../arguments.ts';
import { torchHost } from '../host.ts';
import { torchState } from '../state.ts';
import { Tensor } from '../tensor.ts';
import { emptyState, loadStateDict, stateDict, stateOf, type StateLayout } from './state.ts';

/** What an optimizer keeps for one parameter. */
export interface ParameterState {
  steps: number;
  /** Running values by their names in PyTorch (`momentum_buffer`, `exp_avg`, …). */
  readonly values: Map<string, Tensor>;
}

/** An instance of an optimizer. `param_groups` is Python's own list of dicts: schedulers and programs write to it. */
export class OptimizerObject extends PyInstance {
  readonly groups = new PyList([]);
  readonly state = new Map<Tensor, ParameterState>();
  /** Steps since the last scheduler was made; only those of optimizers of `torch.optim` are counted. */
  stepsSinceScheduled = 0;
  /** Options as the program gave them to `__init__`. */
  defaults = new PyDict();
  /** How the state reads in Python; null for optimizers that a program wrote itself. */
  layout: StateLayout | null = null;
  /** `optimizer.state` of an optimizer that a program wrote itself. */
  ownState: Value = null;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    visit(this.groups);
    visit(this.defaults);
    visit(this.ownState);
    for (const { values } of this.state.values()) for (const tensor of values.values()) visit(tensor);
  }
}

/** One parameter group's options as numbers. */
export class Options {
  readonly #group: PyDict;

  constructor(group: PyDict) {
    this.#group = group;
  }

  number(name: string): number {
    return toFloat(this.#group.get(name) ?? null, name);
  }

  flag(name: string): boolean {
    return this.#group.get(name) === true;
  }

  /** An option that is a pair, such as Adam's betas. */
  pair(name: string): readonly [number, number] {
    return pairArgument(this.#group.get(name) ?? null, name);
  }
}

/** A tuple or list of two numbers. Throws TypeError. */
export function pairArgument(value: Value, name: string): readonly [number, number] {
  const items = sequenceItems(value);
  if (items?.length !== 2) throw exc.TypeError(`${name} must be a tuple of two numbers`);
  return [toFloat(items[0]!, name), toFloat(items[1]!, name)];
}

/** One parameter's part of a step. */
export interface Update {
  readonly parameter: Node;
  readonly gradient: Node;
  readonly options: Options;
  /** Steps of this parameter, this one included. */
  readonly steps: number;
  /** A running value, null before its first step. */
  readonly get: (name: string) => Node | null;
  /** Keeps a running value. */
  readonly set: (name: string, value: Node) => void;
}

/** The rule of an optimizer: the parameter's new value. It only builds graph. */
export type UpdateRule = (update: Update) => Node;

/** Fills `param_groups` from what the program passed as `params`. */
export function* addGroups(self: OptimizerObject, params: Value, defaults: ReadonlyMap<string, Value>): Task<void> {
  if (params instanceof Tensor) {
    throw exc.TypeError(
      'params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor',
    );
  }
  const items = yield* iterate(params);
  if (items.length === 0) throw exc.ValueError('optimizer got an empty parameter list');
  const groups = items[0] instanceof PyDict ? items : [new PyDict()];
  if (!(items[0] instanceof PyDict)) (groups[0] as PyDict).set('params', new PyList(items));
  for (const [name, value] of defaults) self.defaults.set(name, value);
  for (const group of groups) yield* addGroup(self, group, defaults);
}

/** A type with its module, as `torch.typename` writes it. */
const fullName = (value: Value): string => {
  const { module, name } = typeOf(value);
  return module === 'builtins' ? name : `${module}.${name}`;
};

function* addGroup(self: OptimizerObject, group: Value, defaults: ReadonlyMap<string, Value>): Task<void> {
  if (!(group instanceof PyDict)) throw exc.TypeError('param group must be a dict');
  if (group.get('params') === undefined) throw exc.KeyError('params');
  const given = group.get('params') ?? null;
  const parameters = given instanceof Tensor ? [given] : yield* iterate(given);
  const own = new PyDict();
  own.set('params', new PyList(parameters));
  for (const [key, value] of group.entries()) if (key !== 'params') own.set(key, value);
  for (const parameter of parameters) {
    if (!(parameter instanceof Tensor)) {
      throw exc.TypeError(`optimizer can only optimize Tensors, but one of the params is ${fullName(parameter)}`);
    }
    if (!parameter.isLeaf) throw exc.ValueError("can't optimize a non-leaf Tensor");
  }
  for (const [name, value] of defaults) if (own.get(name) === undefined) own.set(name, value);
  for (const [name, value] of own.entries()) {
    if (name === 'lr' && value === null) {
      throw exc.ValueError("parameter group didn't specify a value of required optimization parameter lr");
    }
  }
  const taken = new Set([...eachParameter(self)].map(([parameter]) => parameter));
  if (parameters.some((parameter) => taken.has(parameter as Tensor))) {
    throw exc.ValueError('some parameters appear in more than one parameter group');
  }
  self.groups.items.push(own);
}

/** Every parameter of every group, with the group's options. */
export function* eachParameter(self: OptimizerObject): Generator<[Tensor, Options]> {
  for (const group of self.groups.items) {
    if (!(group instanceof PyDict)) continue;
    const options = new Options(group);
    const parameters = group.get('params');
    if (!(parameters instanceof PyList)) continue;
    for (const parameter of parameters.items) if (parameter instanceof Tensor) yield [parameter, options];
  }
}

function update(self: OptimizerObject, parameter: Tensor, options: Options, rule: UpdateRule): Node[] {
  let state = self.state.get(parameter);
  if (state === undefined) self.state.set(parameter, (state = { steps: 0, values: new Map() }));
  state.steps++;
  const kept = state.values;
  const written: Node[] = [];
  const value = rule({
    parameter: parameter.node,
    gradient: parameter.grad!.node,
    options,
    steps: state.steps,
    get: (name) => kept.get(name)?.node ?? null,
    set: (name, node) => {
      const tensor = kept.get(name);
      if (tensor) tensor.overwrite(node);
      else kept.set(name, new Tensor(node));
      written.push(node);
    },
  });
  parameter.overwrite(value);
  return [parameter.node, ...written];
}

/** `optimizer.step(closure=None)`: hands the whole step's graph to the engine. */
function* step(self: OptimizerObject, rule: UpdateRule, closure: Value): Task {
  const { engine, optimizerStep } = torchHost();
  let loss: Value = null;
  if (closure !== null) {
    const before = torchState().gradEnabled;
    torchState().gradEnabled = true;
    loss = yield* call(closure, []);
    torchState().gradEnabled = before;
  }
  self.stepsSinceScheduled++;
  const updated: Node[] = [];
  for (const [parameter, options] of eachParameter(self)) {
    if (parameter.grad !== null) updated.push(...update(self, parameter, options, rule));
  }
  const busy = engine.step(updated);
  if (busy !== null) yield* wait(busy);
  optimizerStep();
  return loss;
}

function* optimizerRepr(self: OptimizerObject): Task<string> {
  const lines: string[] = [];
  for (const [i, group] of self.groups.items.entries()) {
    if (i > 0) lines.push('');
    lines.push(`Parameter Group ${i}`);
    const options = [...(group as PyDict).entries()].filter(([key]) => key !== 'params').map(([key, value]) => [wording(key), value] as const); // prettier-ignore
    for (const [key, value] of options.sort(([a], [b]) => (a < b ? -1 : 1))) {
      lines.push(`    ${key}: ${yield* str(value)}`);
    }
  }
  return `${typeOf(self).name} (\n${lines.join('\n')}\n)`;
}

/** The base class, for `isinstance` and what all share. */
export const optimizerType: PyType = defineClass({
  name: 'Optimizer',
  module: 'torch.optim.optimizer',
  allocate: (type) => new OptimizerObject(type),
  methods: {
    '__init__(self, params, defaults)': function* (self: OptimizerObject, params: Value, defaults: Value): Task {
      if (!(defaults instanceof PyDict)) throw exc.TypeError('defaults must be a dict');
      self.ownState = yield* emptyState();
      yield* addGroups(self, params, new Map([...defaults.entries()].map(([name, value]) => [wording(name), value])));
      return null;
    },
    'step(self, closure=None)': () => {
      throw exc.NotImplementedError('');
    },
    'state_dict(self)': stateDict,
    'load_state_dict(self, state_dict)': loadStateDict,
    'zero_grad(self, set_to_none=False)': (self: OptimizerObject, toNone: Value) => {
      for (const [parameter] of eachParameter(self)) parameter.clearGrad(toNone === true);
      return null;
    },
    'add_param_group(self, param_group)': function* (self: OptimizerObject, group: Value): Task {
      yield* addGroup(self, group, new Map([...self.defaults.entries()].map(([key, value]) => [wording(key), value])));
      return null;
    },
    '__repr__(self)': optimizerRepr,
  },
  properties: {
    param_groups: (self: OptimizerObject) => self.groups,
    defaults: (self: OptimizerObject) => self.defaults,
    state: (self: OptimizerObject) => self.ownState ?? stateOf(self),
  },
});

/** What an optimizer class is made of. */
export interface OptimizerDefinition {
  readonly name: string;
  readonly module: string;
  /** Signature of `__init__`; its names after `params` are the options. */
  readonly signature: string;
  readonly options: readonly string[];
  /** The order in which a group lists them, where it is not the signature's. */
  readonly listed?: readonly string[];
  /** How its state reads in Python. */
  readonly layout: StateLayout;
  /** Raises ValueError for options that PyTorch refuses. */
  readonly check: (options: ReadonlyMap<string, Value>) => void;
  readonly rule: UpdateRule;
}

export function defineOptimizer({
  name,
  module,
  signature,
  options,
  listed = options,
  layout,
  check,
  rule,
}: OptimizerDefinition): PyType {
  const methods: Functions = {
    [signature]: function* (self: OptimizerObject, params: Value, ...values: Value[]): Task {
      const defaults = new Map(listed.map((option) => [option, values[options.indexOf(option)]!]));
      check(defaults);
      self.layout = layout;
      yield* addGroups(self, params, defaults);
      return null;
    },
    'step(self, closure=None)': (self: OptimizerObject, closure: Value) => step(self, rule, closure),
  };
  return defineClass({ name, module, bases: [optimizerType], methods });
}

/** Raises "Invalid learning rate: -1" for an option below zero. */
export function refuseNegative(options: ReadonlyMap<string, Value>, name: string, words: string): void {
  const value = options.get(name) ?? null;
  const number = toFloat(value, name);
  if (number < 0) throw exc.ValueError(`Invalid ${words}: ${typeof value === 'number' ? value : float(number).value}`);
}
