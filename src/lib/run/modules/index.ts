/** Everything that a program can import. */
import { numpyModules } from '../../numpy/index.ts';
import { ndarray } from '../../numpy/ndarray.ts';
import type { PyModule } from '../../python/bind.ts';

import { sklearnModules } from '../../sklearn/index.ts';
import { registerArrayFactory, torchModules } from '../../torch/index.ts';
import { torchvisionModules } from '../../torchvision/index.ts';
import { pandasModule } from './elsewhere.ts';
import { matplotlibModules } from './matplotlib.ts';
import { randomModules } from './random/index.ts';
import { tensorboardModule } from './tensorboard.ts';
import { tqdmModules } from './tqdm.ts';

registerArrayFactory(({ values, shape, dtype }) => ndarray(values, shape, dtype));

/** By dotted name. */
export const modules: ReadonlyMap<string, PyModule> = new Map([
  ...torchModules,
  ...torchvisionModules,
  ...numpyModules,
  ...sklearnModules,
  ...randomModules,
  ...[tensorboardModule, ...tqdmModules, ...matplotlibModules, pandasModule].map(
    (module) => [module.name, module] as const,
  ),
]);
