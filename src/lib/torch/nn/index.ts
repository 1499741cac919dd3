import { defineModule } from '../../python/bind.ts';
import { activations } from './activation.ts';
import { nnUtilsModule } from './clip.ts';
import { moduleDictType, moduleListType, sequentialType } from './containers.ts';
import { conv2dType } from './convolution.ts';
import { dropouts } from './dropout.ts';
import { embeddingType } from './embedding.ts';
import { flattenType } from './flatten.ts';
import { functionalModule, functionsOfTorch } from './functional.ts';
import { groupNorms } from './group-norm.ts';
import { initModule } from './init.ts';
import { linearType } from './linear.ts';
import { losses } from './loss.ts';
import { moduleType } from './module.ts';
import { transformers } from './transformer.ts';
import { batchNorm1dType, batchNorm2dType, layerNormType } from './normalization.ts';
import { moreActivations } from './more-activations.ts';
import { moreLayers } from './more-layers.ts';
import { moreLosses } from './more-losses.ts';
import { rarerLayers } from './rarer-layers.ts';
import { parameterDictType, parameterListType } from './parameter-containers.ts';
import { recurrent } from './recurrent.ts';
import { parameterType } from './parameter.ts';
import { adaptiveAvgPool2dType, avgPool2dType, maxPool2dType, maxUnpool2dType } from './pooling.ts';

export const nnModule = defineModule({
  name: 'torch.nn',
  members: {
    ...activations,
    ...dropouts,
    ...losses,
    ...groupNorms,
    ...moreActivations,
    ...moreLayers,
    ...moreLosses,
    ...rarerLayers,
    ...recurrent,
    ...transformers,
    AdaptiveAvgPool2d: adaptiveAvgPool2dType,
    AvgPool2d: avgPool2dType,
    BatchNorm1d: batchNorm1dType,
    BatchNorm2d: batchNorm2dType,
    Conv2d: conv2dType,
    Embedding: embeddingType,
    Flatten: flattenType,
    LayerNorm: layerNormType,
    Linear: linearType,
    MaxPool2d: maxPool2dType,
    MaxUnpool2d: maxUnpool2dType,
    Module: moduleType,
    ModuleDict: moduleDictType,
    ModuleList: moduleListType,
    Parameter: parameterType,
    ParameterDict: parameterDictType,
    ParameterList: parameterListType,
    Sequential: sequentialType,
    functional: functionalModule,
    init: initModule,
    utils: nnUtilsModule,
  },
  absent: {
    EmbeddingBag: 'nn.Embedding runs here',
    Conv3d: 'nn.Conv2d runs here',
    BatchNorm3d: 'nn.BatchNorm2d runs here',
    LazyLinear: 'nn.Linear runs here, with in_features given',
    LazyConv1d: 'nn.Conv1d runs here, with in_channels given',
    LazyConv2d: 'nn.Conv2d runs here, with in_channels given',
    LazyBatchNorm1d: 'nn.BatchNorm1d runs here, with num_features given',
    LazyBatchNorm2d: 'nn.BatchNorm2d runs here, with num_features given',
    CTCLoss: 'nn.NLLLoss and nn.CrossEntropyLoss run here',
    AdaptiveLogSoftmaxWithLoss: 'nn.LogSoftmax and nn.NLLLoss run here',
    MaxPool3d: 'nn.MaxPool2d runs here',
    AvgPool3d: 'nn.AvgPool2d runs here',
    ConvTranspose3d: 'nn.ConvTranspose2d runs here',
    InstanceNorm3d: 'nn.InstanceNorm2d runs here',
    SyncBatchNorm: 'a program has one device here; nn.BatchNorm2d runs here',
    DataParallel: 'a program has one device here; leave DataParallel out',
  },
});

export { functionalModule, functionsOfTorch, initModule, nnUtilsModule };
