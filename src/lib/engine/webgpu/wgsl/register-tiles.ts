/**
 * Products for adapters that are software: no workgroup memory and no barriers, which cost such adapters a switch of coroutines
 * each, but a tile of 8 rows by 4 columns in the registers of each invocation, and loads of four numbers at a time.
 */
import { sizeOf } from '../../../tensor/shape.ts';
import type { Load } from '../../plan/plan.ts';
import { decompose } from './address.ts';
import { emitStores } from './body.ts';
import { directionOf, innerAddress, outerAddress, type Direction, type Product } from './operand.ts';
import type { Shader } from './shader.ts';
import { stepLoops } from './step-loops.ts';

const ROWS = 8;
const COLUMNS = 4;

const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const component = (i: number): string => 'xyzw'[i]!;

export const registerTiles = ({ batch, m, n }: Product): number =>
  sizeOf(batch) * Math.ceil(m / ROWS) * Math.ceil(n / COLUMNS);

/** Statements for the tile whose number is in `tile` (u32). */
export function emitRegisterTile(shader: Shader, product: Product, tile: string): string[] {
  const { kernel, batch, m, n, k, around, a, b } = product;
  const [down, across] = [Math.ceil(m / ROWS), Math.ceil(n / COLUMNS)];
  const id = shader.name('t');
  const { lines, names } = decompose(tile, [...batch, down, across], id);
  const batchNames = names.slice(0, -2);
  const rows = m <= ROWS ? m : ROWS;
  const [row, column] = [`row${id}`, `column${id}`];
  const [outer, inner] = [`o${id}`, `k${id}`];
  const aroundName = around === 1 ? '0' : outer;

  const direction = (load: Load, size: number): Direction =>
    shader.hasVectors(load.slot) ? directionOf(load, product, size) : 'none';
  const [alongA, alongB] = [direction(a, m), direction(b, n)];
  const clamped = (name: string, i: number, size: number, step: number): string =>
    size % step === 0
      ? `${name} + ${i}`
      : size <= step
        ? `${Math.min(i, size - 1)}`
        : `min(${name} + ${i}, ${size - 1})`;

  const bases: string[] = [];
  const base = (load: Load, name: string, at: string): void => {
    const index = shader.name('at');
    if (/^\d+$/.test(at)) bases.push(`let ${name} = ${outerAddress(shader, load, batchNames, at, aroundName)};`);
    else
      bases.push(
        `let ${index} = ${at};`,
        `let ${name} = ${outerAddress(shader, load, batchNames, index, aroundName)};`,
      );
  };
  const baseA = (i: number): string => `a${id}_${i}`;
  const baseB = (j: number): string => `b${id}_${j}`;
  if (alongA === 'outer')
    each(Math.ceil(rows / 4), (q) => base(a, baseA(4 * q), q === 0 ? row : `min(${row} + 4, ${m - 4})`));
  else each(rows, (i) => base(a, baseA(i), clamped(row, i, m, ROWS)));
  if (alongB === 'outer') base(b, baseB(0), column);
  else each(COLUMNS, (j) => base(b, baseB(j), clamped(column, j, n, COLUMNS)));

  /** One step over four inner indices, or over one. */
  const steps = (count: 4 | 1): string[] => {
    const code: string[] = [];
    const inside = (load: Load, q: number): string =>
      innerAddress(shader, load, batchNames, aroundName, q === 0 ? inner : `(${inner} + ${q})`);
    const needs = (direction: Direction): boolean => direction !== 'inner' || count === 1;
    const indices = (load: Load, stem: string, direction: Direction): string[] =>
      each(needs(direction) ? count : 1, (q) => {
        code.push(`let ${stem}${q} = ${inside(load, q)};`);
        return `${stem}${q}`;
      });
    const atA = indices(a, 'ka', alongA);
    const atB = indices(b, 'kb', alongB);
    const scalarA = (i: number, q: number): string =>
      alongA === 'outer'
        ? shader.read(a.slot, `${baseA(i - (i % 4))} + ${i % 4} + ${atA[q]!}`)
        : shader.read(a.slot, `${baseA(i)} + ${atA[q]!}`);
    const scalarB = (j: number, q: number): string =>
      alongB === 'outer' ? '' : shader.read(b.slot, `${baseB(j)} + ${atB[q]!}`);

    // Columns first: `B[q]` has the four columns at inner index q, unless both factors run along it.
    const dots = count === 4 && alongA !== 'outer' && alongB === 'inner';
    if (dots) each(COLUMNS, (j) => code.push(`let vb${j} = ${shader.readVector(b.slot, `${baseB(j)} + ${atB[0]!}`)};`));
    else if (alongB === 'outer') {
      each(count, (q) => code.push(`let vb${q} = ${shader.readVector(b.slot, `${baseB(0)} + ${atB[q]!}`)};`));
    } else if (alongB === 'inner' && count === 4) {
      each(COLUMNS, (j) => code.push(`let wb${j} = ${shader.readVector(b.slot, `${baseB(j)} + ${atB[0]!}`)};`));
      each(4, (q) => code.push(`let vb${q} = vec4f(${each(COLUMNS, (j) => `wb${j}.${component(q)}`).join(', ')});`));
    } else each(count, (q) => code.push(`let vb${q} = vec4f(${each(COLUMNS, (j) => scalarB(j, q)).join(', ')});`));

    if (alongA === 'outer') {
      each(count, (q) =>
        each(Math.ceil(rows / 4), (half) =>
          code.push(`let va${q}_${half} = ${shader.readVector(a.slot, `${baseA(4 * half)} + ${atA[q]!}`)};`),
        ),
      );
      each(rows, (i) => {
        const terms = each(count, (q) => `va${q}_${i >> 2}.${component(i % 4)} * vb${q}`);
        code.push(`s${i} += ${terms.join(' + ')};`);
      });
      return code;
    }
    each(rows, (i) => {
      if (count === 1) return void code.push(`s${i} += ${scalarA(i, 0)} * vb0;`);
      const four = each(4, (q) => q);
      const vector =
        alongA === 'inner'
          ? shader.readVector(a.slot, `${baseA(i)} + ${atA[0]!}`)
          : `vec4f(${four.map((q) => scalarA(i, q)).join(', ')})`;
      code.push(`let va${i} = ${vector};`);
      if (dots) code.push(`s${i} += vec4f(${four.map((j) => `dot(va${i}, vb${j})`).join(', ')});`);
      else code.push(`s${i} += ${four.map((q) => `va${i}.${component(q)} * vb${q}`).join(' + ')};`);
    });
    return code;
  };

  const loops = stepLoops({ around, outer, inner, k, bases, steps });
  // A loop over the rows keeps the shader short; columns are spelled out, because components at a computed index are slow.
  const [r, y] = [`r${id}`, `y${id}`];
  const columns = each(Math.min(n, COLUMNS), (j) => {
    const stores = emitStores(shader, kernel, [...batchNames, y, `x${id}_${j}`], `sums[${r}].${component(j)}`);
    const store = [`let x${id}_${j} = ${column} + ${j};`, ...stores];
    return j === 0 || n % COLUMNS === 0 || n < COLUMNS ? store : [`if (${column} + ${j} < ${n}) {`, ...store, '}'];
  }).flat();
  const last = m % ROWS === 0 || m < ROWS ? `${rows}` : `min(${ROWS}, ${m} - ${row})`;
  const stores = [
    `var sums = array<vec4f, ${rows}>(${each(rows, (i) => `s${i}`).join(', ')});`,
    `for (var ${r} = 0; ${r} < ${last}; ${r}++) {`,
    `let ${y} = ${row} + ${r};`,
    ...columns,
    '}',
  ];
  return [
    ...lines,
    `let ${row} = ${names.at(-2)} * ${ROWS};`,
    `let ${column} = ${names.at(-1)} * ${COLUMNS};`,
    ...each(rows, (i) => `var s${i} = vec4f();`),
    ...loops,
    ...stores,
  ];
}
