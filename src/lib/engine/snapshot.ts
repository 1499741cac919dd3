import type { HostArray } from '../tensor/dtype.ts';
import type { Node } from '../tensor/node.ts';
import { sameShape } from '../tensor/shape.ts';
import type { HeldNodes } from './engine.ts';

interface Saved {
  readonly shape: readonly number[];
  readonly values: HostArray;
}

/** Copies on the host of what a program holds, kept by who holds it: the nodes themselves change with each step. */
export class Snapshot {
  readonly #saved = new WeakMap<object, readonly (Saved | null)[]>();

  /** Copies every value on the device that the program holds. A read that fails leaves what was saved before. */
  async take(held: HeldNodes, read: (node: Node) => HostArray | Promise<HostArray>): Promise<void> {
    const copies: [object, Promise<(Saved | null)[]>][] = [];
    for (const { owner, nodes } of held()) {
      const copy = async (node: Node): Promise<Saved | null> =>
        node.buffer === null || node.host !== null ? null : { shape: node.shape, values: (await read(node)).slice() };
      copies.push([owner, Promise.all(nodes.map(copy))]);
    }
    // All of one moment or nothing.
    const done = await Promise.all(copies.map(async ([owner, saved]) => [owner, await saved] as const));
    for (const [owner, saved] of done) this.#saved.set(owner, saved);
  }

  /** What was last saved for a holder's `index`-th node, if it has the same shape. */
  find(owner: object, index: number, node: Node): HostArray | null {
    const saved = this.#saved.get(owner)?.[index];
    return saved && sameShape(saved.shape, node.shape) ? saved.values : null;
  }
}
