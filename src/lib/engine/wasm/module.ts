/** A WebAssembly module of generated functions over the engine's memory and its compiled kernels. */
import { FunctionCode, unsigned, VALUE_TYPES, type ValueType } from './code.ts';

/** Kernels that generated code calls, and the types of their parameters. */
const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32');
const VECTOR: readonly ValueType[] = ['v128'];
const VECTORS: readonly ValueType[] = ['v128', 'v128'];

interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

const lanewise = (parameters: readonly ValueType[]): Signature => ({ parameters, results: VECTOR });
const routine = (count: number): Signature => ({ parameters: i32s(count), results: [] });

const KERNELS = {
  exp: lanewise(VECTOR),
  expm1: lanewise(VECTOR),
  log: lanewise(VECTOR),
  log1p: lanewise(VECTOR),
  tanh: lanewise(VECTOR),
  sigmoid: lanewise(VECTOR),
  erf: lanewise(VECTOR),
  sin: lanewise(VECTOR),
  cos: lanewise(VECTOR),
  atan2: lanewise(VECTORS),
  pow: lanewise(VECTORS),
  remainderF32: lanewise(VECTORS),
  floorDivideF32: lanewise(VECTORS),
  floorDivideI32: lanewise(VECTORS),
  divideI32: lanewise(VECTORS),
  remainderI32: lanewise(VECTORS),
  powI32: lanewise(VECTORS),
  foldPlane: routine(16),
  packLanes: routine(6),
  packRows: routine(6),
  multiply: routine(9),
  listTerms: routine(4),
  packListed: routine(7),
  multiplyListed: routine(11),
  multiplyFresh: routine(14),
} as const;

export type KernelName = keyof typeof KERNELS;

const NAMES = Object.keys(KERNELS) as KernelName[];

/** The index by which generated code calls a kernel. */
export const kernelIndex = (name: KernelName): number => NAMES.indexOf(name);

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsigned(bytes.length), ...bytes];
};
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];

const types = [...Object.values(KERNELS), { parameters: [], results: [] }].map(({ parameters, results }) => [
  0x60,
  ...vector(parameters.map((type) => [VALUE_TYPES[type]])),
  ...vector(results.map((type) => [VALUE_TYPES[type]])),
]);

/** A module that exports `run`, which calls `functions` one after the other. */
export function encodeModule(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const run = new FunctionCode();
  functions.forEach((_, i) => run.call(NAMES.length + i));
  const all = [...functions, run];
  const memory = [...text('e'), ...text('memory'), 2, 0, 0];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([memory, ...NAMES.map((name, i) => [...text('e'), ...text(name), 0, ...unsigned(i)])])),
    ...section(3, vector(all.map(() => unsigned(NAMES.length)))),
    ...section(7, vector([[...text('run'), 0, ...unsigned(NAMES.length + functions.length)]])),
    ...section(10, vector(all.map((code) => code.encode()))),
  ]);
}
