/** Units: what a shader does in one go, one kernel or several that go well together. */
import { sizeOf } from '../../tensor/shape.ts';
import type { Kernel, View } from '../plan/plan.ts';
import { viewsOfBody } from './collapse.ts';
import { decompose } from './wgsl/address.ts';
import { emitBody, emitStores } from './wgsl/body.ts';
import { emitElement } from './wgsl/element.ts';
import { combine, neutral } from './wgsl/operations.ts';
import { directionOf, productOf, type Product } from './wgsl/operand.ts';
import { emitQuadTile, QUAD, quadTiles } from './wgsl/quad-tiles.ts';
import { emitRegisterTile, registerTiles } from './wgsl/register-tiles.ts';
import { emitSharedTile, sharedTileGroups } from './wgsl/shared-tiles.ts';
import { WORKGROUP, type Shader } from './wgsl/shader.ts';

/** How products are computed: in each invocation's registers, by four together, or by workgroups with memory of their own. */
export type Tiles = 'registers' | 'quads' | 'shared';

export interface Unit {
  readonly kernels: readonly Kernel[];
  /** Workgroups. */
  readonly groups: number;
  /** Slots that are read four elements at a time where their binding allows. */
  readonly vectors: readonly number[];
  /** The body of a WGSL function of `group`, the workgroup's number, and `local`, the invocation's in it; both u32. */
  readonly emit: (shader: Shader) => string[];
}

/** Reductions at least this long, to fewer results than this, are shared by a workgroup. */
const LONG = 512;
const FEW = 2048;

/** Products of fewer multiplications are not worth a tile. */
const TINY = 512;

/** The views through which a kernel reads. */
export function reads({ anchor, body }: Kernel): View[] {
  const own = viewsOfBody(body);
  switch (anchor?.kind) {
    case undefined:
      return own;
    case 'matmul':
      return [
        ...own,
        ...[anchor.a, anchor.b].flatMap((load) => [load, ...(load.indirect ? [load.indirect.indices] : [])]),
      ];
    case 'reduce':
    case 'argmax':
    case 'argmin':
      return [...own, ...viewsOfBody(anchor.body)];
    case 'cumsum':
      return [...own, anchor.source];
    case 'scatterAdd':
      return [...own, anchor.source, anchor.indices];
    case 'fold2d':
      return [...own, anchor.columns];
  }
}

/** Runs `lines` for each of `count` numbers, one an invocation; `index` names the number (u32). */
const forEachInvocation = (count: number, index: string, lines: readonly string[]): string[] => [
  `let ${index} = group * ${WORKGROUP}u + local;`,
  `if (${index} < ${count}u) {`,
  ...lines,
  '}',
];

/** Fewer elements than this are one for each invocation, everywhere. */
const MANY = 16384;
/** Most elements that one invocation does, one after another. */
const LONGEST_RUN = 64;

/** The space as one for invocations and one for the loops of each; the last may be a run of `step` indices, the last run shorter. */
function runsOf(space: readonly number[]): {
  readonly outer: readonly number[];
  readonly inner: readonly number[];
  readonly step: number;
} {
  const last = space.at(-1)!;
  if (last > LONGEST_RUN) {
    const divisor = [64, 56, 49, 48, 40, 32, 28, 25, 24, 20, 16].find((size) => last % size === 0) ?? 32;
    return { outer: [...space.slice(0, -1), Math.ceil(last / divisor)], inner: [last], step: divisor };
  }
  let [from, count] = [space.length - 1, last];
  while (from > 1 && count * space[from - 1]! <= LONGEST_RUN) count *= space[--from]!;
  return { outer: space.slice(0, from), inner: space.slice(from), step: 0 };
}

/**
 * An element for each invocation, or a run of them: graphics hardware wants neighbours to read neighbours, software wants few divisions.
 */
function elements(kernel: Kernel, tiles: Tiles): Unit {
  const count = sizeOf(kernel.space);
  if (tiles === 'shared' || count < MANY) {
    const emit = (shader: Shader): string[] => {
      const { lines, names } = decompose('i', kernel.space, 'i');
      return forEachInvocation(count, 'i', [...lines, ...emitElement(shader, kernel, names)]);
    };
    return { kernels: [kernel], groups: Math.ceil(count / WORKGROUP), vectors: [], emit };
  }
  const { outer, inner, step } = runsOf(kernel.space);
  const invocations = sizeOf(outer);
  const emit = (shader: Shader): string[] => {
    const { lines, names } = decompose('i', outer, 'i');
    const indices = inner.map(() => shader.name('j'));
    const kept = step > 0 ? names.slice(0, -1) : names;
    const [start, end] = [`${names.at(-1)} * ${step}`, `first + ${step}`];
    const size = inner.at(-1)!;
    const loops =
      step > 0
        ? [
            `let first = ${start};`,
            `for (var ${indices[0]} = first; ${indices[0]} < ${size % step === 0 ? end : `min(${end}, ${size})`}; ${indices[0]}++) {`,
          ]
        : inner.map((n, d) => `for (var ${indices[d]} = 0; ${indices[d]} < ${n}; ${indices[d]}++) {`);
    const body = shader.hoisted(kept, () => [
      ...loops,
      ...emitElement(shader, kernel, [...kept, ...indices]),
      ...inner.map(() => '}'),
    ]);
    return forEachInvocation(invocations, 'i', [...lines, ...body]);
  };
  return { kernels: [kernel], groups: Math.ceil(invocations / WORKGROUP), vectors: [], emit };
}

