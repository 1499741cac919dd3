import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absentNames } from '../../../src/lib/numpy/absent-names.ts';
import { numpyModules } from '../../../src/lib/numpy/index.ts';

test('no name is both there and said to be absent', () => {
  const numpy = numpyModules.get('numpy')!;
  assert.deepEqual(
    Object.keys(absentNames).filter((name) => numpy.member(name) !== undefined),
    [],
  );
});

test('advice names nothing of numpy that is absent itself', () => {
  const numpy = numpyModules.get('numpy')!;
  for (const [name, instead] of Object.entries(absentNames)) {
    for (const [, near] of instead.matchAll(/numpy\.(\w+)/g)) {
      assert.notEqual(numpy.member(near!), undefined, `${name}: ${instead}`);
    }
  }
});
