/** `sklearn.exceptions` */
import {
  defineClass,
  defineModule,
  exceptionTypes,
  PyException,
  PythonError,
  tuple,
  type PyType,
} from '../python/bind.ts';

const notFittedErrorType: PyType = defineClass({
  name: 'NotFittedError',
  module: 'sklearn.exceptions',
  bases: [exceptionTypes.ValueError, exceptionTypes.AttributeError],
});

/** What an estimator raises that was not fitted yet. */
export function notFitted(name: string): PythonError {
  const exception = new PyException(notFittedErrorType);
  exception.args = tuple(
    `This ${name} instance is not fitted yet. Call 'fit' with appropriate arguments before using this estimator.`,
  );
  return new PythonError(exception);
}

export const exceptionsModule = defineModule({
  name: 'sklearn.exceptions',
  members: { NotFittedError: notFittedErrorType },
});
