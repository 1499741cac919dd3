import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expPair, exp, log, logPair, sin, cos } from '../../../src/lib/random/elementary.ts';
import { pair } from '../../../src/lib/random/double-double.ts';

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
