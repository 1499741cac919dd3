/** Nests of loops over pointers. */
import type { FunctionCode } from './code.ts';

/** How many elements are computed at once: vectors of four, several of them, or one element in every lane. */
export interface Lanes {
  readonly width: 1 | 4;
  readonly unroll: number;
}

export const ONE: Lanes = { width: 1, unroll: 1 };

export interface Loop {
  readonly size: number | { readonly local: number };
  /** How many vectors an iteration takes; 0 for a loop over single elements. At most one loop of a nest has lanes. */
  readonly vectors: number;
}

/** An address that moves with the loops. */
export interface Pointer {
  readonly local: number;
  /** Elements, one for each loop. */
  readonly strides: readonly number[];
}

export interface Nest {
  readonly loops: readonly Loop[];
  readonly pointers: readonly Pointer[];
  /** Called inside the first `level` loops, before the next one begins. */
  readonly enter: (level: number, lanes: Lanes) => void;
  /** Whether the pointers must be where they were when all is done. */
  readonly rewind: boolean;
}

/** Writes the loops of a nest, outermost first. */
export function emitNest(code: FunctionCode, nest: Nest, outer: Lanes = ONE): void {
  const { loops, pointers } = nest;
  const advance = (level: number, step: number) => {
    for (const { local, strides } of pointers) code.advance(local, strides[level]! * step * 4);
  };
  const rewind = (level: number, size: Loop['size']) => {
    if (level === 0 && !nest.rewind) return;
    for (const { local, strides } of pointers) {
      const stride = strides[level]! * 4;
      if (stride === 0) continue;
      if (typeof size === 'number') code.advance(local, -size * stride);
      else code.get(local).get(size.local).constant(stride).op('i32.mul').op('i32.sub').set(local);
    }
  };
  const within = (level: number, lanes: Lanes) => {
    nest.enter(level, lanes);
    if (level === loops.length) return;
    const { size, vectors } = loops[level]!;
    const run = (count: Loop['size'], step: number, inner: Lanes) =>
      code.repeat(count, () => {
        within(level + 1, inner);
        advance(level, step);
      });
    if (vectors === 0) {
      run(typeof size === 'number' ? size : copy(code, size.local), 1, lanes);
    } else {
      for (const { count, step, inner } of pieces(code, size, vectors)) run(count, step, inner);
    }
    rewind(level, size);
  };
  within(0, outer);
}

function copy(code: FunctionCode, local: number): { local: number } {
  const made = code.local('i32');
  code.get(local).set(made);
  return { local: made };
}

/** A loop as one over several vectors, one over single vectors and one over what is left. `vectors` is a power of two. */
function pieces(code: FunctionCode, size: Loop['size'], vectors: number) {
  const step = 4 * vectors;
  const shapes = [
    { step, inner: { width: 4, unroll: vectors } as const, number: (n: number) => Math.floor(n / step) },
    ...(vectors > 1
      ? [{ step: 4, inner: { width: 4, unroll: 1 } as const, number: (n: number) => Math.floor((n % step) / 4) }]
      : []),
    { step: 1, inner: ONE, number: (n: number) => n % 4 },
  ];
  return shapes.map(({ step: by, inner, number }) => {
    if (typeof size === 'number') return { count: number(size), step: by, inner };
    const made = code.local('i32');
    code.get(size.local);
    // Powers of two throughout: what the larger steps leave, in steps of this one.
    if (by !== step) code.constant((by === 1 ? 4 : step) - 1).op('i32.and');
    code.constant(Math.log2(by)).op('i32.shr_u').set(made);
    return { count: { local: made }, step: by, inner };
  });
}
