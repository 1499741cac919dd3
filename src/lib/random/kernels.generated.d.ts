/** The compiled kernels: made by `scripts/build-kernels.mjs` from the AssemblyScript in `kernels/`. */

/** A WebAssembly module's bytes, for every processor with SIMD. */
export const kernels: () => Uint8Array<ArrayBuffer>;
