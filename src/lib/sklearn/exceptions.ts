/** `sklearn.exceptions` */
import {
  defineClass,
  defineModule,
  exceptionTypes,
  PyException,
  PythonError,
  tuple,
  repr,
  type PyType,
  type Task,
  type Value,
} from '../python/bind.ts';

const notFittedErrorType: PyType = defineClass({
  name: 'NotFittedError',
  module: 'sklearn.exceptions',
  bases: [exceptionTypes.ValueError, exceptionTypes.AttributeError],
});

export const convergenceWarningType: PyType = defineClass({
  name: 'ConvergenceWarning',
  module: 'sklearn.exceptions',
  bases: [exceptionTypes.UserWarning],
});

/** What an estimator raises that was not fitted yet. */
export function notFitted(name: string): PythonError {
  const exception = new PyException(notFittedErrorType);
  exception.args = tuple(
    `This ${name} instance is not fitted yet. Call 'fit' with appropriate arguments before using this estimator.`,
  );
  return new PythonError(exception);
}

const invalidParameterErrorType: PyType = defineClass({
  name: 'InvalidParameterError',
  module: 'sklearn.utils._param_validation',
  bases: [exceptionTypes.ValueError, exceptionTypes.TypeError],
});

/** A parameter that is not what `constraint` says: "a float in the range (0, inf]". */
export function* invalidParameter(estimator: string, name: string, constraint: string, got: Value): Task<PythonError> {
  const exception = new PyException(invalidParameterErrorType);
  const shown = yield* repr(got);
  exception.args = tuple(`The '${name}' parameter of ${estimator} must be ${constraint}. Got ${shown} instead.`);
  return new PythonError(exception);
}

export const exceptionsModule = defineModule({
  name: 'sklearn.exceptions',
  members: { NotFittedError: notFittedErrorType, ConvergenceWarning: convergenceWarningType },
});
