/** Complex numbers: the object, and its arithmetic as C compilers and CPython carry it out. */
import { exc } from './exceptions.ts';
import { builtinType, PyObject } from './object.ts';
import type { PyType } from './object.ts';

export const complexType = builtinType('complex', { subclassable: false });

/** A complex number. */
export class PyComplex extends PyObject {
  readonly real: number;
  readonly imag: number;

  constructor(real: number, imag: number) {
    super();
    this.real = real;
    this.imag = imag;
  }

  get type(): PyType {
    return complexType;
  }
}

export const complex = (real: number, imag = 0): PyComplex => new PyComplex(real, imag);

export const plus = (a: PyComplex, b: PyComplex): PyComplex => complex(a.real + b.real, a.imag + b.imag);
export const minus = (a: PyComplex, b: PyComplex): PyComplex => complex(a.real - b.real, a.imag - b.imag);
export const times = (a: PyComplex, b: PyComplex): PyComplex =>
  complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real);

/** The quotient by Smith's method; null if `b` is zero. */
export function quotient(a: PyComplex, b: PyComplex): PyComplex | null {
  if (b.real === 0 && b.imag === 0) return null;
  if (Math.abs(b.real) >= Math.abs(b.imag)) {
    const ratio = b.imag / b.real;
    const bottom = b.real + b.imag * ratio;
    return complex((a.real + a.imag * ratio) / bottom, (a.imag - a.real * ratio) / bottom);
  }
  const ratio = b.real / b.imag;
  const bottom = b.real * ratio + b.imag;
  return complex((a.real * ratio + a.imag) / bottom, (a.imag * ratio - a.real) / bottom);
}

function wholePower(base: PyComplex, n: number): PyComplex {
  let result = complex(1);
  let square = base;
  for (let left = n; left > 0; left = Math.floor(left / 2), square = times(square, square)) {
    if (left % 2 === 1) result = times(result, square);
  }
  return result;
}

/** `a ** b`; raises ZeroDivisionError and OverflowError. */
export function power(a: PyComplex, b: PyComplex): PyComplex {
  const result = powerOrNull(a, b);
  if (result === null) throw exc.ZeroDivisionError('0.0 to a negative or complex power');
  if (Math.abs(result.real) === Infinity || Math.abs(result.imag) === Infinity) {
    throw exc.OverflowError('complex exponentiation');
  }
  return result;
}

/** The power; null where zero is raised to a negative or complex one. */
function powerOrNull(a: PyComplex, b: PyComplex): PyComplex | null {
  if (b.imag === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= 100) {
    return b.real >= 0 ? wholePower(a, b.real) : quotient(complex(1), wholePower(a, -b.real));
  }
  if (a.real === 0 && a.imag === 0) return b.imag !== 0 || b.real < 0 ? null : complex(0);
  const size = Math.hypot(a.real, a.imag);
  const angle = Math.atan2(a.imag, a.real);
  let length = size ** b.real;
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length *= Math.exp(-angle * b.imag);
    phase += b.imag * Math.log(size);
  }
  return complex(length * Math.cos(phase), length * Math.sin(phase));
}
