import { defineModule } from '../../python/bind.ts';
import { activations } from './activation.ts';
import { nnUtilsModule } from './clip.ts';
import { moduleDictType, moduleListType, sequentialType } from './containers.ts';
import { conv2dType } from './convolution.ts';
import { dropouts } from './dropout.ts';
import { embeddingBags } from './embedding-bag.ts';
import { embeddingType } from './embedding.ts';
import { flattenType, unflattenType } from './flatten.ts';
import { functionalModule, functionsOfTorch } from './functional.ts';
import { groupNorms } from './group-norm.ts';
import { initModule } from './init.ts';
import { linearType } from './linear.ts';
import { losses } from './loss.ts';
import { moduleType } from './module.ts';
import { transformers } from './transformer.ts';
import { batchNorm1dType, batchNorm2dType, layerNormType } from './normalization.ts';
import { composedActivations } from './composed-activations.ts';
import { bilinearType } from './bilinear.ts';
import { ctcLossType } from './ctc-loss.ts';
import { distances } from './distance.ts';
import { drawnActivations } from './drawn-activations.ts';
import { folds } from './fold.ts';
import { likelihoodLosses } from './likelihood-losses.ts';
import { lineLayers } from './lines.ts';
import { localResponseNormType } from './local-response-norm.ts';
import { marginLosses } from './margin-losses.ts';
import { paddings } from './padding.ts';
import { powerPoolings } from './power-pooling.ts';
import { shufflings } from './shuffling.ts';
import { transposedLayers } from './transposed-convolution.ts';
import { tripletWithDistanceType } from './triplet-with-distance.ts';
import { upsamplings } from './upsampling.ts';
import { parameterDictType, parameterListType } from './parameter-containers.ts';
import { lazyLayers } from './lazy.ts';
import { recurrent } from './recurrent.ts';
import { volumeLayers } from './volumes.ts';
import { parameterType } from './parameter.ts';
import { adaptivePoolings, avgPool2dType, maxPool2dType, maxUnpool2dType } from './pooling.ts';

export const nnModule = defineModule({
  name: 'torch.nn',
  members: {
    ...activations,
    ...dropouts,
    ...losses,
    ...groupNorms,
    ...composedActivations,
    ...drawnActivations,
    ...lineLayers,
    ...transposedLayers,
    ...volumeLayers,
    ...adaptivePoolings,
    ...powerPoolings,
    ...paddings,
    ...folds,
    ...upsamplings,
    ...shufflings,
    ...distances,
    ...marginLosses,
    ...likelihoodLosses,
    ...recurrent,
    ...embeddingBags,
    ...transformers,
    ...lazyLayers,
    AvgPool2d: avgPool2dType,
    BatchNorm1d: batchNorm1dType,
    BatchNorm2d: batchNorm2dType,
    Bilinear: bilinearType,
    CTCLoss: ctcLossType,
    Conv2d: conv2dType,
    Embedding: embeddingType,
    Flatten: flattenType,
    LayerNorm: layerNormType,
    Linear: linearType,
    LocalResponseNorm: localResponseNormType,
    MaxPool2d: maxPool2dType,
    MaxUnpool2d: maxUnpool2dType,
    Module: moduleType,
    ModuleDict: moduleDictType,
    ModuleList: moduleListType,
    Parameter: parameterType,
    ParameterDict: parameterDictType,
    ParameterList: parameterListType,
    Sequential: sequentialType,
    TripletMarginWithDistanceLoss: tripletWithDistanceType,
    Unflatten: unflattenType,
    functional: functionalModule,
    init: initModule,
    utils: nnUtilsModule,
  },
  absent: {
    AdaptiveLogSoftmaxWithLoss: 'nn.LogSoftmax and nn.NLLLoss run here',
    ConvTranspose3d: 'nn.ConvTranspose2d runs here',
    FractionalMaxPool2d: 'nn.MaxPool2d and nn.AdaptiveMaxPool2d run here',
    FractionalMaxPool3d: 'nn.MaxPool3d and nn.AdaptiveMaxPool3d run here',
    MaxUnpool3d: 'nn.MaxUnpool2d runs here',
    CrossMapLRN2d: 'nn.LocalResponseNorm runs here',
    LazyConvTranspose3d: 'nn.LazyConvTranspose2d runs here',
    LazyInstanceNorm1d: 'nn.InstanceNorm1d runs here, with num_features given',
    LazyInstanceNorm2d: 'nn.InstanceNorm2d runs here, with num_features given',
    LazyInstanceNorm3d: 'nn.InstanceNorm3d runs here, with num_features given',
    SyncBatchNorm: 'a program has one device here; nn.BatchNorm2d runs here',
    DataParallel: 'a program has one device here; leave DataParallel out',
  },
});

export { functionalModule, functionsOfTorch, initModule, nnUtilsModule };
