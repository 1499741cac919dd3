/**
 * Where temporaries lie: in a few large buffers, the banks. A buffer that is written in a dispatch cannot be read there as vec4f, so
 * what a dispatch writes goes to another bank than what it reads. Banks belong to the executor and serve all its plans.
 */
import type { ElementType, Kernel, Slot } from '../plan/plan.ts';
import { reads } from './unit.ts';

/** A buffer that a dispatch binds: one of the run's own, or a bank. */
export type Target =
  | { readonly kind: 'slot'; readonly slot: number; readonly writable: boolean }
  | { readonly kind: 'bank'; readonly type: ElementType; readonly index: number; readonly writable: boolean };

interface Temporary {
  readonly slot: number;
  readonly bank: number;
  /** The dispatches that touch it first and last. */
  readonly first: number;
  last: number;
  offset: number;
}

/** Temporaries start at multiples of this many elements. */
const ALIGNMENT = 16;

export class Banks {
  readonly #slots: readonly Slot[];
  readonly #temporaries = new Map<number, Temporary>();
  readonly #sizes: Record<ElementType, number[]> = { f32: [], i32: [] };

  constructor(slots: readonly Slot[]) {
    this.#slots = slots;
  }

  /** Elements of each bank of a type, once all is laid out. */
  sizes(type: ElementType): readonly number[] {
    return this.#sizes[type];
  }

  /** Where a temporary lies. */
  placeOf(slot: number): { readonly bank: number; readonly offset: number } {
    return this.#temporaries.get(slot)!;
  }

  /** How many buffers a dispatch of these kernels binds. */
  bindings(kernels: readonly Kernel[]): number {
    const own = new Set<number>();
    const banks = new Set<string>();
    const note = (slot: number): void => {
      const { role, type } = this.#slots[slot]!;
      if (role !== 'temporary') own.add(slot);
      else banks.add(`${type} ${this.#temporaries.get(slot)?.bank ?? 'new'}`);
    };
    for (const kernel of kernels) {
      reads(kernel).forEach(({ slot }) => note(slot));
      kernel.stores.forEach(({ view }) => note(view.slot));
    }
    return own.size + banks.size;
  }

  /** Gives what the kernels of dispatch number `time` write a bank, and lists what the dispatch binds. */
  place(kernels: readonly Kernel[], time: number): Target[] {
    const written = new Set(kernels.flatMap(({ stores }) => stores.map(({ view }) => view.slot)));
    const touched = new Set([...kernels.flatMap((kernel) => reads(kernel).map(({ slot }) => slot)), ...written]);
    const isTemporary = (slot: number): boolean => this.#slots[slot]!.role === 'temporary';
    const read = [...touched].filter((slot) => isTemporary(slot) && this.#temporaries.has(slot));
    for (const slot of read) this.#temporaries.get(slot)!.last = time;
    for (const slot of [...written].filter((one) => isTemporary(one) && !this.#temporaries.has(one))) {
      const { type } = this.#slots[slot]!;
      const busy = new Set(
        read.filter((one) => this.#slots[one]!.type === type).map((one) => this.#temporaries.get(one)!.bank),
      );
      let bank = 0;
      while (busy.has(bank)) bank++;
      this.#temporaries.set(slot, { slot, bank, first: time, last: time, offset: 0 });
    }
    const targets = new Map<string, Target>();
    for (const slot of touched) {
      const { type } = this.#slots[slot]!;
      const writable = written.has(slot);
      if (!isTemporary(slot)) {
        targets.set(`${slot}`, { kind: 'slot', slot, writable });
        continue;
      }
      const index = this.#temporaries.get(slot)!.bank;
      const key = `${type} ${index}`;
      targets.set(key, { kind: 'bank', type, index, writable: writable || (targets.get(key)?.writable ?? false) });
    }
    return [...targets.values()];
  }

  /** Places all temporaries: two of a bank share room only if no dispatch comes between. First fit, largest first. */
  layOut(): void {
    const placed: Temporary[] = [];
    const room = ({ slot }: Temporary): number => Math.ceil(this.#slots[slot]!.size / ALIGNMENT) * ALIGNMENT;
    const typeOf = ({ slot }: Temporary): ElementType => this.#slots[slot]!.type;
    for (const one of [...this.#temporaries.values()].sort((a, b) => room(b) - room(a))) {
      const meeting = placed
        .filter((other) => typeOf(other) === typeOf(one) && other.bank === one.bank)
        .filter((other) => other.first <= one.last && one.first <= other.last)
        .sort((a, b) => a.offset - b.offset);
      for (const other of meeting) {
        if (one.offset + room(one) <= other.offset) break;
        one.offset = Math.max(one.offset, other.offset + room(other));
      }
      placed.push(one);
      const sizes = this.#sizes[typeOf(one)];
      while (sizes.length <= one.bank) sizes.push(0);
      sizes[one.bank] = Math.max(sizes[one.bank]!, one.offset + room(one));
    }
  }
}
