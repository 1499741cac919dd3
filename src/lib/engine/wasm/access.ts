/** Loads and stores of lanes, whatever the stride. */
import type { FunctionCode } from './code.ts';
import type { LoopLoad, LoopView } from './body.ts';
import type { Lanes } from './nest.ts';

/** Sets `local` to the bytes that a load's index adds, from where its pointers are now. */
export function emitOffset(code: FunctionCode, { indirect }: LoopLoad, local: number): void {
  pushOffset(code, indirect!, 0, local);
  code.set(local);
}

/** Leaves `clamp(index) * stride` in bytes on the stack; the index is `bytes` behind its pointer. */
function pushOffset(
  code: FunctionCode,
  { indices, stride, size }: NonNullable<LoopLoad['indirect']>,
  bytes: number,
  scratch: number,
): void {
  pushAddress(code, indices.pointer, Math.min(0, bytes));
  code.load('i32', Math.max(0, bytes)).set(scratch);
  code.constant(size - 1).get(scratch).get(scratch).constant(size - 1).op('i32.gt_s').op('select').set(scratch); // prettier-ignore
  code.constant(0).get(scratch).get(scratch).constant(0).op('i32.lt_s').op('select');
  code.constant(stride * 4).op('i32.mul');
}

function pushAddress(code: FunctionCode, pointer: number, bytes: number): void {
  code.get(pointer);
  if (bytes !== 0) code.constant(bytes).op('i32.add');
}

/** Loads vector `u` of a view whose index, if it has one, has given the byte offset in `offset`. `stride` is that of the lanes. */
export function emitLoad(
  code: FunctionCode,
  { pointer }: LoopView,
  offset: number | null,
  stride: number,
  { width }: Lanes,
  u: number,
  to: number,
): void {
  const address = (bytes: number) => {
    pushAddress(code, pointer, bytes);
    if (offset !== null) code.get(offset).op('i32.add');
  };
  const first = 16 * u * stride;
  if (width === 1 || stride === 0) {
    address(0);
    code.memory('v128.load32_splat');
  } else if (stride === 1) {
    address(0);
    code.memory('v128.load', first);
  } else if (stride === -1) {
    address(first - 12);
    code.memory('v128.load').set(to).get(to).get(to).shuffle(3, 2, 1, 0);
  } else {
    // Immediate offsets are never negative: start from the lowest lane.
    const lowest = Math.min(first, first + 12 * stride);
    const base = Math.min(lowest, 0);
    address(base);
    code.memory('v128.load32_zero', first - base).set(to);
    for (let lane = 1; lane < 4; lane++) {
      address(base);
      code
        .get(to)
        .memory('v128.load32_lane', first + lane * stride * 4 - base, lane)
        .set(to);
    }
    return;
  }
  code.set(to);
}

/** Loads vector `u` of a view whose index differs from lane to lane. */
export function emitIndexedLanes(
  code: FunctionCode,
  load: LoopLoad,
  lanesAt: number,
  { width }: Lanes,
  u: number,
  to: number,
): void {
  const scratch = code.local('i32');
  const indirect = load.indirect!;
  const step = indirect.indices.strides[lanesAt]!;
  const stride = load.strides[lanesAt]!;
  for (let lane = 0; lane < width; lane++) {
    const element = 4 * u + lane;
    code.get(load.pointer);
    pushOffset(code, indirect, element * step * 4, scratch);
    code.op('i32.add');
    const bytes = element * stride * 4;
    if (bytes < 0) code.constant(bytes).op('i32.add');
    const offset = Math.max(0, bytes);
    if (width === 1) code.memory('v128.load32_splat', offset).set(to);
    else if (lane === 0) code.memory('v128.load32_zero', offset).set(to);
    else code.get(to).memory('v128.load32_lane', offset, lane).set(to);
  }
}

/** Stores vector `u`, which `push` leaves on the stack, through a view. */
export function emitStore(
  code: FunctionCode,
  { pointer }: LoopView,
  stride: number,
  { width }: Lanes,
  u: number,
  push: () => void,
): void {
  if (width === 1) {
    code.get(pointer);
    push();
    code.memory('v128.store32_lane', 0, 0);
  } else if (stride === 1) {
    code.get(pointer);
    push();
    code.memory('v128.store', 16 * u);
  } else {
    for (let lane = 0; lane < 4; lane++) {
      const bytes = (4 * u + lane) * stride * 4;
      pushAddress(code, pointer, Math.min(0, bytes));
      push();
      code.memory('v128.store32_lane', Math.max(0, bytes), lane);
    }
  }
}
