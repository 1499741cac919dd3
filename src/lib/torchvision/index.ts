/** The modules `torchvision.…` and `PIL.…` that a program can import. */
import { defineModule, type PyModule } from '../python/bind.ts';
import { datasetsModule } from './datasets/index.ts';
import { pilModules } from './pil/module.ts';
import { functionalModule } from './transforms/functional/module.ts';
import { transformsModule } from './transforms/index.ts';

const torchvisionModule = defineModule({
  name: 'torchvision',
  members: { __version__: '0.14.0', datasets: datasetsModule, transforms: transformsModule },
  absent: {
    models: 'pretrained networks are too large for a page; build a network with torch.nn',
    io: 'image files cannot be read here; torchvision.datasets has images',
    ops: 'the operations of torch and torch.nn.functional run here',
    utils: 'SummaryWriter.add_images shows images',
  },
});

/** By dotted name. */
export const torchvisionModules: ReadonlyMap<string, PyModule> = new Map([
  ['torchvision', torchvisionModule],
  ['torchvision.datasets', datasetsModule],
  ['torchvision.transforms', transformsModule],
  ['torchvision.transforms.functional', functionalModule],
  ...pilModules,
]);
