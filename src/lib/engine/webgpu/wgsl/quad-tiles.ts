/**
 * Products for adapters that are software and run four invocations side by side. Such an adapter loads for each invocation by itself,
 * at many times the cost of a multiplication, even where all four want the same number. So what the four share of the left factor each loads
 * a quarter of, and they hand it round; of the right factor each has columns of its own. Nothing is loaded twice, and there are no barriers.
 */
import { sizeOf } from '../../../tensor/shape.ts';
import type { Load } from '../../plan/plan.ts';
import { decompose } from './address.ts';
import { emitStores } from './body.ts';
import { directionOf, innerAddress, outerAddress, type Direction, type Product } from './operand.ts';
import type { Shader } from './shader.ts';
import { stepLoops } from './step-loops.ts';

/** Invocations that hand numbers round: a subgroup of this size. */
export const QUAD = 4;

/** Quads that keep a processor's cores busy. */
const BUSY = 32;

const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const component = (i: number): string => 'xyzw'[i]!;

/** What a quad computes: so many rows, by four times so many columns. */
interface Tile {
  readonly rows: number;
  readonly columns: number;
}

const CHOICES: readonly Tile[] = [
  { rows: 16, columns: 8 },
  { rows: 16, columns: 4 },
  { rows: 8, columns: 4 },
  { rows: 4, columns: 4 },
];

const tilesOf = ({ batch, m, n }: Product, { rows, columns }: Tile): number =>
  sizeOf(batch) * Math.ceil(m / rows) * Math.ceil(n / (QUAD * columns));

/** Elements that are computed though there is no such row or column, against those that are. */
const waste = ({ m, n }: Product, { rows, columns }: Tile): number => {
  const padded = (size: number, step: number): number => Math.ceil(size / step) * step;
  return (padded(m, rows) * padded(n, QUAD * columns)) / (m * n);
};

/** The largest tile of which there are enough, and that fits the product. */
function tileOf(product: Product): Tile {
  const least = Math.min(...CHOICES.map((tile) => waste(product, tile)));
  const fitting = CHOICES.filter((tile) => waste(product, tile) <= 1.25 * least);
  return fitting.find((tile) => tilesOf(product, tile) >= BUSY) ?? fitting.at(-1)!;
}

/** Quads that the product takes. */
export const quadTiles = (product: Product): number => tilesOf(product, tileOf(product));