/** A workgroup for each result: its invocations reduce every 64th element, and then their partial results by halves. */
function sharedReduction(kernel: Kernel, tiles: Tiles): Unit | null {
  const { anchor, space } = kernel;
  // One barrier makes the whole shader slow in software.
  if (anchor?.kind !== 'reduce' || tiles !== 'shared') return null;
  const [count, terms] = [sizeOf(space), sizeOf(anchor.sizes)];
  if (terms < LONG || count > FEW) return null;
  const { type } = anchor.body[anchor.value]!;
  return {
    kernels: [kernel],
    groups: count,
    vectors: [],
    emit: (shader) => {
      const partial = shader.shared(`${type}_partial`, WORKGROUP);
      const outer = decompose('group', space, 'i');
      const inner = decompose('f', anchor.sizes, 'k');
      const { lines, registers } = emitBody(shader, anchor.body, [...outer.names, ...inner.names]);
      return [
        ...outer.lines,
        `var total = ${neutral(anchor.op, type)};`,
        `for (var f = local; f < ${terms}u; f += ${WORKGROUP}u) {`,
        ...inner.lines,
        ...lines,
        `total = ${combine(anchor.op, 'total', registers[anchor.value]!, type, shader.call)};`,
        '}',
        `${partial}[local] = total;`,
        'workgroupBarrier();',
        `for (var half = ${WORKGROUP / 2}u; half > 0u; half = half / 2u) {`,
        `if (local < half) { ${partial}[local] = ${combine(anchor.op, `${partial}[local]`, `${partial}[local + half]`, type, shader.call)}; }`,
        'workgroupBarrier();',
        '}',
        'if (local == 0u) {',
        ...emitStores(shader, kernel, outer.names, `${partial}[0]`),
        '}',
      ];
    },
  };
}

function tiled(product: Product, tiles: Tiles): Unit {
  const { kernel, a, b, m, n } = product;
  if (tiles === 'shared') {
    const emit = (shader: Shader): string[] => emitSharedTile(shader, product, 'group', 'local');
    return { kernels: [kernel], groups: sharedTileGroups(product), vectors: [], emit };
  }
  const count = tiles === 'quads' ? QUAD * quadTiles(product) : registerTiles(product);
  const vectors = [
    ...(directionOf(a, product, m) === 'none' ? [] : [a.slot]),
    ...(directionOf(b, product, n) === 'none' ? [] : [b.slot]),
  ];
  const emit = (shader: Shader): string[] =>
    tiles === 'quads'
      ? forEachInvocation(count, 'i', emitQuadTile(shader, product, '(i >> 2u)', '(i & 3u)'))
      : forEachInvocation(count, 'tile', emitRegisterTile(shader, product, 'tile'));
  return { kernels: [kernel], groups: Math.ceil(count / WORKGROUP), vectors, emit };
}

/** A kernel by itself. */
export function unitOf(kernel: Kernel, tiles: Tiles): Unit {
  const product = productOf(kernel);
  if (product !== null && sizeOf(kernel.space) * product.k * product.around > TINY) return tiled(product, tiles);
  return sharedReduction(kernel, tiles) ?? elements(kernel, tiles);
}

/** Kernels one after the other in each invocation, each for the invocation's own row of its space; see `rows.ts`. */
export function rowsUnit(kernels: readonly Kernel[], split: readonly Kernel[], rows: number): Unit {
  return {
    kernels,
    groups: Math.ceil(rows / WORKGROUP),
    vectors: [],
    emit: (shader) =>
      forEachInvocation(rows, 'i', [
        'let row = i32(i);',
        ...split.flatMap((kernel) => {
          const inner = rows === 1 ? kernel.space : kernel.space.slice(1);
          const names = inner.map((size) => (size === 1 ? '0' : shader.name('j')));
          const loops = inner.flatMap((size, d) =>
            size === 1 ? [] : [`for (var ${names[d]!} = 0; ${names[d]!} < ${size}; ${names[d]!}++) {`],
          );
          const at = rows === 1 ? names : ['row', ...names];
          return ['{', ...loops, ...emitElement(shader, kernel, at), ...loops.map(() => '}'), '}'];
        }),
      ]),
  };
}
