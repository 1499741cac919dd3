import type { ElementType, View } from '../../plan/plan.ts';
import { linear } from './address.ts';
import { functionText } from './functions.ts';

/** Invocations of a workgroup, the same in every shader, so that different kernels can share one. */
export const WORKGROUP = 64;

/** A piece of memory that a shader is given: a buffer of the caller's, or a bank of temporaries. */
export interface Binding {
  readonly type: ElementType;
  readonly writable: boolean;
  /** Whether it is declared as vec4f, so that four neighbours are one load. Never for a writable one. */
  readonly vectors: boolean;
}

/** Where a slot lies: which binding, from which element on. */
export interface Place {
  readonly binding: number;
  readonly offset: number;
}

/** What is computed once before a loop: names that are known there, and parts of addresses by their text. */
interface Hoist {
  readonly known: ReadonlySet<string>;
  readonly parts: Map<string, string>;
}

/** Workgroup memory of a shader; units that are never at work together share it. */
const sharedName = (name: string): string => `shared_${name}`;

/**
 * A compute shader in the making: kernels add functions to it and read and write slots through it, whatever buffers those lie in.
 */
export class Shader {
  readonly #bindings: readonly Binding[];
  readonly #place: (slot: number) => Place;
  readonly #numbers: number;
  readonly #functions = new Set<string>();
  readonly #shared = new Map<string, number>();
  #quads = false;
  readonly #parts: string[] = [];
  #hoist: Hoist | null = null;
  #names = 0;

  /** `numbers` is how many numbers a run brings. */
  constructor(bindings: readonly Binding[], place: (slot: number) => Place, numbers: number) {
    this.#bindings = bindings;
    this.#place = place;
    this.#numbers = numbers;
  }

  /** A name that no other part of the shader has. */
  name(stem: string): string {
    return `${stem}${this.#names++}`;
  }

  readonly call = (name: string, ...parts: string[]): string => {
    this.#functions.add(name);
    return `${name}(${parts.join(', ')})`;
  };

  /** Adds a function of the shader's own. */
  define(code: string): void {
    this.#parts.push(code);
  }

  /** Workgroup memory of `size` numbers. */
  shared(name: string, size: number): string {
    this.#shared.set(name, Math.max(size, this.#shared.get(name) ?? 0));
    return sharedName(name);
  }

  /** What the invocation `apart` (0 to 3) away has for `value`: the one whose number in the quad is this one's XOR `apart`. */
  swapped(value: string, apart: number): string {
    if (apart === 0) return value;
    this.#quads = true;
    return `quadSwap${['X', 'Y', 'Diagonal'][apart - 1]!}(${value})`;
  }

  /** The element of its slot that a view reaches at an index. */
  address({ offset, strides }: View, names: readonly string[]): string {
    const hoist = this.#hoist;
    if (hoist === null) return linear(offset, strides, names);
    const isKnown = (d: number): boolean => hoist.known.has(names[d]!);
    const before = linear(offset, strides.map((stride, d) => (isKnown(d) ? stride : 0)), names); // prettier-ignore
    const rest = strides.map((stride, d) => (isKnown(d) ? 0 : stride));
    if (/^\w+$/.test(before)) return linear(offset, strides, names);
    const known = hoist.parts.get(before) ?? this.name('base');
    hoist.parts.set(before, known);
    return linear(0, [1, ...rest], [known, ...names]);
  }

  /** The statements of `make`, with what they need of `names` for their addresses computed in front of them: for loops. */
  hoisted(names: readonly string[], make: () => string[]): string[] {
    const outer = this.#hoist;
    const parts = new Map<string, string>();
    this.#hoist = { known: new Set(names.filter((name) => name !== '0')), parts };
    const lines = make();
    this.#hoist = outer;
    return [...[...parts].map(([text, name]) => `let ${name} = ${text};`), ...lines];
  }

  #at(slot: number, address: string): { binding: Binding; variable: string; index: string } {
    const { binding, offset } = this.#place(slot);
    return {
      binding: this.#bindings[binding]!,
      variable: `m${binding}`,
      index: offset === 0 ? address : `${offset} + ${address}`,
    };
  }

  /** The element of a slot at an address. */
  read(slot: number, address: string): string {
    const { binding, variable, index } = this.#at(slot, address);
    if (!binding.vectors) return `${variable}[${index}]`;
    return /^\d+$/.test(index)
      ? `${variable}[${Math.floor(Number(index) / 4)}][${Number(index) % 4}]`
      : `${variable}[(${index}) >> 2u][(${index}) & 3]`;
  }

  /** Whether four elements at an address that is a multiple of four can be one load. */
  hasVectors(slot: number): boolean {
    const { binding, offset } = this.#place(slot);
    return this.#bindings[binding]!.vectors && offset % 4 === 0;
  }

  /** Four neighbours, from an address that is a multiple of four. */
  readVector(slot: number, address: string): string {
    const { variable, index } = this.#at(slot, address);
    return `${variable}[(${index}) >> 2u]`;
  }

  write(slot: number, address: string, value: string): string {
    const { variable, index } = this.#at(slot, address);
    return `${variable}[${index}] = ${value};`;
  }

  /** The run's `index`-th number. */
  number(index: number, type: ElementType): string {
    return `bitcast<${type}>(numbers[${1 + (index >> 2)}].${'xyzw'[index & 3]})`;
  }

  /** The whole text. `main` gets `group`, the workgroup's number, and `local`, the invocation's number in it; both u32. */
  text(main: readonly string[], groupsAcross: number): string {
    const declarations = this.#bindings.map(({ type, writable, vectors }, i) => {
      const access = writable ? 'read_write' : 'read';
      return `@group(0) @binding(${i + 1}) var<storage, ${access}> m${i}: array<${vectors ? 'vec4f' : type}>;`;
    });
    const shared = [...this.#shared].map(
      ([name, size]) =>
        `var<workgroup> ${sharedName(name)}: array<${name.startsWith('i32') ? 'i32' : 'f32'}, ${size}>;`,
    );
    return [
      // Compilers cannot see that the invocations of a subgroup go the same way.
      ...(this.#quads ? ['enable subgroups;', 'diagnostic(off, subgroup_uniformity);'] : []),
      `@group(0) @binding(0) var<uniform> numbers: array<vec4u, ${1 + Math.ceil(this.#numbers / 4)}>;`,
      ...declarations,
      ...shared,
      functionText(this.#functions),
      ...this.#parts,
      `@compute @workgroup_size(${WORKGROUP})`,
      'fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) local: u32) {',
      groupsAcross === 0 ? 'let group = id.x;' : `let group = id.y * ${groupsAcross}u + id.x;`,
      ...main,
      '}',
    ].join('\n');
  }
}
