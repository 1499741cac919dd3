/** Rooms in a memory that only grows: sizes in classes, a list of free rooms for each. */

const GRAIN = 64;
/** Rooms are multiples of a sixteenth of the power of two below, so that at most that share is lost. */
const CLASSES_LOG2 = 4;

/** Bytes of the room that `bytes` gets. */
export function roomFor(bytes: number): number {
  const least = Math.max(GRAIN, Math.ceil(bytes / GRAIN) * GRAIN);
  const step = Math.max(GRAIN, 2 ** (Math.floor(Math.log2(least)) - CLASSES_LOG2));
  return Math.ceil(least / step) * step;
}

export class Allocator {
  readonly #free = new Map<number, number[]>();
  readonly #reserve: (end: number) => void;
  #end: number;
  #used = 0;
  #idle = 0;

  /** Rooms begin at `start`; `reserve` makes sure that the memory reaches up to an address, or throws. */
  constructor(start: number, reserve: (end: number) => void) {
    this.#end = Math.ceil(start / GRAIN) * GRAIN;
    this.#reserve = reserve;
  }

  /** Bytes of the rooms that are taken. */
  get used(): number {
    return this.#used;
  }

  /** Address just behind all rooms. */
  get end(): number {
    return this.#end;
  }

  take(bytes: number): number {
    const size = roomFor(bytes);
    const address = this.#free.get(size)?.pop() ?? this.#fresh(size);
    this.#used += size;
    return address;
  }

  give(address: number, bytes: number): void {
    const size = roomFor(bytes);
    this.#put(address, size);
    this.#used -= size;
  }

  #put(address: number, size: number): void {
    this.#idle += size;
    const list = this.#free.get(size);
    if (list === undefined) this.#free.set(size, [address]);
    else list.push(address);
  }

  #fresh(size: number): number {
    // Rooms of other sizes lie idle: look there before the memory grows for good.
    if (this.#idle > Math.max(size, this.#end / 4)) {
      const found = this.#fromIdle(size);
      if (found !== null) return found;
    }
    const address = this.#end;
    try {
      this.#reserve(address + size);
    } catch (error) {
      const found = this.#fromIdle(size);
      if (found !== null) return found;
      throw error;
    }
    this.#end = address + size;
    return address;
  }

  /** Joins idle neighbours and cuts `size` from the smallest stretch that has it. */
  #fromIdle(size: number): number | null {
    const rooms = [...this.#free].flatMap(([bytes, list]) => list.map((address) => ({ address, bytes })));
    rooms.sort((a, b) => a.address - b.address);
    const stretches: { address: number; bytes: number }[] = [];
    for (const { address, bytes } of rooms) {
      const last = stretches.at(-1);
      if (last !== undefined && last.address + last.bytes === address) last.bytes += bytes;
      else stretches.push({ address, bytes });
    }
    const fits = stretches.filter(({ bytes }) => bytes >= size).sort((a, b) => a.bytes - b.bytes);
    this.#free.clear();
    this.#idle = 0;
    const [best] = fits;
    for (const stretch of stretches) this.#divide(stretch === best ? stretch.address + size : stretch.address, stretch.bytes - (stretch === best ? size : 0)); // prettier-ignore
    return best?.address ?? null;
  }

  /** Puts a stretch back as rooms of whole classes. */
  #divide(address: number, bytes: number): void {
    for (let rest = bytes, at = address; rest >= GRAIN;) {
      let size = 2 ** Math.floor(Math.log2(rest));
      const step = Math.max(GRAIN, size / 2 ** CLASSES_LOG2);
      size += Math.floor((rest - size) / step) * step;
      this.#put(at, size);
      at += size;
      rest -= size;
    }
  }
}
