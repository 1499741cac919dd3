/** The modules `torchvision.…` that a program can import. */
import { defineModule, type PyModule } from '../python/bind.ts';
import { fashionMnistType } from './datasets/fashion-mnist.ts';
import { composeType } from './transforms/compose.ts';
import { toTensorType } from './transforms/to-tensor.ts';

const datasetsModule = defineModule({ name: 'torchvision.datasets', members: { FashionMNIST: fashionMnistType } });

const transformsModule = defineModule({
  name: 'torchvision.transforms',
  members: { Compose: composeType, ToTensor: toTensorType },
});

const torchvisionModule = defineModule({
  name: 'torchvision',
  members: { __version__: '0.14.0', datasets: datasetsModule, transforms: transformsModule },
});

/** By dotted name. */
export const torchvisionModules: ReadonlyMap<string, PyModule> = new Map([
  ['torchvision', torchvisionModule],
  ['torchvision.datasets', datasetsModule],
  ['torchvision.transforms', transformsModule],
]);
