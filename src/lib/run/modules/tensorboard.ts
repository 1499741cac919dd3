/** `torch.utils.tensorboard`: what a program logs becomes events of its run. */
import {
  defineClass,
  defineModule,
  exc,
  getAttrOr,
  notHere,
  PyDict,
  PyFloat,
  PyInstance,
  str,
  typeName,
  type PyModule,
  type Task,
  type Value,
} from '../../python/bind.ts';
import type { ParameterValue } from '../param-annotation.ts';
import { histogram, TENSORBOARD_BINS } from './histogram.ts';
import { flatten, number, sizesOf, stepOf } from './logged-numbers.ts';
import { logger } from './logger.ts';
import { embedding, prCurve } from './summary-examples.ts';
import { imageGrid, type ImageSource } from './summary-images.ts';

class SummaryWriter extends PyInstance {
  directory = 'runs';
}

function* parameter(name: string, value: Value): Task<ParameterValue> {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof PyFloat) return value.value;
  const isTensor = (yield* getAttrOr<undefined>(value, 'item', undefined)) !== undefined;
  if (isTensor) return yield* number(value);
  throw exc.ValueError(
    `value should be one of int, float, str, bool, or torch.Tensor, and ${name} is of type ${typeName(value)}`,
  );
}

function entries(value: Value, what: string): [Value, Value][] {
  if (value instanceof PyDict) return [...value.entries()];
  throw exc.TypeError(`${what} should be a dictionary, not ${typeName(value)}`);
}

const nothing = (): null => null;
const SHOWN =
  'add_scalar, add_scalars, add_histogram, add_image, add_images, add_text, add_hparams, add_pr_curve and add_embedding run here';

/** An image, or several, as numbers with their sizes. Raises TypeError for what is no tensor or array. */
function* imageSource(value: Value, formats: Value): Task<ImageSource> {
  const sizes = yield* sizesOf(value);
  if (sizes === null) throw exc.TypeError(`an image must be a tensor or an array, not ${typeName(value)}`);
  const bytes = (yield* str(yield* getAttrOr<Value>(value, 'dtype', null))).endsWith('uint8');
  return { values: yield* flatten(value), sizes, formats: yield* str(formats), bytes };
}

function* addImage(_: SummaryWriter, tag: Value, value: Value, step: Value, _time: Value, formats: Value): Task<null> {
  const image = imageGrid(yield* imageSource(value, formats));
  logger().log({ kind: 'image', tag: yield* str(tag), ...image, step: yield* stepOf(step) });
  return null;
}

