import type { Anchor, Body, Kernel, Load, Slot } from './plan.ts';

/** Offsets are multiples of this many elements: 64 bytes, a line of cache. */
const ALIGNMENT = 16;

const slotsOfLoad = (load: Load): number[] =>
  load.indirect === null ? [load.slot] : [load.slot, load.indirect.indices.slot];

const slotsOfBody = (body: Body): number[] =>
  body.flatMap((step) => (step.kind === 'load' ? slotsOfLoad(step.load) : []));

function slotsOfAnchor(anchor: Anchor): number[] {
  switch (anchor.kind) {
    case 'matmul':
      return [...slotsOfLoad(anchor.a), ...slotsOfLoad(anchor.b)];
    case 'reduce':
    case 'argmax':
    case 'argmin':
      return slotsOfBody(anchor.body);
    case 'cumsum':
      return [anchor.source.slot];
    case 'scatterAdd':
      return [anchor.source.slot, anchor.indices.slot];
    case 'fold2d':
      return [anchor.columns.slot];
  }
}

/** Every slot that a kernel reads, once. */
export const slotsRead = ({ anchor, body }: Kernel): number[] => [
  ...new Set([...(anchor === null ? [] : slotsOfAnchor(anchor)), ...slotsOfBody(body)]),
];

/** Every slot that a kernel writes, once. */
export const slotsWritten = ({ stores }: Kernel): number[] => [...new Set(stores.map(({ view }) => view.slot))];

interface Life {
  readonly slot: number;
  readonly first: number;
  last: number;
  offset: number;
}

/**
 * Places temporaries in one workspace: two share room only if the last kernel that touches one comes before the first that touches the other.
 * First fit, largest first. Returns the slots with their offsets, and the workspace's size in elements.
 */
export function layOut(slots: readonly Slot[], kernels: readonly Kernel[]): { slots: Slot[]; workspace: number } {
  const lives = new Map<number, Life>();
  kernels.forEach((kernel, time) => {
    for (const slot of [...slotsWritten(kernel), ...slotsRead(kernel)]) {
      if (slots[slot]!.role !== 'temporary') continue;
      const life = lives.get(slot);
      if (life === undefined) lives.set(slot, { slot, first: time, last: time, offset: 0 });
      else life.last = time;
    }
  });
  const room = (slot: number): number => Math.ceil(slots[slot]!.size / ALIGNMENT) * ALIGNMENT;
  const placed: Life[] = [];
  let workspace = 0;
  for (const life of [...lives.values()].sort((a, b) => room(b.slot) - room(a.slot) || a.slot - b.slot)) {
    const meeting = placed
      .filter((other) => other.first <= life.last && life.first <= other.last)
      .sort((a, b) => a.offset - b.offset);
    for (const other of meeting) {
      if (life.offset + room(life.slot) <= other.offset) break;
      life.offset = Math.max(life.offset, other.offset + room(other.slot));
    }
    placed.push(life);
    workspace = Math.max(workspace, life.offset + room(life.slot));
  }
  return { slots: slots.map((slot, i) => ({ ...slot, offset: lives.get(i)?.offset ?? 0 })), workspace };
}
