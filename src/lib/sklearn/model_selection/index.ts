/** The module `sklearn.model_selection`. */
import { defineModule } from '../../python/bind.ts';
import { crossValidationFunctions } from './cross-validation.ts';
import { baseCrossValidatorType, kFoldType, leaveOneOutType, repeatedKFoldType, repeatedStratifiedKFoldType, stratifiedKFoldType } from './folds.ts'; // prettier-ignore
import { shuffleSplitType, stratifiedShuffleSplitType, trainTestSplit } from './shuffle-split.ts';

const FOLDS = 'KFold, StratifiedKFold, ShuffleSplit and LeaveOneOut run here';
const SEARCH = 'a loop over settings with cross_val_score runs here';

export const modelSelectionModule = defineModule({
  name: 'sklearn.model_selection',
  functions: {
    'train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None)':
      trainTestSplit,
    ...crossValidationFunctions,
  },
  members: {
    BaseCrossValidator: baseCrossValidatorType,
    KFold: kFoldType,
    StratifiedKFold: stratifiedKFoldType,
    RepeatedKFold: repeatedKFoldType,
    RepeatedStratifiedKFold: repeatedStratifiedKFoldType,
    ShuffleSplit: shuffleSplitType,
    StratifiedShuffleSplit: stratifiedShuffleSplitType,
    LeaveOneOut: leaveOneOutType,
  },
  absent: {
    GroupKFold: FOLDS,
    GroupShuffleSplit: FOLDS,
    LeaveOneGroupOut: FOLDS,
    LeavePOut: FOLDS,
    PredefinedSplit: FOLDS,
    StratifiedGroupKFold: FOLDS,
    TimeSeriesSplit: FOLDS,
    GridSearchCV: SEARCH,
    RandomizedSearchCV: SEARCH,
    ParameterGrid: 'itertools.product runs here',
    learning_curve: SEARCH,
    validation_curve: SEARCH,
    permutation_test_score: SEARCH,
  },
});