const writerType = defineClass({
  name: 'SummaryWriter',
  module: 'torch.utils.tensorboard.writer',
  allocate: (type) => new SummaryWriter(type),
  methods: {
    '__init__(self, log_dir=None, comment="", purge_step=None, max_queue=10, flush_secs=120, filename_suffix="")':
      function* (self: SummaryWriter, directory: Value, comment: Value): Task<null> {
        self.directory = directory === null ? `runs/run${yield* str(comment)}` : yield* str(directory);
        return null;
      },
    'add_scalar(self, tag, scalar_value, global_step=None, walltime=None, new_style=False, double_precision=False)':
      function* (_: SummaryWriter, tag: Value, value: Value, step: Value): Task<null> {
        logger().log({ kind: 'scalar', tag: yield* str(tag), value: yield* number(value), step: yield* stepOf(step) });
        return null;
      },
    'add_scalars(self, main_tag, tag_scalar_dict, global_step=None, walltime=None)': function* (
      _: SummaryWriter,
      mainTag: Value,
      values: Value,
      globalStep: Value,
    ): Task<null> {
      const main = yield* str(mainTag);
      const step = yield* stepOf(globalStep);
      for (const [tag, value] of entries(values, 'tag_scalar_dict')) {
        const name = `${main}/${yield* str(tag)}`;
        logger().log({ kind: 'scalar', tag: name, value: yield* number(value), step, group: main });
      }
      return null;
    },
    'add_histogram(self, tag, values, global_step=None, bins="tensorflow", walltime=None, max_bins=None)': function* (
      _: SummaryWriter,
      tag: Value,
      values: Value,
      step: Value,
      bins: Value,
    ): Task<null> {
      if (typeof bins !== 'number' && bins !== 'tensorflow') {
        throw exc.NotImplementedError('add_histogram takes a number of bins here, or leaves bins out');
      }
      const count = typeof bins === 'number' ? bins : TENSORBOARD_BINS;
      const numbers = yield* flatten(values);
      if (count < 1) throw exc.ValueError('`bins` must be positive, when an integer');
      if (numbers.length === 0) throw exc.ValueError('The input has no element.');
      if (!numbers.every(Number.isFinite)) {
        const name = yield* str(tag);
        throw exc.ValueError(
          `the values of "${name}" are not all finite, so there is no histogram of them; often the learning rate is too large`,
        );
      }
      const { edges, counts } = histogram(numbers, count);
      logger().log({ kind: 'histogram', tag: yield* str(tag), edges, counts, step: yield* stepOf(step) });
      return null;
    },
    'add_hparams(self, hparam_dict, metric_dict, hparam_domain_discrete=None, run_name=None, global_step=None)':
      function* (_: SummaryWriter, hparams: Value, values: Value): Task<null> {
        const parameters: Record<string, ParameterValue> = {};
        for (const [key, value] of entries(hparams, 'hparam_dict')) {
          const name = yield* str(key);
          parameters[name] = yield* parameter(name, value);
        }
        const metrics: Record<string, number> = {};
        for (const [key, value] of entries(values, 'metric_dict')) metrics[yield* str(key)] = yield* number(value);
        logger().log({ kind: 'hparams', parameters, metrics });
        return null;
      },
    'flush(self)': nothing,
    'close(self)': nothing,
    'get_logdir(self)': (self: SummaryWriter) => self.directory,
    '__enter__(self)': (self: SummaryWriter) => self,
    '__exit__(self, exc_type, exc_val, exc_tb)': nothing,
    'add_text(self, tag, text_string, global_step=None, walltime=None)': function* (
      _: SummaryWriter,
      tag: Value,
      text: Value,
      step: Value,
    ): Task<null> {
      logger().log({ kind: 'text', tag: yield* str(tag), text: yield* str(text), step: yield* stepOf(step) });
      return null;
    },
    'add_pr_curve(self, tag, labels, predictions, global_step=None, num_thresholds=127, weights=None, walltime=None)':
      function* (
        _: SummaryWriter,
        ...[tag, labels, predictions, step, thresholds, weights]: [Value, Value, Value, Value, Value, Value]
      ): Task<null> {
        logger().log(yield* prCurve(tag, labels, predictions, step, thresholds, weights));
        return null;
      },
    "add_embedding(self, mat, metadata=None, label_img=None, global_step=None, tag='default', metadata_header=None)":
      function* (
        _: SummaryWriter,
        ...[matrix, metadata, images, step, tag, header]: [Value, Value, Value, Value, Value, Value]
      ): Task<null> {
        logger().log(yield* embedding(matrix, metadata, images, step, tag, header));
        return null;
      },
    "add_image(self, tag, img_tensor, global_step=None, walltime=None, dataformats='CHW')": addImage,
    "add_images(self, tag, img_tensor, global_step=None, walltime=None, dataformats='NCHW')": addImage,
    ...Object.fromEntries(
      ['add_image_with_boxes', 'add_figure', 'add_video', 'add_audio', 'add_graph']
        .concat(['add_onnx_graph', 'add_pr_curve_raw', 'add_mesh'])
        .concat(['add_custom_scalars', 'add_custom_scalars_multilinechart', 'add_custom_scalars_marginchart'])
        .concat(['add_histogram_raw'])
        .map((name) => [`${name}(self, *args, **kwargs)`, notHere(`SummaryWriter.${name}`, SHOWN)]),
    ),
  },
  properties: { log_dir: (self: SummaryWriter) => self.directory },
});

export const tensorboardModule: PyModule = defineModule({
  name: 'torch.utils.tensorboard',
  members: { SummaryWriter: writerType },
  absent: { FileWriter: 'SummaryWriter runs here', RecordWriter: 'SummaryWriter runs here' },
});
