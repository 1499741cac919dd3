/** `torch.strided`, `torch.contiguous_format` and their kind: values that programs pass on and print. */
import { defineClass, PyObject, type PyType, type Value } from '../python/bind.ts';

class Named extends PyObject {
  readonly name: string;
  readonly #of: () => PyType;

  constructor(name: string, of: () => PyType) {
    super();
    this.name = name;
    this.#of = of;
  }

  get type(): PyType {
    return this.#of();
  }
}

const kind = (name: string): PyType =>
  defineClass({
    name,
    module: 'torch',
    allocate: null,
    methods: { '__repr__(self)': (self: Named) => `torch.${self.name}` },
  });

const layoutType = kind('layout');
const memoryFormatType = kind('memory_format');

/** How every tensor lies in memory here: with strides. */
export const stridedLayout: Value = new Named('strided', () => layoutType);

const format = (name: string): Value => new Named(name, () => memoryFormatType);

/** By their names in `torch`. */
export const layoutMembers: Readonly<Record<string, Value>> = {
  layout: layoutType,
  strided: stridedLayout,
  memory_format: memoryFormatType,
  contiguous_format: format('contiguous_format'),
  preserve_format: format('preserve_format'),
  channels_last: format('channels_last'),
};
