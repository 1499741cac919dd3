/** The calls of a product's kernels: both sides are packed into panels, terms that are not zero are listed, panels are multiplied. */
import type { Load } from '../plan/plan.ts';
import type { LoopView } from './body.ts';
import { kernelIndex } from './module.ts';
import { SCRATCH, type KernelScope } from './scope.ts';

/** Heights and widths of the kernels' tiles, and of the panels for listed terms. */
export const ROWS = 4;
export const LANES = 8;
const WIDE = 32;

/** Elements of the lanes that are packed at a time where they are packed right before: they stay in the second-level cache. */
const BESIDE = 65536;

/** From how many rows, columns and terms on it pays to look for zeros; and from how many rows where the lanes are packed again for each batch. */
const LISTED = { rows: 4, lanes: 32, k: 32, repacked: 32 };

/** One side of a product: over the batch, `size` rows or columns, and the terms. Strides count elements. */
export interface Side {
  readonly load: Pick<Load, 'slot' | 'offset'>;
  readonly batch: readonly number[];
  readonly size: number;
  readonly stride: number;
  readonly k: readonly number[];
}

/** Where a product goes. Strides count elements. */
export interface Target {
  readonly view: Pick<Load, 'slot' | 'offset'>;
  readonly batch: readonly number[];
  /** From one of the rows to the next, and from one lane to the next. */
  readonly strides: readonly [number, number];
}

export interface Product {
  /** `rows` are repeated over the lanes, `lanes` lie along them. */
  readonly rows: Side;
  readonly lanes: Side;
  readonly target: Target;
  /** How often `k` terms are added up. */
  readonly turns: number;
  readonly k: number;
  /** Whether all rows are multiplied at once. */
  readonly atOnce: boolean;
}

/** Some of the rows: locals with the first one's index and with their number. */
export interface Block {
  readonly from: number;
  readonly count: number;
}

export const padded = (size: number, tile: number): number => Math.ceil(size / tile) * tile;

/** How many of the loops over the batch a side changes with. */
const depth = ({ batch }: Side): number => batch.findLastIndex((stride) => stride !== 0) + 1;

/** A side's strides as the kernels take them, in bytes: from one row or column to the next, and from term to term. */
const steps = ({ stride, k }: Side): readonly [number, number] => [stride * 4, (k.at(-1) ?? 1) * 4];

export class Panels {
  readonly #scope: KernelScope;
  readonly #product: Product;
  /** Whether terms that are not zero are listed. */
  readonly #listed: boolean;
  /** Whether the lanes are packed right before they are multiplied, a part of them at a time. */
  readonly #fresh: boolean;
  /** How many lanes are packed at a time, those of the last panel that are beyond the side included. */
  readonly #width: number;
  readonly #pointers: Readonly<Record<'rows' | 'lanes' | 'target' | 'packedLanes' | 'packedRows' | 'lists', number>>;

  constructor(scope: KernelScope, product: Product) {
    this.#scope = scope;
    this.#product = product;
    const { rows, lanes, k, atOnce, target } = product;
    const fewest = depth(lanes) < depth(rows) ? LISTED.repacked : LISTED.rows;
    const listed = rows.size >= fewest && lanes.size >= LISTED.lanes && k >= LISTED.k;
    this.#listed = listed;
    this.#fresh = listed && atOnce;
    const part = Math.max(WIDE, Math.floor(BESIDE / k / WIDE) * WIDE);
    this.#width = padded(this.#fresh ? Math.min(lanes.size, part) : lanes.size, listed ? WIDE : LANES);
    const height = padded(rows.size, ROWS);
    const scratch = (size: number) => scope.pointer({ slot: SCRATCH, offset: scope.takeScratch(size) });
    this.#pointers = {
      rows: scope.pointer(rows.load),
      lanes: scope.pointer(lanes.load),
      target: scope.pointer(target.view),
      packedLanes: scratch(this.#width * k),
      packedRows: scratch(height * k),
      // Two words a term, and those that `kernels/terms.ts` needs for itself.
      lists: listed ? scratch(height * (2 * k + Math.ceil(k / 32) + 10) + 2) : 0,
    };
  }

