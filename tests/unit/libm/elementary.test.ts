import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  acos,
  asin,
  atan,
  atan2,
  cos,
  exp,
  expPair,
  log,
  log10,
  log2,
  logPair,
  sin,
  tan,
} from '../../../src/lib/libm/elementary.ts';
import { erf, erfc } from '../../../src/lib/libm/error-function.ts';
import { acosh, asinh, cbrt, cosh } from '../../../src/lib/libm/roots-and-hyperbolas.ts';
import { pair } from '../../../src/lib/libm/double-double.ts';

// Expected values are glibc's, by way of CPython's math module.

test('results that JavaScript engines round another way', () => {
  assert.equal(log(0.5890022579825517), -0.5293252617512233);
  assert.equal(exp(-4.607010524183744), 0.009981613541883387);
  assert.equal(sin(-0.6881213549095024), -0.6350871622672393);
  assert.equal(cos(4.253482493348417), -0.4429679967085525);
});

test('a logarithm undoes an exponential to far more digits than a double has', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      const [high, low] = logPair(expPair(pair(x)));
      assert.ok(Math.abs(high - x + low) <= Math.abs(x) * 2 ** -80 + 2 ** -90);
    }),
  );
});

test('rounded results lie within a unit of the engine’s', () => {
  fc.assert(
    fc.property(fc.double({ min: 2 ** -1060, max: 1e300, noNaN: true }), (x) => {
      assert.ok(Math.abs(log(x) - Math.log(x)) <= Math.abs(Math.log(x)) * 2 ** -52);
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (x) => {
      assert.ok(Math.abs(sin(x) - Math.sin(x)) <= 2 ** -52);
      assert.ok(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1) <= 2 ** -51);
    }),
  );
});

test('special arguments', () => {
  assert.equal(log(0), -Infinity);
  assert.ok(Number.isNaN(log(-1)));
  assert.equal(log(1), 0);
  assert.equal(log(Infinity), Infinity);
  assert.equal(exp(-Infinity), 0);
  assert.equal(exp(710), Infinity);
  assert.ok(Object.is(sin(-0), -0));
});

test('the functions of an angle undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), (x) => {
      assert.ok(Math.abs(atan(tan(x)) - x) <= 2 ** -51 * (1 + tan(x) ** 2));
      assert.ok(Math.abs(asin(sin(x)) - x) <= 2 ** -45);
      assert.ok(Math.abs(acos(cos(x)) - Math.abs(x)) <= 2 ** -26);
      assert.equal(atan2(x, 1), atan(x));
    }),
  );
});

test('further results that JavaScript engines round another way', () => {
  assert.equal(log2(1.7300740157905092), 0.7908337603647233);
  assert.equal(log10(3.716143307475649), 0.5700924535578322);
  assert.equal(tan(8.966879141132893), -0.4928345307449567);
  assert.equal(asin(-0.20690503998292442), -0.20841048258224767);
  assert.equal(acos(0.25166075147442735), 1.316400474088791);
  assert.equal(atan(-0.5708107873233033), -0.518680276138599);
  assert.equal(cosh(-2.984334856404786), 9.911959438928456);
  assert.equal(asinh(2.2030419454400523), 1.5309185403295416);
  assert.equal(acosh(7.8633671615142475), 2.7512941653425647);
  assert.equal(cbrt(-6.078480160340909), -1.8250089607707551);
  assert.equal(erf(1.8621774209045379), 0.9915494286340198);
  assert.equal(erfc(1), 0.15729920705028513);
});

test('what an error function leaves of 1 keeps all its digits', () => {
  // Computed by the power series in decimals of 60 digits.
  assert.equal(erfc(2.1), 0.002979466656332984);
  assert.equal(erfc(2.5), 0.0004069520174449589);
  assert.equal(erfc(2.7), 0.0001343327399405242);
  assert.equal(erfc(2.9), 4.109787809945886e-5);
  assert.equal(erfc(5), 1.537459794428035e-12);
});

test('special arguments of the others', () => {
  assert.ok(Object.is(tan(-0), -0) && Object.is(asin(-0), -0) && Object.is(atan(-0), -0) && Object.is(cbrt(-0), -0));
  assert.equal(atan(Infinity), Math.PI / 2);
  assert.equal(atan2(1, -Infinity), Math.PI);
  assert.ok(Number.isNaN(acos(1.5)) && Number.isNaN(asin(-2)) && Number.isNaN(acosh(0.5)));
  assert.equal(cosh(0), 1);
  assert.equal(erf(Infinity), 1);
  assert.equal(erfc(30), 0);
  assert.equal(erfc(-Infinity), 2);
});
