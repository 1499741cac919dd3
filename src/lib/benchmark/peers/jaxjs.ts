/** jax-js with the whole step in one `jit`, its dropout mask and weight decay included. The loss is read once a block. */
import {
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  random,
  valueAndGrad,
  type Array as Tensor,
} from '@jax-js/jax';
import { Unavailable } from '../contest.ts';
import {
  BATCH,
  CLASSES,
  LEARNING_RATE,
  PIXELS,
  WEIGHT_DECAY,
  type Data,
  type PeerWorkload,
  type Trainer,
} from './trainer.ts';

/** A network's output for a batch. By jax-js's rule it takes over its arguments: what is used twice is `ref`erenced. */
type Network = (parameters: Tensor[], x: Tensor, key: Tensor) => Tensor;

/** @throws {Unavailable} where there is no such device. */
export async function openJaxjs(device: 'webgpu' | 'wasm', workload: PeerWorkload, data: Data): Promise<Trainer> {
  const opened = await init(device);
  if (!opened.includes(device)) throw new Unavailable(`jax-js has no ${device} here.`);
  defaultDevice(device);
  const shapes = workload === 'mlp' ? MLP_SHAPES : CNN_SHAPES;
  const step = trainingStep(workload === 'mlp' ? mlp : cnn, workload === 'mlp' ? WEIGHT_DECAY : 0);
  const batches = Array.from({ length: data.count / BATCH }, (_, i) => batch(workload, data, i));
  let parameters = initialise(shapes);
  let key = random.key(0);
  return {
    async train(steps) {
      let loss: Tensor | null = null;
      for (const { x, y } of batches.slice(0, steps)) {
        loss?.dispose();
        [loss, parameters, key] = step(parameters, x.ref, y.ref, key);
      }
      // The parameters, too: on a device the last update may still be under way when its loss is there.
      await Promise.all(parameters.map((parameter) => parameter.blockUntilReady()));
      return Number((await loss?.data())?.[0] ?? NaN);
    },
  };
}

function batch(workload: PeerWorkload, { images, targets }: Data, i: number): { x: Tensor; y: Tensor } {
  const x = np.array(images.slice(i * BATCH * PIXELS, (i + 1) * BATCH * PIXELS));
  const y = np.array(targets.slice(i * BATCH * CLASSES, (i + 1) * BATCH * CLASSES));
  return {
    x: x.reshape(workload === 'mlp' ? [BATCH, PIXELS] : [BATCH, 1, 28, 28]),
    y: y.reshape([BATCH, CLASSES]),
  };
}

function trainingStep(network: Network, weightDecay: number) {
  const loss = (parameters: Tensor[], x: Tensor, y: Tensor, key: Tensor): Tensor =>
    nn
      .logSoftmax(network(parameters, x, key), -1)
      .mul(y)
      .sum()
      .mul(-1 / BATCH);
  return jit((parameters: Tensor[], x: Tensor, y: Tensor, key: Tensor) => {
    const keys = random.split(key);
    const [used, next] = [keys.ref.slice(0), keys.slice(1)];
    const before = parameters.map((parameter) => parameter.ref);
    const [value, gradients] = valueAndGrad(loss)(before, x, y, used) as unknown as [Tensor, Tensor[]];
    const after = parameters.map((parameter, i) =>
      parameter.mul(1 - LEARNING_RATE * weightDecay).sub(gradients[i]!.mul(LEARNING_RATE)),
    );
    return [value, after, next] as [Tensor, Tensor[], Tensor];
  });
}

/** A weight's shape and its fan in; each is followed by its bias. */
type WeightShape = readonly [shape: readonly number[], fanIn: number];

const MLP_SHAPES: readonly WeightShape[] = [
  [[PIXELS, 512], PIXELS],
  [[512], PIXELS],
  [[512, 256], 512],
  [[256], 512],
  [[256, CLASSES], 256],
  [[CLASSES], 256],
];

const CNN_SHAPES: readonly WeightShape[] = [
  [[8, 1, 3, 3], 9],
  [[8, 1, 1], 9],
  [[16, 8, 3, 3], 72],
  [[16, 1, 1], 72],
  [[784, CLASSES], 784],
  [[CLASSES], 784],
];

/** Weights as PyTorch draws them: uniform within 1 / sqrt(fan in). */
const initialise = (shapes: readonly WeightShape[]): Tensor[] =>
  shapes.map(([shape, fanIn], i) => {
    const bound = 1 / Math.sqrt(fanIn);
    return random.uniform(random.key(i), [...shape], { minval: -bound, maxval: bound });
  });

const mlp: Network = ([w1, b1, w2, b2, w3, b3], x, key) => {
  const hidden = nn.relu(np.matmul(x, w1!).add(b1!));
  const kept = np.where(random.bernoulli(key, 0.5, [BATCH, 512]), hidden.mul(2), 0);
  return np.matmul(nn.relu(np.matmul(kept, w2!).add(b2!)), w3!).add(b3!);
};

const cnn: Network = ([w1, b1, w2, b2, w3, b3], x, key) => {
  key.dispose();
  const first = pool(nn.relu(lax.conv(x, w1!, [1, 1], 'SAME').add(b1!)));
  const second = pool(nn.relu(lax.conv(first, w2!, [1, 1], 'SAME').add(b2!)));
  return np.matmul(second.reshape([BATCH, 784]), w3!).add(b3!);
};

/** Largest of each 2 by 2 window: written like this it is several times faster than with `lax.reduceWindow`. */
function pool(x: Tensor): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  return x.reshape([n, c, h / 2, 2, w / 2, 2]).max([3, 5]);
}
