/** The module `sklearn.model_selection`. */
import { defineModule } from '../../python/bind.ts';
import { crossValidationFunctions } from './cross-validation.ts';
import { curveFunctions } from './curves.ts';
import { baseCrossValidatorType, kFoldType, leaveOneOutType, leavePOutType, predefinedSplitType, repeatedKFoldType, repeatedStratifiedKFoldType, stratifiedKFoldType } from './folds.ts'; // prettier-ignore
import { groupKFoldType, leaveOneGroupOutType, timeSeriesSplitType } from './groups.ts';
import { gridSearchType, parameterGridType } from './search.ts';
import {
  groupShuffleSplitType,
  shuffleSplitType,
  stratifiedShuffleSplitType,
  trainTestSplit,
} from './shuffle-split.ts';

const FOLDS = 'KFold, StratifiedKFold, GroupKFold, ShuffleSplit and LeaveOneOut run here';
const SEARCH = 'GridSearchCV and cross_validate run here';

export const modelSelectionModule = defineModule({
  name: 'sklearn.model_selection',
  functions: {
    'train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None)':
      trainTestSplit,
    ...crossValidationFunctions,
    ...curveFunctions,
  },
  members: {
    BaseCrossValidator: baseCrossValidatorType,
    KFold: kFoldType,
    StratifiedKFold: stratifiedKFoldType,
    RepeatedKFold: repeatedKFoldType,
    RepeatedStratifiedKFold: repeatedStratifiedKFoldType,
    ShuffleSplit: shuffleSplitType,
    StratifiedShuffleSplit: stratifiedShuffleSplitType,
    GroupKFold: groupKFoldType,
    GroupShuffleSplit: groupShuffleSplitType,
    LeaveOneGroupOut: leaveOneGroupOutType,
    LeaveOneOut: leaveOneOutType,
    LeavePOut: leavePOutType,
    PredefinedSplit: predefinedSplitType,
    TimeSeriesSplit: timeSeriesSplitType,
    GridSearchCV: gridSearchType,
    ParameterGrid: parameterGridType,
  },
  absent: {
    BaseShuffleSplit: FOLDS,
    LeavePGroupsOut: FOLDS,
    check_cv: FOLDS,
    StratifiedGroupKFold: FOLDS,
    RandomizedSearchCV: SEARCH,
    ParameterSampler: SEARCH,
    LearningCurveDisplay: SEARCH,
  },
});
