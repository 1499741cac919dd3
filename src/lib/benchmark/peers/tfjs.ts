/**
 * TensorFlow.js, eagerly and through `model.fit`. It has no weight decay in its `sgd`, so it does a little less than the
 * listing. The loss is read once a block instead of at each step, which is the faster way.
 */
import * as tf from '@tensorflow/tfjs';
import { Unavailable } from '../contest.ts';
import { BATCH, CLASSES, LEARNING_RATE, PIXELS, type Data, type PeerWorkload, type Trainer } from './trainer.ts';

export type TfjsBackend = 'webgpu' | 'wasm';

/** @throws {Unavailable} where there is no such backend. */
async function open(backend: TfjsBackend): Promise<void> {
  tf.enableProdMode();
  if (backend === 'webgpu') {
    await import('@tensorflow/tfjs-backend-webgpu');
  } else {
    const [{ setWasmPaths }, plain, simd, threaded] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'),
    ]);
    const absolute = (url: string): string => new URL(url, globalThis.location.href).href;
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plain.default),
      'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded.default),
    });
  }
  const opened = await tf.setBackend(backend).catch(() => false);
  if (!opened) throw new Unavailable(`TensorFlow.js has no ${backend} backend here.`);
  await tf.ready();
}

/** Images in the shape that the network takes. */
const imageShape = (workload: PeerWorkload, count: number): number[] =>
  workload === 'mlp' ? [count, PIXELS] : [count, 28, 28, 1];

/** `model.fit` over data that stays on the device. */
export async function openFit(backend: TfjsBackend, workload: PeerWorkload, data: Data): Promise<Trainer> {
  await open(backend);
  const model = tf.sequential({ layers: workload === 'mlp' ? mlpLayers() : cnnLayers() });
  model.compile({ optimizer: tf.train.sgd(LEARNING_RATE), loss: 'categoricalCrossentropy' });
  const images = tf.tensor(data.images, imageShape(workload, data.count));
  const targets = tf.tensor2d(data.targets, [data.count, CLASSES]);
  return {
    async train(steps) {
      const [x, y] = [slice(images, steps), slice(targets, steps)];
      const history = await model.fit(x, y, {
        batchSize: BATCH,
        epochs: 1,
        shuffle: true,
        verbose: 0,
        yieldEvery: 'never',
      });
      tf.dispose([x, y]);
      return Number(history.history.loss?.at(-1));
    },
  };
}

const slice = (x: tf.Tensor, steps: number): tf.Tensor => x.slice(0, steps * BATCH);

const mlpLayers = (): tf.layers.Layer[] => [
  tf.layers.dense({ inputShape: [PIXELS], units: 512, activation: 'relu' }),
  tf.layers.dropout({ rate: 0.5 }),
  tf.layers.dense({ units: 256, activation: 'relu' }),
  tf.layers.dense({ units: CLASSES, activation: 'softmax' }),
];

const cnnLayers = (): tf.layers.Layer[] => [
  tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 3, padding: 'same', filters: 8, activation: 'relu' }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.conv2d({ kernelSize: 3, padding: 'same', filters: 16, activation: 'relu' }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.flatten(),
  tf.layers.dense({ units: CLASSES, activation: 'softmax' }),
];

/** Variables, a loss and `optimizer.minimize`, with the batches cut beforehand. */
export async function openEager(backend: TfjsBackend, workload: PeerWorkload, data: Data): Promise<Trainer> {
  await open(backend);
  const images = tf.tensor(data.images, imageShape(workload, data.count));
  const targets = tf.tensor2d(data.targets, [data.count, CLASSES]);
  const batches = Array.from({ length: data.count / BATCH }, (_, i) => ({
    x: images.slice(i * BATCH, BATCH),
    y: targets.slice(i * BATCH, BATCH),
  }));
  const network = workload === 'mlp' ? mlpNetwork() : cnnNetwork();
  const optimizer = tf.train.sgd(LEARNING_RATE);
  return {
    async train(steps) {
      let loss: tf.Scalar | null = null;
      for (const { x, y } of batches.slice(0, steps)) {
        loss?.dispose();
        loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, network(x)), true);
      }
      const [value] = (await loss?.data()) ?? [NaN];
      loss?.dispose();
      return value ?? NaN;
    },
  };
}

type Network = (x: tf.Tensor) => tf.Tensor;

/** Weights as PyTorch draws them: uniform within 1 / sqrt(fan in). */
const uniform = (shape: number[], fanIn: number): tf.Variable => {
  const bound = 1 / Math.sqrt(fanIn);
  return tf.variable(tf.randomUniform(shape, -bound, bound));
};

function linear(from: number, to: number): (x: tf.Tensor, activation?: 'relu' | 'linear') => tf.Tensor2D {
  const [weight, bias] = [uniform([from, to], from), uniform([to], from)];
  return (x, activation = 'linear') => tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D;
}

function mlpNetwork(): Network {
  const [first, second, third] = [linear(PIXELS, 512), linear(512, 256), linear(256, CLASSES)];
  return (x) => third(second(tf.dropout(first(x, 'relu'), 0.5), 'relu'));
}

function cnnNetwork(): Network {
  const filters = [uniform([3, 3, 1, 8], 9), uniform([3, 3, 8, 16], 72)] as unknown as tf.Tensor4D[];
  const biases = [uniform([8], 9), uniform([16], 72)];
  const last = linear(784, CLASSES);
  return (x) => {
    const features = filters.reduce<tf.Tensor4D>(
      (h, filter, i) => tf.maxPool(tf.relu(tf.add(tf.conv2d(h, filter, 1, 'same'), biases[i]!)), 2, 2, 'valid'),
      x as tf.Tensor4D,
    );
    return last(features.reshape([BATCH, 784]));
  };
}
