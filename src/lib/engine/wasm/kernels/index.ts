export { exp, expm1, log, log1p, tanh, sigmoid, erf } from './exponential';
export {
  sin,
  cos,
  atan2,
  pow,
  remainderF32,
  floorDivideF32,
  floorDivideI32,
  divideI32,
  remainderI32,
  powI32,
} from './arithmetic';
export { foldPlane } from './fold';
export { packLanes, packRows } from './pack';
export { multiply } from './matmul';
export { multiplyFresh, multiplyListed, packListed } from './sparse';
export { listTerms } from './terms';

/** Where the kernels' own tables end and memory is free. */
export const heapBase: i32 = <i32>__heap_base;
