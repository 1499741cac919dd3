/** Comparing arrays of texts and objects, whose elements are places in a table. */
import { exc, PyFloat, type Value } from '../python/bind.ts';
import { broadcastArrays } from './broadcast.ts';
import { makeData } from './dtype.ts';
import { NdArray } from './ndarray.ts';
import { itemAt } from './scalar.ts';

function order(a: Value, b: Value): number {
  const x = a instanceof PyFloat ? a.value : a;
  const y = b instanceof PyFloat ? b.value : b;
  if (x === y) return 0;
  if (typeof x === 'string' && typeof y === 'string') return x < y ? -1 : 1;
  if (typeof x === 'number' && typeof y === 'number') return x < y ? -1 : x > y ? 1 : NaN;
  return NaN;
}

/** `a relation b` where at least one array holds texts or objects. */
export function compareTables(relation: '==' | '!=' | '<' | '<=' | '>' | '>=', a: NdArray, b: NdArray): NdArray {
  const equality = relation === '==' || relation === '!=';
  if (!equality && (a.dtype !== 'str' || b.dtype !== 'str')) {
    throw exc.TypeError(`'${relation}' not supported between these elements`);
  }
  const [x, y] = broadcastArrays([a, b]) as [NdArray, NdArray];
  const at = x.offsets();
  const beside = y.offsets();
  const data = makeData('bool', at.length);
  for (let i = 0; i < data.length; i++) {
    const sign = order(itemAt(x, at[i]!), itemAt(y, beside[i]!));
    const holds = {
      '==': sign === 0,
      '!=': sign !== 0,
      '<': sign < 0,
      '<=': sign <= 0,
      '>': sign > 0,
      '>=': sign >= 0,
    }[relation];
    data[i] = holds ? 1 : 0;
  }
  return new NdArray(data, 'bool', x.shape);
}
