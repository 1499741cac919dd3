/** dict_keys, dict_values and dict_items: their methods. */
import { PyTuple } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { PySet, setType } from '../objects/dict.ts';
import type { PyDict } from '../objects/dict.ts';
import { DictView, type ViewKind, type ViewTypes } from '../objects/dict-view.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { equal } from '../operations/comparison.ts';
import { reprItems } from '../operations/conversion.ts';
import { dictGet, dictHas } from '../operations/dicts.ts';
import { watched } from '../operations/iteration.ts';
import { asSet, intersection, relation, setOperators } from './set-operators.ts';

/** The views of a plain dict. */
export const viewTypes: ViewTypes = {
  keys: viewType('dict_keys', 'keys'),
  values: viewType('dict_values', 'values'),
  items: viewType('dict_items', 'items'),
};

const orderedViewTypes: ViewTypes = {
  keys: viewType('odict_keys', 'keys', viewTypes.keys),
  values: viewType('odict_values', 'values', viewTypes.values),
  items: viewType('odict_items', 'items', viewTypes.items),
};

/** What `keys`, `values` and `items` of an OrderedDict answer: the views of a dict, under names of their own. */
export const orderedViews: Functions = {
  'keys(self, /)': (self: PyDict) => new DictView(self, 'keys', orderedViewTypes),
  'values(self, /)': (self: PyDict) => new DictView(self, 'values', orderedViewTypes),
  'items(self, /)': (self: PyDict) => new DictView(self, 'items', orderedViewTypes),
};

function viewType(name: string, kind: ViewKind, base?: PyType): PyType {
  const iteratorName = { keys: 'dict_keyiterator', values: 'dict_valueiterator', items: 'dict_itemiterator' }[kind];
  const equality: Functions = {
    '__eq__(self, value, /)': function* (self: DictView, other: Value): Task {
      if (!(other instanceof PySet) && !(other instanceof DictView)) return NOT_IMPLEMENTED;
      return yield* finish(equal(yield* asSet(self), yield* asSet(other)));
    },
    ...setOperators(() => setType),
    '__le__(self, value, /)': (self: DictView, other: Value) => relation(self, other, '<='),
    '__ge__(self, value, /)': (self: DictView, other: Value) => relation(self, other, '>='),
    '__lt__(self, value, /)': function* (self: DictView, other: Value): Task {
      return (yield* relation(self, other, '<=')) === true && self.dict.size < (yield* asSet(other)).size;
    },
    '__gt__(self, value, /)': function* (self: DictView, other: Value): Task {
      return (yield* relation(self, other, '>=')) === true && self.dict.size > (yield* asSet(other)).size;
    },
    'isdisjoint(self, other, /)': function* (self: DictView, other: Value): Task {
      return (yield* intersection(yield* asSet(self), yield* asSet(other), setType)).size === 0;
    },
  };
  return defineClass({
    name,
    ...(base === undefined ? {} : { bases: [base] }),
    allocate: null,
    subclassable: false,
    methods: {
      '__len__(self, /)': (self: DictView) => self.dict.size,
      '__iter__(self, /)': (self: DictView) =>
        watched(self.values(), self, () => self.dict.size, 'dictionary', iteratorName),
      '__reversed__(self, /)': (self: DictView) =>
        NativeIterator.over([...self.values()].reverse(), [self], 'dict_reverseiterator'),
      '__contains__(self, key, /)': (self: DictView, item: Value) => viewHas(self, item),
      '__repr__(self, /)': (self: DictView) => reprItems(self, `${name}([`, [...self.values()], '])'),
      ...(kind === 'values' ? {} : equality),
    },
  });
}

/** `item in view` */
function* viewHas(self: DictView, item: Value): Task {
  if (self.kind === 'keys') return yield* finish(dictHas(self.dict, item));
  if (self.kind === 'items') {
    if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
    const value = yield* finish(dictGet(self.dict, item.items[0]!));
    return value !== undefined && (yield* finish(equal(value, item.items[1]!)));
  }
  for (const value of self.dict.values()) if (value === item || (yield* finish(equal(value, item)))) return true;
  return false;
}
