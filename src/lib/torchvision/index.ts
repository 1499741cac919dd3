/** The modules `torchvision.…` and `PIL.…` that a program can import. */
import { defineModule, type PyModule } from '../python/bind.ts';
import { datasetsModule } from './datasets/index.ts';
import { ioModule, modelsModule } from './elsewhere.ts';
import { makeGrid } from './grid.ts';
import { pilModules } from './pil/module.ts';
import { functionalModule } from './transforms/functional/module.ts';
import { transformsModule } from './transforms/index.ts';

const utilsModule = defineModule({
  name: 'torchvision.utils',
  functions: {
    'make_grid(tensor, nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0)':
      makeGrid,
  },
  absent: {
    save_image: 'SummaryWriter.add_image shows images',
    draw_bounding_boxes: 'make_grid runs here',
    draw_segmentation_masks: 'make_grid runs here',
  },
});

const torchvisionModule = defineModule({
  name: 'torchvision',
  members: {
    __version__: '0.14.0',
    datasets: datasetsModule,
    io: ioModule,
    models: modelsModule,
    transforms: transformsModule,
    utils: utilsModule,
  },
  absent: {
    ops: 'the operations of torch and torch.nn.functional run here',
  },
});

/** By dotted name. */
export const torchvisionModules: ReadonlyMap<string, PyModule> = new Map([
  ['torchvision', torchvisionModule],
  ['torchvision.datasets', datasetsModule],
  ['torchvision.io', ioModule],
  ['torchvision.models', modelsModule],
  ['torchvision.transforms', transformsModule],
  ['torchvision.utils', utilsModule],
  ['torchvision.transforms.functional', functionalModule],
  ...pilModules,
]);
