/** The modules `numpy…` that a program can import. */
import {
  defineModule,
  exc,
  float,
  PyType,
  tuple,
  type Functions,
  type PyModule,
  type Task,
  type Value,
} from '../python/bind.ts';
import { absentNames } from './absent-names.ts';
import { binnedCountFunctions } from './binned-counts.ts';
import { checkedArrayFunctions } from './checked-arrays.ts';
import { complexPartFunctions } from './complex-parts.ts';
import { diagonalFunctions } from './diagonals.ts';
import { broadcastType, dimensionFunctions } from './dimensions.ts';
import { divisorFunctions } from './divisors.ts';
import { flatIteratorType } from './flat-iterator.ts';
import { floatFormatFunctions } from './float-formats.ts';
import { floatPartFunctions } from './float-parts.ts';
import { packedBitFunctions } from './packed-bits.ts';
import { partitionFunctions, partitionModuleFunctions } from './partition.ts';
import { phaseFunctions } from './phases.ts';
import { placingFunctions } from './placing.ts';
import { poly1dType, polynomialFunctions } from './poly1d.ts';
import { windowFunctions } from './windows.ts';
import { toArray } from './conversion.ts';
import { creationFunctions } from './creation.ts';
import { curveFunctions } from './curves.ts';
import { dtypeType, isSubDType, namedDType, numPyDType } from './dtype-object.ts';
import { editingFunctions } from './editing.ts';
import { einsumFunctions } from './einsum.ts';
import { commonDType } from './elementwise.ts';
import { axisErrorType, warningTypes } from './errors.ts';
import { asFunctions } from './functions.ts';
import { makeData } from './dtype.ts';
import { functionalFunctions, vectorizeType } from './functional.ts';
import { finfoType, iinfoType } from './machine-limits.ts';
import { indexFunctions, indexTrickMembers } from './index-tricks.ts';
import { joiningFunctions, repeatFunctions, splittingFunctions } from './joining.ts';
import { linalgModule, productFunctions, traceFunctions } from './linalg.ts';
import { choosingFunctions, logicFunctions } from './logic.ts';
import { memoryFunctions } from './memory.ts';
import { NdArray } from './ndarray.ts';
import { ndarrayType } from './ndarray-type.ts';
import { errStateType, printFunctions, printOptionsType } from './print-functions.ts';
import { randomModule } from './random/index.ts';
import { nanFunctions, reductionFunctions } from './reduction-functions.ts';
import { floatingType, genericType, inexactType, integerType, numberType, objectScalarType, SCALAR_TYPES, signedIntegerType, scalar, strScalarType, unsignedIntegerType } from './scalar.ts'; // prettier-ignore
import './scalar-type.ts';
import { savedArrayFunctions } from './saved-arrays.ts';
import { selectingFunctions } from './selecting.ts';
import { shapingFunctions, shapingModuleFunctions } from './shaping.ts';
import { sortingFunctions, sortingModuleFunctions } from './sorting.ts';
import { slopeFunctions } from './slopes-and-areas.ts';
import { statisticsFunctions } from './statistics.ts';
import { testingModule } from './testing.ts';
import { textTableFunctions } from './text-tables.ts';
import { ufuncMembers, ufuncType } from './ufunc.ts';

const inspectionFunctions: Functions = {
  'shape(a)': function* (a: Value): Task {
    return tuple(...(yield* toArray(a)).shape);
  },
  'size(a, axis=None)': function* (a: Value, axis: Value): Task {
    const x = yield* toArray(a);
    return typeof axis === 'number' ? x.shape.at(axis)! : x.size;
  },
  'ndim(a)': function* (a: Value): Task {
    return (yield* toArray(a)).ndim;
  },
  'isscalar(element)': (value: Value) => typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string' || (value !== null && typeof value === 'object' && value.type.mro.some((type) => type === genericType || type.name === 'float')), // prettier-ignore
  'result_type(*arrays_and_dtypes)': function* (values: Value[]): Task {
    const arrays: NdArray[] = [];
    for (const value of values) {
      const named = namedDType(value);
      arrays.push(named === undefined ? yield* toArray(value) : new NdArray(makeData(named, 1), named, [1]));
    }
    return numPyDType(commonDType(...arrays));
  },
  'issubdtype(arg1, arg2)': (dtype: Value, type: Value) => {
    const named = namedDType(dtype);
    if (named === undefined || !(type instanceof PyType))
      throw exc.TypeError('issubdtype() takes a dtype and a class of scalars');
    return isSubDType(named, type);
  },
};

