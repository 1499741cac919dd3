/** `torch.optim.swa_utils`: a second model that holds the average of a model's weights (Izmailov et al., 2018). */
import {
  call, callMethod, defineClass, defineModule, exc, getAttr, iterator, next, PyDict, toFloat, toInt, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import * as op from '../../tensor/ops.ts';
import { sequenceItems, wording } from '../arguments.ts';
import { deepCopy } from '../copying.ts';
import { withGradMode } from '../grad-mode.ts';
import { allParameters, ModuleObject, moduleType } from '../nn/module.ts';
import { namedModules, namedTensors } from '../nn/module-object.ts';
import { readTensor } from '../ops/reading.ts';
import { Tensor } from '../tensor.ts';
import { defineScheduler } from './schedulers/base.ts';

const asModule = (value: Value): ModuleObject => {
  if (value instanceof ModuleObject) return value;
  throw exc.TypeError('AveragedModel averages an nn.Module');
};

function tensorsOf(model: ModuleObject, buffersToo: boolean): Tensor[] {
  const buffers = buffersToo ? [...namedTensors(model, (module) => module.buffers)].map(([, buffer]) => buffer) : [];
  return [...allParameters(model), ...buffers];
}

function* updateParameters(self: ModuleObject, model: Value): Task {
  const count = self.buffers.get('n_averaged')!;
  const average = self.dict.get('avg_fn') ?? null;
  const buffersToo = self.dict.get('use_buffers') === true;
  const own = tensorsOf(self.children.get('module')!, buffersToo);
  const given = tensorsOf(asModule(model), buffersToo);
  const first = (yield* readTensor(count))[0] === 0;
  for (const [i, tensor] of own.entries()) {
    const source = given[i]!;
    if (first) tensor.overwrite(source.node);
    else if (average === null) {
      const share = op.cast(op.add(count.node, op.full([], 1, 'int64')), 'float32');
      tensor.overwrite(op.withoutHistory(() => op.add(tensor.node, op.div(op.sub(source.node, tensor.node), share))));
    } else {
      const mixed = yield* withGradMode(false, () => call(average, [tensor.detach(), source.detach(), count]));
      if (!(mixed instanceof Tensor)) throw exc.TypeError('avg_fn must return a Tensor');
      tensor.overwrite(mixed.node);
    }
  }
  count.overwrite(op.add(count.node, op.full([], 1, 'int64')));
  return null;
}

const averagedModelType: PyType = defineClass({
  name: 'AveragedModel',
  module: 'torch.optim.swa_utils',
  bases: [moduleType],
  methods: {
    '__init__(self, model, device=None, avg_fn=None, use_buffers=False)': function* (
      self: ModuleObject,
      model: Value,
      _device: Value,
      average: Value,
      useBuffers: Value,
    ): Task {
      self.ready = true;
      self.children.set('module', (yield* deepCopy(asModule(model), new PyDict())) as ModuleObject);
      self.buffers.set('n_averaged', new Tensor(op.full([], 0, 'int64')));
      self.dict.set('avg_fn', average);
      self.dict.set('use_buffers', useBuffers);
      return null;
    },
    'forward(self, *args, **kwargs)': (self: ModuleObject, args: Value[], kwargs: Map<string, Value>) =>
      callMethod(self.children.get('module')!, '__call__', args, kwargs),
    'update_parameters(self, model)': updateParameters,
  },
});

/** `update_bn(loader, model)`: running statistics from one pass over the data. */
function* updateBn(loader: Value, model: Value): Task {
  const root = asModule(model);
  const norms = [...namedModules(root)].map(([, module]) => module).filter((module) => module.buffers.get('running_mean')); // prettier-ignore
  if (norms.length === 0) return null;
  const momenta = norms.map((norm) => norm.dict.get('momentum') ?? null);
  for (const norm of norms) {
    for (const [name, value] of [['running_mean', 0], ['running_var', 1], ['num_batches_tracked', 0]] as const) {
      const buffer = norm.buffers.get(name)!;
      buffer.overwrite(op.full(buffer.shape, value, buffer.dtype));
    } // prettier-ignore
    norm.dict.set('momentum', null);
  }
  const wasTraining = yield* getAttr(root, 'training');
  yield* callMethod(root, 'train', [true]);
  const batches = yield* iterator(loader);
  for (let batch = yield* next(batches); batch !== undefined; batch = yield* next(batches)) {
    const input = sequenceItems(batch)?.[0] ?? batch;
    yield* withGradMode(false, () => callMethod(root, '__call__', [input]));
  }
  norms.forEach((norm, i) => norm.dict.set('momentum', momenta[i]!));
  yield* callMethod(root, 'train', [wasTraining]);
  return null;
}

const swaLr = defineScheduler({
  name: 'SWALR',
  parameters: "swa_lr, anneal_epochs=10, anneal_strategy='cos'",
  setup: (self) => {
    const strategy = self.argument('anneal_strategy');
    if (strategy !== 'cos' && strategy !== 'linear') {
      throw exc.ValueError(`anneal_strategy must by one of 'cos' or 'linear', instead got ${wording(strategy)}`);
    }
    const items = sequenceItems(self.argument('swa_lr')) ?? self.groups.map(() => self.argument('swa_lr'));
    self.groups.forEach((group, i) => group.set('swa_lr', items[i]!));
  },
  rates: (self) => {
    const epochs = toInt(self.argument('anneal_epochs'), 'anneal_epochs');
    const anneal = (t: number) => (self.argument('anneal_strategy') === 'cos' ? (1 - Math.cos(Math.PI * t)) / 2 : t);
    const at = (step: number) => anneal(Math.max(0, Math.min(1, step / Math.max(1, epochs))));
    const done = self.number('_step_count') - 1;
    const step = epochs === 0 ? Math.max(1, done) : done;
    const [before, now] = [at(step - 1), at(step)];
    return self.groups.map((group) => {
      const [rate, goal] = [toFloat(group.get('lr') ?? null, 'lr'), toFloat(group.get('swa_lr') ?? null, 'swa_lr')];
      const initial = before === 1 ? goal : (rate - before * goal) / (1 - before);
      return goal * now + initial * (1 - now);
    });
  },
});

export const swaModule = defineModule({
  name: 'torch.optim.swa_utils',
  functions: { 'update_bn(loader, model, device=None)': updateBn },
  members: { AveragedModel: averagedModelType, SWALR: swaLr },
});
