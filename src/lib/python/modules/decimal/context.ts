/** `decimal`'s contexts and the conditions that raise. */
import { perRun } from '../../objects/context.ts';
import { defineClass } from '../../objects/define.ts';
import { exc, exceptionTypes, makeError } from '../../objects/exceptions.ts';
import { PyList } from '../../objects/containers.ts';
import { plainText, PyInstance, PyType } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { toIndex } from '../../operations/slicing.ts';
import { DecimalSignal, ROUNDINGS, type Context, type Rounding } from './number.ts';

const exceptionType = (name: string, bases: readonly PyType[]): PyType =>
  new PyType({ name, module: 'decimal', bases, allocate: exceptionTypes.Exception.allocate });

const decimalException = exceptionType('DecimalException', [exceptionTypes.ArithmeticError]);
const invalidOperation = exceptionType('InvalidOperation', [decimalException]);
const divisionByZero = exceptionType('DivisionByZero', [decimalException, exceptionTypes.ZeroDivisionError]);

/** The exceptions of the module, by name. */
export const conditions: Readonly<Record<string, PyType>> = {
  DecimalException: decimalException,
  InvalidOperation: invalidOperation,
  DivisionByZero: divisionByZero,
  FloatOperation: exceptionType('FloatOperation', [decimalException, exceptionTypes.TypeError]),
};

/** What an exception's argument names, which are no exceptions of their own but kinds of InvalidOperation. */
const kinds: Readonly<Record<string, PyType>> = {
  ConversionSyntax: exceptionType('ConversionSyntax', [invalidOperation]),
  DivisionImpossible: exceptionType('DivisionImpossible', [invalidOperation]),
  DivisionUndefined: exceptionType('DivisionUndefined', [invalidOperation, exceptionTypes.ZeroDivisionError]),
  InvalidOperation: invalidOperation,
};

/** The Python error of a condition: `InvalidOperation([<class 'decimal.ConversionSyntax'>])`. */
export function signalled(condition: string): Error {
  if (condition === 'DivisionByZero') return makeError(divisionByZero, [new PyList([divisionByZero])]);
  return makeError(invalidOperation, [new PyList([kinds[condition] ?? invalidOperation])]);
}

/** Runs arithmetic; what has no result raises. */
export function computed<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof DecimalSignal) throw signalled(error.condition);
    throw error;
  }
}

/** A context of the program. */
class ContextObject extends PyInstance implements Context {
  precision = 28;
  rounding: Rounding = 'ROUND_HALF_EVEN';
}

/** A way of rounding by its name; raises TypeError. */
export function roundingOf(value: Value): Rounding {
  const found = ROUNDINGS.find((one) => one === value);
  if (found === undefined) {
    throw exc.TypeError(`valid values for rounding are:\n  [${ROUNDINGS.join(', ')}]`);
  }
  return found;
}

function precisionOf(value: Value): number {
  const precision = toIndex(value);
  if (precision < 1) throw exc.ValueError('valid range for prec is [1, MAX_PREC]');
  return precision;
}

function configure(context: ContextObject, precision: Value, rounding: Value): ContextObject {
  if (precision !== null) context.precision = precisionOf(precision);
  if (rounding !== null) context.rounding = roundingOf(rounding);
  return context;
}

export const contextType: PyType = defineClass({
  name: 'Context',
  module: 'decimal',
  allocate: (type) => new ContextObject(type),
  methods: {
    '__init__(self, prec=None, rounding=None)': (self: ContextObject, precision: Value, rounding: Value) => {
      configure(self, precision, rounding);
    },
    'copy(self)': (self: ContextObject) => copied(self),
    '__repr__(self)': (self: ContextObject) =>
      `Context(prec=${self.precision}, rounding=${self.rounding}, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[InvalidOperation, DivisionByZero, Overflow])`,
  },
  properties: {
    prec: {
      get: (self: ContextObject) => self.precision,
      set: (self: ContextObject, value: Value) => {
        self.precision = precisionOf(value);
      },
    },
    rounding: {
      get: (self: ContextObject) => self.rounding,
      set: (self: ContextObject, value: Value) => {
        self.rounding = roundingOf(value);
      },
    },
    Emin: () => -999999,
    Emax: () => 999999,
  },
});

const copied = (context: ContextObject): ContextObject => configure(new ContextObject(contextType), context.precision, context.rounding); // prettier-ignore

const state = perRun(() => ({ context: new ContextObject(contextType) }));

/** The context that arithmetic goes by. */
export const currentContext = (): ContextObject => state().context;

/** Another context from now on. */
export function setContext(value: Value): void {
  if (!(value instanceof ContextObject)) throw exc.TypeError('optional argument must be a context');
  state().context = value;
}

/** `with localcontext() as context`: a copy, until the end of the block. */
class Local extends PyInstance {
  before: ContextObject | null = null;
  own = new ContextObject(contextType);
}

const localType = defineClass({
  name: 'ContextManager',
  module: 'decimal',
  allocate: null,
  methods: {
    '__enter__(self)': (self: Local) => {
      self.before = currentContext();
      setContext(self.own);
      return self.own;
    },
    '__exit__(self, *exc)': (self: Local) => {
      if (self.before !== null) setContext(self.before);
      return false;
    },
  },
});

/** `localcontext(context, prec=…, rounding=…)` */
export function localContext(given: Value, precision: Value, rounding: Value): Value {
  if (given !== null && !(given instanceof ContextObject)) throw exc.TypeError(`optional argument must be a context, not ${plainText(given)}`); // prettier-ignore
  const local = new Local(localType);
  local.own = configure(copied(given ?? currentContext()), precision, rounding);
  return local;
}