/** Statements for the tile whose number is in `tile`, by the invocation of the quad whose number is in `lane`; both u32. */
export function emitQuadTile(shader: Shader, product: Product, tile: string, lane: string): string[] {
  const { kernel, batch, m, n, k, around, a, b } = product;
  const { rows, columns } = tileOf(product);
  const [kept, vectors] = [Math.min(rows, QUAD * Math.ceil(m / QUAD)), columns / 4];
  const quarters = kept / QUAD;
  const id = shader.name('t');
  const across = Math.ceil(n / (QUAD * columns));
  const { lines, names } = decompose(tile, [...batch, Math.ceil(m / rows), across], id);
  const batchNames = names.slice(0, -2);
  const [row, column, own] = [`row${id}`, `column${id}`, `lane${id}`];
  const [outer, inner] = [`o${id}`, `k${id}`];
  const aroundName = around === 1 ? '0' : outer;

  const direction = (load: Load, size: number): Direction =>
    shader.hasVectors(load.slot) ? directionOf(load, product, size) : 'none';
  const alongB = direction(b, n);
  // Rows that lie side by side need the right factor's inner indices in each lane's own order.
  const along = direction(a, m);
  const alongA = along === 'outer' && alongB === 'inner' ? 'none' : along;
  const turns = alongA === 'outer';
  /** Beyond the last row or column the last is loaded once more, and what comes of it is not kept. */
  const within = (index: string, size: number, step: number, reach = 1): string =>
    size % step === 0 ? index : `min(${index}, ${size - reach})`;

  const bases: string[] = [];
  const base = (load: Load, name: string, at: string): string => {
    const index = shader.name('at');
    bases.push(`let ${index} = ${at};`, `let ${name} = ${outerAddress(shader, load, batchNames, index, aroundName)};`);
    return name;
  };
  // Of the left factor: four of its rows at a time, either each lane another row, or all the same and each another inner index.
  const basesA = each(quarters, (h) => {
    const name = `a${id}_${h}`;
    if (alongA === 'outer') return base(a, name, within(`${row} + ${4 * h}`, m, rows, 4));
    return base(a, name, within(`${row} + ${4 * h} + ${own}`, m, rows));
  });
  const basesB =
    alongB === 'outer'
      ? each(vectors, (g) => base(b, `b${id}_${g}`, within(`${column} + ${4 * g}`, n, QUAD * columns, 4)))
      : each(columns, (j) => base(b, `b${id}_${j}`, within(`${column} + ${j}`, n, QUAD * columns)));

  /** One step over four inner indices, or over one. */
  const steps = (count: 4 | 1): string[] => {
    const code: string[] = [];
    const keep = (stem: string, value: string): string => {
      const name = shader.name(stem);
      code.push(`let ${name} = ${value};`);
      return name;
    };
    const inside = (load: Load, at: string): string => innerAddress(shader, load, batchNames, aroundName, at);
    /** The inner index of part `q` of the step. */
    const next = (q: number): string => {
      if (count === 1) return inner;
      const term = turns ? (q === 0 ? own : `(${own} ^ ${q})`) : `${q}`;
      return term === '0' ? inner : `(${inner} + ${term})`;
    };
    const four = each(4, (q) => q);

    /** The left factor's element in row `i` of the tile, at inner index `q`. */
    let left: (i: number, q: number) => string;
    if (turns) {
      const at = keep('ka', inside(a, next(0)));
      const quarter = basesA.map((start) => keep('va', shader.readVector(a.slot, `${start} + ${at}`)));
      const all = quarter.map((value) => each(count, (q) => keep('s', shader.swapped(value, q))));
      left = (i, q) => `${all[i >> 2]![q]!}.${component(i & 3)}`;
    } else {
      const whole = alongA === 'inner' && count === 4;
      const at = each(whole ? 1 : count, (q) => keep('ka', inside(a, next(q))));
      const quarter = basesA.map((start) => {
        if (whole) return keep('va', shader.readVector(a.slot, `${start} + ${at[0]!}`));
        const values = at.map((k) => shader.read(a.slot, `${start} + ${k}`));
        return keep('va', count === 1 ? values[0]! : `vec4f(${values.join(', ')})`);
      });
      const all = each(kept, (i) => keep('s', shader.swapped(quarter[i >> 2]!, i & 3)));
      left = count === 1 ? (i) => all[i]! : (i, q) => `${all[i]!}.${component(q)}`;
    }

    /** The right factor's elements at each inner index, in vectors of the lane's columns. */
    let right: string[][];
    if (alongB === 'inner' && count === 4) {
      const at = keep('kb', inside(b, inner));
      const columnsAlong = basesB.map((start) => keep('wb', shader.readVector(b.slot, `${start} + ${at}`)));
      const vector = (g: number, q: number): string =>
        keep('vb', `vec4f(${four.map((j) => `${columnsAlong[4 * g + j]!}.${component(q)}`).join(', ')})`);
      right = four.map((q) => each(vectors, (g) => vector(g, q)));
    } else {
      // Where a list of indices is looked into, each lane can do it for one.
      const listed = turns && count === 4 && b.indirect !== null && b.indirect.indices.strides.at(-1) !== 0;
      const ownAt = listed ? keep('kb', inside(b, next(0))) : '';
      const at = each(count, (q) => keep('kb', listed ? shader.swapped(ownAt, q) : inside(b, next(q))));
      right = at.map((k) =>
        alongB === 'outer'
          ? basesB.map((start) => keep('vb', shader.readVector(b.slot, `${start} + ${k}`)))
          : each(vectors, (g) => {
              const values = four.map((j) => shader.read(b.slot, `${basesB[4 * g + j]!} + ${k}`));
              return keep('vb', `vec4f(${values.join(', ')})`);
            }),
      );
    }
    each(kept, (i) =>
      each(vectors, (g) => {
        const terms = each(count, (q) => `${left(i, q)} * ${right[q]![g]!}`);
        code.push(`s${i}_${g} += ${terms.join(' + ')};`);
      }),
    );
    return code;
  };

  const loops = stepLoops({ around, outer, inner, k, bases, steps });
  // A loop over the rows keeps the shader short; columns are spelled out, because components at a computed index are slow.
  const [r, y] = [`r${id}`, `y${id}`];
  const elements = each(columns, (j) => {
    const x = shader.name('x');
    const value = `sums${j >> 2}[${r}].${component(j & 3)}`;
    const stores = emitStores(shader, kernel, [...batchNames, y, x], value);
    const store = [`let ${x} = ${column} + ${j};`, ...stores];
    return n % (QUAD * columns) === 0 ? store : [`if (${column} + ${j} < ${n}) {`, ...store, '}'];
  }).flat();
  return [
    ...lines,
    `let ${own} = i32(${lane});`,
    `let ${row} = ${names.at(-2)} * ${rows};`,
    `let ${column} = (${names.at(-1)} * ${QUAD} + ${own}) * ${columns};`,
    ...each(kept, (i) => each(vectors, (g) => `var s${i}_${g} = vec4f();`)).flat(),
    ...loops,
    ...each(vectors, (g) => `var sums${g} = array<vec4f, ${kept}>(${each(kept, (i) => `s${i}_${g}`).join(', ')});`),
    `for (var ${r} = 0; ${r} < ${kept}; ${r}++) {`,
    `let ${y} = ${row} + ${turns ? r : `(${r} ^ ${own})`};`,
    ...(m % kept === 0 ? elements : [`if (${y} < ${m}) {`, ...elements, '}']),
    '}',
  ];
}
