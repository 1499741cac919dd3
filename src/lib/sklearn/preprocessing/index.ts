/** The module `sklearn.preprocessing`. */
import { defineModule } from '../../python/bind.ts';
import { labelEncoderType } from './label-encoder.ts';
import { minMaxScalerType, standardScalerType } from './scalers.ts';

const NEAR = 'StandardScaler, MinMaxScaler and LabelEncoder run here';

export const preprocessingModule = defineModule({
  name: 'sklearn.preprocessing',
  members: { StandardScaler: standardScalerType, MinMaxScaler: minMaxScalerType, LabelEncoder: labelEncoderType },
  absent: { OneHotEncoder: 'numpy.eye(n)[labels] runs here', LabelBinarizer: 'numpy.eye(n)[labels] runs here', Normalizer: NEAR, PolynomialFeatures: NEAR, RobustScaler: NEAR, OrdinalEncoder: NEAR, scale: NEAR }, // prettier-ignore
});
