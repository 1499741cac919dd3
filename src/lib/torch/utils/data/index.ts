import { defineModule } from '../../../python/bind.ts';
import { collateFunction, convertFunction } from './collate.ts';
import { chainDatasetType, concatDatasetType, iterableDatasetType, randomSplit } from './combined.ts';
import { datasetType, subsetType, tensorDatasetType } from './dataset.ts';
import { loaderType } from './loader.ts';
import {
  batchSamplerType, randomSamplerType, samplerType, sequentialSamplerType, subsetRandomSamplerType, weightedRandomSamplerType,
} from './sampler.ts'; // prettier-ignore

const samplers = {
  BatchSampler: batchSamplerType,
  RandomSampler: randomSamplerType,
  Sampler: samplerType,
  SequentialSampler: sequentialSamplerType,
  SubsetRandomSampler: subsetRandomSamplerType,
  WeightedRandomSampler: weightedRandomSamplerType,
};

const datasets = {
  ChainDataset: chainDatasetType,
  ConcatDataset: concatDatasetType,
  Dataset: datasetType,
  IterableDataset: iterableDatasetType,
  Subset: subsetType,
  TensorDataset: tensorDatasetType,
};

export const samplerModule = defineModule({ name: 'torch.utils.data.sampler', members: samplers });

export const datasetModule = defineModule({
  name: 'torch.utils.data.dataset',
  functions: { 'random_split(dataset, lengths, generator=None)': randomSplit },
  members: datasets,
});

const collating = { default_collate: collateFunction, default_convert: convertFunction };

export const dataloaderModule = defineModule({
  name: 'torch.utils.data.dataloader',
  members: { ...datasets, ...samplers, ...collating, DataLoader: loaderType },
});

export const dataModule = defineModule({
  name: 'torch.utils.data',
  functions: {
    'random_split(dataset, lengths, generator=None)': randomSplit,
    // Samples are loaded in the program's own thread, which has no number.
    'get_worker_info()': () => null,
  },
  members: {
    ...datasets,
    ...samplers,
    ...collating,
    DataLoader: loaderType,
    dataset: datasetModule,
    sampler: samplerModule,
    dataloader: dataloaderModule,
  },
  absent: {
    DistributedSampler: 'a program runs on one device here: RandomSampler and SequentialSampler run here',
    IterDataPipe: 'IterableDataset runs here',
    MapDataPipe: 'Dataset runs here',
  },
});