  /** What moves with the loops over the batch. */
  get moving(): LoopView[] {
    const { rows, lanes, target } = this.#product;
    return [
      { pointer: this.#pointers.rows, strides: rows.batch },
      { pointer: this.#pointers.lanes, strides: lanes.batch },
      { pointer: this.#pointers.target, strides: target.batch },
    ];
  }

  /** Packs what changes with the `level`-th loop over the batch. */
  packAt(level: number): void {
    const { rows, lanes, turns } = this.#product;
    if (turns > 1) return;
    if (level === depth(rows)) this.#packRows();
    // How the lanes are packed depends on the lists.
    if (level === Math.max(depth(lanes), this.#listed ? depth(rows) : 0)) this.#packLanes();
  }

  /** Multiplies all rows. */
  multiplyAll(): void {
    const { code } = this.#scope;
    const { rows, lanes, turns } = this.#product;
    if (turns === 1) {
      this.multiply(null);
      return;
    }
    const turn = code.local('i32');
    code.constant(0).set(turn);
    code.repeat(turns, () => {
      this.#packRows();
      this.#packLanes();
      this.multiply(null, turn);
      code.constant(1).set(turn);
      code.advance(this.#pointers.rows, rows.k[0]! * 4);
      code.advance(this.#pointers.lanes, lanes.k[0]! * 4);
    });
    code.advance(this.#pointers.rows, -rows.k[0]! * turns * 4);
    code.advance(this.#pointers.lanes, -lanes.k[0]! * turns * 4);
  }

  /** Multiplies a block of rows, or all of them. `addTo` is a local that says whether the product is added to what is there. */
  multiply(block: Block | null, addTo: number | null = null): void {
    const { code } = this.#scope;
    const { rows, lanes, k, target } = this.#product;
    const pointers = this.#pointers;
    const size = () => (block === null ? code.constant(rows.size) : code.get(block.count));
    if (this.#fresh) {
      const [step, stepK] = steps(lanes);
      code.get(pointers.lists).get(pointers.packedRows).get(pointers.packedLanes).get(pointers.lanes);
      code.constant(step).constant(stepK).constant(this.#width);
    } else {
      if (this.#listed) {
        code.get(pointers.lists);
        if (block === null) code.constant(0);
        else code.get(block.from);
      }
      code.get(pointers.packedRows);
      if (block !== null) code.get(block.from).constant(k * 4).op('i32.mul').op('i32.add'); // prettier-ignore
      code.get(pointers.packedLanes);
    }
    size().constant(lanes.size).constant(k);
    code.get(pointers.target).constant(target.strides[0] * 4).constant(target.strides[1] * 4); // prettier-ignore
    if (addTo === null) code.constant(0);
    else code.get(addTo);
    code.call(kernelIndex(this.#fresh ? 'multiplyFresh' : this.#listed ? 'multiplyListed' : 'multiply'));
  }

  #packRows(): void {
    const { code } = this.#scope;
    const { rows, k } = this.#product;
    const { packedRows, lists } = this.#pointers;
    const [step, stepK] = steps(rows);
    code.get(packedRows).get(this.#pointers.rows).constant(rows.size).constant(k);
    code.constant(step).constant(stepK).call(kernelIndex('packRows'));
    if (this.#listed) code.get(lists).get(packedRows).constant(rows.size).constant(k).call(kernelIndex('listTerms'));
  }

  #packLanes(): void {
    if (this.#fresh) return;
    const { code } = this.#scope;
    const { lanes, k } = this.#product;
    const [step, stepK] = steps(lanes);
    if (this.#listed) code.get(this.#pointers.lists);
    code.get(this.#pointers.packedLanes).get(this.#pointers.lanes).constant(lanes.size).constant(k);
    code.constant(step).constant(stepK);
    code.call(kernelIndex(this.#listed ? 'packListed' : 'packLanes'));
  }
}
