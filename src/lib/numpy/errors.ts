/** Exceptions of NumPy's own. */
import { defineClass, exceptionTypes, PyException, PythonError, tuple, type PyType } from '../python/bind.ts';

export const axisErrorType: PyType = defineClass({
  name: 'AxisError',
  module: 'numpy',
  bases: [exceptionTypes.ValueError, exceptionTypes.IndexError],
});

export const linAlgErrorType: PyType = defineClass({
  name: 'LinAlgError',
  module: 'numpy.linalg',
  bases: [exceptionTypes.Exception],
});

export const ufuncTypeErrorType: PyType = defineClass({
  name: 'UFuncTypeError',
  module: 'numpy.core._exceptions',
  bases: [exceptionTypes.TypeError],
});

const warning = (name: string, base: 'RuntimeWarning' | 'UserWarning' | 'DeprecationWarning'): PyType =>
  defineClass({ name, module: 'numpy', bases: [exceptionTypes[base]] });

/** Warnings that programs name to filter them. */
export const warningTypes: Readonly<Record<string, PyType>> = {
  ComplexWarning: warning('ComplexWarning', 'RuntimeWarning'),
  ModuleDeprecationWarning: warning('ModuleDeprecationWarning', 'DeprecationWarning'),
  RankWarning: warning('RankWarning', 'UserWarning'),
  VisibleDeprecationWarning: warning('VisibleDeprecationWarning', 'UserWarning'),
};

function makeError(type: PyType, message: string): PythonError {
  const exception = new PyException(type);
  exception.args = tuple(message);
  return new PythonError(exception);
}

export const axisError = (axis: number, ndim: number): PythonError =>
  makeError(axisErrorType, `axis ${axis} is out of bounds for array of dimension ${ndim}`);

export const linAlgError = (message: string): PythonError => makeError(linAlgErrorType, message);

/** Operands for which a function of two arrays is nothing; each is the text of a dtype. */
export const noLoopError = (name: string, types: readonly string[]): PythonError =>
  makeError(
    ufuncTypeErrorType,
    `ufunc '${name}' did not contain a loop with signature matching types (${types.map((type) => `dtype('${type}')`).join(', ')}) -> None`,
  );

/** A result that an in-place operation cannot take. */
export const castError = (name: string, from: string, to: string): PythonError =>
  makeError(ufuncTypeErrorType, `Cannot cast ufunc '${name}' output from dtype('${from}') to dtype('${to}') with casting rule 'same_kind'`); // prettier-ignore
