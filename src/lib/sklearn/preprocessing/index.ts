/** The module `sklearn.preprocessing`. */
import { defineModule, sharedAdvice } from '../../python/bind.ts';
import { labelEncoderType } from './label-encoder.ts';
import { oneHotEncoderType } from './one-hot-encoder.ts';
import { polynomialFeaturesType } from './polynomial-features.ts';
import { minMaxScalerType, standardScalerType } from './scalers.ts';

const NEAR = 'StandardScaler, MinMaxScaler, LabelEncoder and OneHotEncoder run here';

export const preprocessingModule = defineModule({
  name: 'sklearn.preprocessing',
  members: {
    StandardScaler: standardScalerType,
    MinMaxScaler: minMaxScalerType,
    LabelEncoder: labelEncoderType,
    OneHotEncoder: oneHotEncoderType,
    PolynomialFeatures: polynomialFeaturesType,
  },
  absent: {
    ...sharedAdvice('Binarizer binarize FunctionTransformer KBinsDiscretizer MaxAbsScaler maxabs_scale minmax_scale normalize PowerTransformer power_transform QuantileTransformer quantile_transform robust_scale SplineTransformer add_dummy_feature KernelCenterer', NEAR), // prettier-ignore
    ...sharedAdvice('MultiLabelBinarizer label_binarize', 'numpy.eye(n)[labels] runs here'),
    LabelBinarizer: 'numpy.eye(n)[labels] runs here', Normalizer: NEAR, RobustScaler: NEAR, OrdinalEncoder: NEAR, scale: NEAR }, // prettier-ignore
});
