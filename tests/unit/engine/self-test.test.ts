import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agrees, timeOfProduct } from '../../../src/lib/engine/self-test.ts';
import { WasmExecutor } from '../../../src/lib/engine/wasm/executor.ts';
import { makePlan } from '../../../src/lib/engine/plan/make-plan.ts';
import { ReferenceExecutor } from './reference-executor.ts';

test('an executor that computes what it should is believed', async () => {
  assert.ok(await agrees(new ReferenceExecutor(), await WasmExecutor.open({ makePlan })));
});

test('one that gives zeros, or fails, is not', async () => {
  const trusted = new ReferenceExecutor();
  class Zeros extends ReferenceExecutor {
    override read(...from: Parameters<ReferenceExecutor['read']>) {
      const values = super.read(...from);
      return values instanceof Promise ? values : values.fill(0);
    }
  }
  class Failing extends ReferenceExecutor {
    override compile(): never {
      throw new Error('no pipeline');
    }
  }
  assert.ok(!(await agrees(new Zeros(), trusted)));
  assert.ok(!(await agrees(new Failing(), trusted)));
});

test('products take time', async () => {
  const time = await timeOfProduct(await WasmExecutor.open({ makePlan }));
  assert.ok(time > 0 && time < 60_000);
});