const numpyModule = defineModule({
  name: 'numpy',
  functions: {
    ...creationFunctions,
    ...asFunctions(reductionFunctions),
    ...asFunctions(nanFunctions),
    ...asFunctions(shapingFunctions),
    ...asFunctions(shapingModuleFunctions),
    ...joiningFunctions,
    ...asFunctions(splittingFunctions),
    ...asFunctions(repeatFunctions),
    ...asFunctions(sortingFunctions),
    ...sortingModuleFunctions,
    ...asFunctions(choosingFunctions),
    ...logicFunctions,
    ...statisticsFunctions,
    ...productFunctions,
    ...asFunctions(traceFunctions),
    ...functionalFunctions,
    ...editingFunctions,
    ...curveFunctions,
    ...einsumFunctions,
    ...printFunctions,
    ...inspectionFunctions,
    ...binnedCountFunctions,
    ...checkedArrayFunctions,
    ...complexPartFunctions,
    ...diagonalFunctions,
    ...dimensionFunctions,
    ...divisorFunctions,
    ...floatFormatFunctions,
    ...floatPartFunctions,
    ...indexFunctions,
    ...memoryFunctions,
    ...packedBitFunctions,
    ...asFunctions(partitionFunctions),
    ...asFunctions(partitionModuleFunctions),
    ...phaseFunctions,
    ...placingFunctions,
    ...polynomialFunctions,
    ...savedArrayFunctions,
    ...selectingFunctions,
    ...slopeFunctions,
    ...textTableFunctions,
    ...windowFunctions,
  },
  members: {
    ...ufuncMembers,
    ...indexTrickMembers,
    __version__: '1.24.2',
    pi: float(Math.PI),
    e: float(Math.E),
    euler_gamma: float(0.5772156649015329),
    inf: float(Infinity),
    Inf: float(Infinity),
    infty: float(Infinity),
    Infinity: float(Infinity),
    NZERO: float(-0),
    PZERO: float(0),
    little_endian: true,
    True_: scalar(1, 'bool'),
    False_: scalar(0, 'bool'),
    NINF: float(-Infinity),
    PINF: float(Infinity),
    nan: float(NaN),
    NaN: float(NaN),
    NAN: float(NaN),
    newaxis: null,
    ndarray: ndarrayType,
    dtype: dtypeType,
    ufunc: ufuncType,
    vectorize: vectorizeType,
    finfo: finfoType,
    iinfo: iinfoType,
    errstate: errStateType,
    printoptions: printOptionsType,
    AxisError: axisErrorType,
    ...warningTypes,
    generic: genericType,
    number: numberType,
    integer: integerType,
    signedinteger: signedIntegerType,
    unsignedinteger: unsignedIntegerType,
    inexact: inexactType,
    floating: floatingType,
    bool_: SCALAR_TYPES.bool,
    int8: SCALAR_TYPES.int8,
    uint8: SCALAR_TYPES.uint8,
    int16: SCALAR_TYPES.int16,
    uint16: SCALAR_TYPES.uint16,
    int32: SCALAR_TYPES.int32,
    uint32: SCALAR_TYPES.uint32,
    int64: SCALAR_TYPES.int64,
    uint64: SCALAR_TYPES.uint64,
    float32: SCALAR_TYPES.float32,
    float64: SCALAR_TYPES.float64,
    int_: SCALAR_TYPES.int64,
    intp: SCALAR_TYPES.int64,
    intc: SCALAR_TYPES.int32,
    longlong: SCALAR_TYPES.int64,
    uint: SCALAR_TYPES.uint64,
    byte: SCALAR_TYPES.int8,
    ubyte: SCALAR_TYPES.uint8,
    short: SCALAR_TYPES.int16,
    single: SCALAR_TYPES.float32,
    double: SCALAR_TYPES.float64,
    float_: SCALAR_TYPES.float64,
    uintc: SCALAR_TYPES.uint32,
    uintp: SCALAR_TYPES.uint64,
    ulonglong: SCALAR_TYPES.uint64,
    ushort: SCALAR_TYPES.uint16,
    str_: strScalarType,
    unicode_: strScalarType,
    object_: objectScalarType,
    random: randomModule,
    linalg: linalgModule,
    poly1d: poly1dType,
    broadcast: broadcastType,
    flatiter: flatIteratorType,
    testing: testingModule,
  },
  absent: absentNames,
});

/** Second names of what the module has. */
const ALIASES = { alltrue: 'all', amax: 'max', amin: 'min', cumproduct: 'cumprod', product: 'prod', round_: 'round', row_stack: 'vstack', sometrue: 'any' }; // prettier-ignore
for (const [alias, name] of Object.entries(ALIASES)) numpyModule.dict.set(alias, numpyModule.member(name)!);

/** By dotted name. */
export const numpyModules: ReadonlyMap<string, PyModule> = new Map([
  ['numpy', numpyModule],
  ['numpy.linalg', linalgModule],
  ['numpy.random', randomModule],
  ['numpy.testing', testingModule],
]);
