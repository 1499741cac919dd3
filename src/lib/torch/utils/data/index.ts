import { defineModule, iterate, type Task, type Value } from '../../../python/bind.ts';
import { defaultCollate, defaultConvert } from './collate.ts';
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

export const dataModule = defineModule({
  name: 'torch.utils.data',
  functions: {
    'default_collate(batch)': function* (batch: Value): Task {
      return defaultCollate(yield* iterate(batch));
    },
    'random_split(dataset, lengths, generator=None)': randomSplit,
    'default_convert(data)': defaultConvert,
    // Samples are loaded in the program's own thread, which has no number.
    'get_worker_info()': () => null,
  },
  members: { ...datasets, ...samplers, DataLoader: loaderType, dataset: datasetModule, sampler: samplerModule },
  absent: {
    DistributedSampler: 'a program runs on one device here: RandomSampler and SequentialSampler run here',
    IterDataPipe: 'IterableDataset runs here',
    MapDataPipe: 'Dataset runs here',
  },
});
