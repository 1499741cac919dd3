/** Puts the built-in names together. Importing this file fills the table. */
import { classmethodType, propertyType, staticmethodType } from '../objects/callable.ts';
import { bytesType, listType, rangeType, sliceType, tupleType } from '../objects/containers.ts';
import { complexType } from '../objects/complex.ts';
import { dictType, frozensetType, setType } from '../objects/dict.ts';
import { exceptionTypes } from '../objects/exceptions.ts';
import {
  boolType,
  ELLIPSIS,
  floatType,
  intType,
  NOT_IMPLEMENTED,
  objectType,
  strType,
  typeType,
} from '../objects/object.ts';
import { superType } from '../objects/super.ts';
import '../types/complex.ts';
import '../types/mappings.ts';
import '../types/sets.ts';
import '../types/numbers.ts';
import '../types/exceptions.ts';
import '../types/exception-groups.ts';
import '../types/functions.ts';
import '../types/generators.ts';
import '../types/generics.ts';
import '../types/modules.ts';
import '../types/object.ts';
import '../types/sequences.ts';
import '../types/text.ts';
import '../types/bytes.ts';
import { bytearrayType } from '../types/bytes.ts';
import { baseExceptionGroupType, exceptionGroupType } from '../operations/exception-groups.ts';
import { builtins } from '../vm/builtins.ts';
import './functions.ts';
import './iterators.ts';

const types = [
  boolType,
  bytearrayType,
  bytesType,
  classmethodType,
  complexType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  objectType,
  propertyType,
  rangeType,
  setType,
  sliceType,
  staticmethodType,
  strType,
  superType,
  tupleType,
  typeType,
  baseExceptionGroupType,
  exceptionGroupType,
  ...Object.values(exceptionTypes),
];
for (const type of types) builtins.set(type.name, type);
builtins.set('IOError', exceptionTypes.OSError);
builtins.set('EnvironmentError', exceptionTypes.OSError);
builtins.set('Ellipsis', ELLIPSIS);
builtins.set('NotImplemented', NOT_IMPLEMENTED);
builtins.set('__debug__', true);
