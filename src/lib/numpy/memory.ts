/** Where the memory of arrays lies, and who looks at it. */
import { defineClass, exc, PyInstance, type Functions, type PyType, type Value } from '../python/bind.ts';
import { NdArray } from './ndarray.ts';

const memoryOf = (x: NdArray): NdArray => x.base ?? x;

/** How an array's memory lies, as `ndarray.flags` tells it. */
export function flagsOf(x: NdArray): Value {
  const turnedOver = x.view([...x.shape].reverse(), [...x.strides].reverse());
  const flags: readonly (readonly [string, boolean])[] = [
    ['C_CONTIGUOUS', x.contiguous],
    ['F_CONTIGUOUS', turnedOver.contiguous],
    ['OWNDATA', x.base === null],
    ['WRITEABLE', true],
    ['ALIGNED', true],
    ['WRITEBACKIFCOPY', false],
  ];
  const made = new PyInstance(flagsType);
  for (const [name, value] of flags) made.dict.set(name.toLowerCase(), value);
  return made;
}

const flagsType: PyType = defineClass({
  name: 'flagsobj',
  module: 'numpy.core.multiarray',
  allocate: null,
  methods: {
    '__getitem__(self, key, /)': (self: PyInstance, key: string) => {
      const found = self.dict.get(key.toLowerCase());
      if (found === undefined) throw exc.KeyError('Unknown flag');
      return found;
    },
    '__repr__(self)': (self: PyInstance) =>
      [...self.dict].map(([name, value]) => `  ${name.toUpperCase()} : ${value === true ? 'True' : 'False'}`).join('\n') + '\n',
  },
}); // prettier-ignore

const mayShare = (a: Value, b: Value): boolean =>
  a instanceof NdArray && b instanceof NdArray && memoryOf(a) === memoryOf(b);

export const memoryFunctions: Functions = {
  'shares_memory(a, b)': (a: Value, b: Value) =>
    mayShare(a, b) && (a as NdArray).offsets().some((at) => (b as NdArray).offsets().includes(at)),
  'may_share_memory(a, b)': mayShare,
};
