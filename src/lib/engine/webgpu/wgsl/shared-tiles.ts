/**
 * Products for graphics hardware: a workgroup brings tiles of both factors into its own memory, and each invocation sums a smaller
 * tile in registers. Reads of the factors go along whichever of their dimensions is contiguous.
 */
import { sizeOf } from '../../../tensor/shape.ts';
import type { Load } from '../../plan/plan.ts';
import { decompose } from './address.ts';
import { emitStores } from './body.ts';
import { innerAddress, outerAddress, type Product } from './operand.ts';
import { WORKGROUP, type Shader } from './shader.ts';

/** Inner indices in a tile. */
const DEPTH = 16;
/** Workgroups that keep a graphics card busy. */
const BUSY = 64;
/** Invocations down and across a workgroup. */
const SIDE = Math.sqrt(WORKGROUP);

const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const groupsOf = ({ batch, m, n }: Product, tile: number): number =>
  sizeOf(batch) * Math.ceil(m / tile) * Math.ceil(n / tile);

/** Edge of the square that a workgroup computes: the largest of which there are enough. */
const tileOf = (product: Product): number => (groupsOf(product, 8 * SIDE) >= BUSY ? 8 * SIDE : 4 * SIDE);

/** Workgroups that the product takes. */
export const sharedTileGroups = (product: Product): number => groupsOf(product, tileOf(product));

/** Statements for the tile whose number is in `group`, by the invocation whose number is in `local`; both u32. */
export function emitSharedTile(shader: Shader, product: Product, group: string, local: string): string[] {
  const { kernel, batch, m, n, k, around, a, b } = product;
  const tile = tileOf(product);
  const own = tile / SIDE;
  const vectors = own / 4;
  const id = shader.name('t');
  const [tileA, tileB] = [shader.shared('a', tile * DEPTH), shader.shared('b', tile * DEPTH)];
  const { lines, names } = decompose(group, [...batch, Math.ceil(m / tile), Math.ceil(n / tile)], id);
  const batchNames = names.slice(0, -2);
  const [outer, start] = [`o${id}`, `k${id}`];
  const aroundName = around === 1 ? '0' : outer;
  const loads = (tile * DEPTH) / WORKGROUP;

  const bring = (load: Load, shared: string, first: string, size: number): string[] => {
    // Neighbouring invocations read neighbouring elements.
    const inner = Math.abs(load.strides.at(-1)!) <= Math.abs(load.strides.at(-3)!);
    const [p, q] = inner ? [`f / ${DEPTH}`, `f % ${DEPTH}`] : [`f % ${tile}`, `f / ${tile}`];
    return [
      `for (var i = 0; i < ${loads}; i++) {`,
      `let f = i * ${WORKGROUP} + lane;`,
      `let p = ${p};`,
      `let q = ${q};`,
      `let outside = ${first} + p;`,
      `let inside = ${start} + q;`,
      'var value = 0.0f;',
      `if (outside < ${size} && inside < ${k}) {`,
      `value = ${shader.read(
        load.slot,
        `${outerAddress(shader, load, batchNames, 'outside', aroundName)} + ${innerAddress(shader, load, batchNames, aroundName, 'inside')}`,
      )};`,
      '}',
      `${shared}[q * ${tile} + p] = value;`,
      '}',
    ];
  };
  const four = (shared: string, at: string): string => `vec4f(${each(4, (i) => `${shared}[${at} + ${i}]`).join(', ')})`;
  const store = shader.name('store');
  shader.define(
    [
      `fn ${store}(${[...batchNames.filter((name) => name !== '0'), 'y', 'x'].map((name) => `${name}: i32`).join(', ')}, value: f32) {`,
      `if (y >= ${m} || x >= ${n}) { return; }`,
      ...emitStores(shader, kernel, [...batchNames, 'y', 'x'], 'value'),
      '}',
    ].join('\n'),
  );
  const call = (i: number, j: number): string => {
    const at = [...batchNames.filter((name) => name !== '0'), `top + ${i}`, `left + ${j}`];
    return `${store}(${at.join(', ')}, s${i}_${j >> 2}.${'xyzw'[j & 3]!});`;
  };
  return [
    ...lines,
    `let lane = i32(${local});`,
    `let firstRow = ${names.at(-2)} * ${tile};`,
    `let firstColumn = ${names.at(-1)} * ${tile};`,
    `let down = (lane / ${SIDE}) * ${own};`,
    `let across = (lane % ${SIDE}) * ${own};`,
    ...each(own, (i) => each(vectors, (j) => `var s${i}_${j} = vec4f();`)).flat(),
    ...(around === 1 ? [] : [`for (var ${outer} = 0; ${outer} < ${around}; ${outer}++) {`]),
    `for (var ${start} = 0; ${start} < ${k}; ${start} += ${DEPTH}) {`,
    ...bring(a, tileA, 'firstRow', m),
    ...bring(b, tileB, 'firstColumn', n),
    'workgroupBarrier();',
    `for (var q = 0; q < ${DEPTH}; q++) {`,
    `let rowAt = q * ${tile} + down;`,
    `let columnAt = q * ${tile} + across;`,
    ...each(vectors, (j) => `let b${j} = ${four(tileB, `columnAt + ${4 * j}`)};`),
    ...each(own, (i) => [
      `let a${i} = ${tileA}[rowAt + ${i}];`,
      ...each(vectors, (j) => `s${i}_${j} += a${i} * b${j};`),
    ]).flat(),
    '}',
    'workgroupBarrier();',
    '}',
    ...(around === 1 ? [] : ['}']),
    `let top = firstRow + down;`,
    `let left = firstColumn + across;`,
    ...each(own, (i) => each(own, (j) => call(i, j))).flat(),
  ];
}
