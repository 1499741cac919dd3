import { defineModule, type Value } from '../../../python/bind.ts';
import { sequenceItems } from '../../arguments.ts';
import { defaultCollate } from './collate.ts';
import { datasetType, subsetType, tensorDatasetType } from './dataset.ts';
import { loaderType } from './loader.ts';

export const dataModule = defineModule({
  name: 'torch.utils.data',
  functions: { 'default_collate(batch)': (batch: Value) => defaultCollate(sequenceItems(batch) ?? []) },
  members: { DataLoader: loaderType, Dataset: datasetType, Subset: subsetType, TensorDataset: tensorDatasetType },
});
