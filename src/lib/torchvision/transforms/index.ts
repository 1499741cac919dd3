/** The module `torchvision.transforms`. */
import { defineModule } from '../../python/bind.ts';
import { autoAugmentType, policyType, randAugmentType, trivialAugmentType } from './augment/auto-augment.ts';
import { augMixType } from './augment/aug-mix.ts';
import { gaussianBlurType } from './blur.ts';
import * as color from './color.ts';
import { composeType, lambdaType, randomApplyType, randomChoiceType, randomOrderType } from './composition.ts';
import { convertDTypeType, normalizeType, pilToTensorType, toImageType, toTensorType } from './conversion.ts';
import { fiveCropType, tenCropType } from './crops.ts';
import { elasticTransformType } from './elastic.ts';
import { randomErasingType } from './erasing.ts';
import { functionalModule } from './functional/module.ts';
import { interpolationModeType } from './interpolation.ts';
import { linearTransformationType } from './linear.ts';
import { randomPerspectiveType } from './perspective.ts';
import { randomAffineType, randomRotationType } from './random-affine.ts';
import {
  randomCropType,
  randomHorizontalFlipType,
  randomResizedCropType,
  randomVerticalFlipType,
} from './random-geometry.ts';
import { centerCropType, padType, resizeType } from './resizing.ts';

export const transformsModule = defineModule({
  name: 'torchvision.transforms',
  members: {
    Compose: composeType,
    ToTensor: toTensorType,
    PILToTensor: pilToTensorType,
    ConvertImageDtype: convertDTypeType,
    ToPILImage: toImageType,
    Normalize: normalizeType,
    Resize: resizeType,
    CenterCrop: centerCropType,
    Pad: padType,
    Lambda: lambdaType,
    RandomApply: randomApplyType,
    RandomChoice: randomChoiceType,
    RandomOrder: randomOrderType,
    RandomCrop: randomCropType,
    RandomHorizontalFlip: randomHorizontalFlipType,
    RandomVerticalFlip: randomVerticalFlipType,
    RandomResizedCrop: randomResizedCropType,
    FiveCrop: fiveCropType,
    TenCrop: tenCropType,
    ColorJitter: color.colorJitterType,
    RandomRotation: randomRotationType,
    RandomAffine: randomAffineType,
    Grayscale: color.grayscaleType,
    RandomGrayscale: color.randomGrayscaleType,
    RandomErasing: randomErasingType,
    GaussianBlur: gaussianBlurType,
    InterpolationMode: interpolationModeType,
    RandomInvert: color.randomInvertType,
    RandomPosterize: color.randomPosterizeType,
    RandomSolarize: color.randomSolarizeType,
    RandomAdjustSharpness: color.randomAdjustSharpnessType,
    RandomAutocontrast: color.randomAutocontrastType,
    RandomEqualize: color.randomEqualizeType,
    RandomPerspective: randomPerspectiveType,
    AutoAugment: autoAugmentType,
    AutoAugmentPolicy: policyType,
    RandAugment: randAugmentType,
    TrivialAugmentWide: trivialAugmentType,
    AugMix: augMixType,
    ElasticTransform: elasticTransformType,
    LinearTransformation: linearTransformationType,
    functional: functionalModule,
  },
  absent: {
    v2: 'torchvision.transforms is version 0.14 here',
  },
});
