import type { HostArray } from '../tensor/dtype.ts';
import type { Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import { sameShape } from '../tensor/shape.ts';
import type { HeldNodes } from './engine.ts';

interface Saved {
  readonly shape: readonly number[];
  readonly values: HostArray;
}

/** Copies on the host of what a program holds, kept by who holds it: the nodes themselves change with each step. */
export class Snapshot {
  readonly #saved = new WeakMap<object, readonly (Saved | null)[]>();
  #taken = false;
  /** A node's values never change: a data set that is held throughout is copied once. */
  readonly #known = new WeakMap<Node, HostArray>();

  /** Whether there is a copy to go on from. */
  get taken(): boolean {
    return this.#taken;
  }

  /** Copies every value on the device that the program holds, unless `read` gives null. A read that fails leaves what was saved before. */
  async take(held: HeldNodes, read: (node: Node) => HostArray | Promise<HostArray> | null): Promise<void> {
    const copies: [object, Promise<(Saved | null)[]>][] = [];
    const copy = async (held: Node): Promise<Saved | null> => {
      const node = valueOf(held);
      const known = this.#atHand(node);
      if (known !== null) return { shape: node.shape, values: known };
      if (node.buffer === null) return null;
      const values = (await read(node))?.slice();
      if (values === undefined) return null;
      this.keep(node, values);
      return { shape: node.shape, values };
    };
    for (const { owner, nodes } of held()) copies.push([owner, Promise.all(nodes.map(copy))]);
    // All of one moment or nothing.
    const done = await Promise.all(copies.map(async ([owner, saved]) => [owner, await saved] as const));
    for (const [owner, saved] of done) this.#saved.set(owner, saved);
    this.#taken = true;
  }

  #atHand(node: Node): HostArray | null {
    return node.host ?? this.#known.get(node) ?? null;
  }

  /** Remembers the values of a node. */
  keep(node: Node, values: HostArray): void {
    this.#known.set(node, values);
  }

  /** What a holder's `index`-th node is after a loss: its own values if they were saved, else the last ones saved in its place. */
  find(owner: object, index: number, node: Node): HostArray | null {
    const own = this.#atHand(valueOf(node));
    if (own !== null) return own;
    const saved = this.#saved.get(owner)?.[index];
    return saved && sameShape(saved.shape, node.shape) ? saved.values : null;
  }
}
