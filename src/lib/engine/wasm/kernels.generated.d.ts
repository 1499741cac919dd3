/** The compiled kernels, each a WebAssembly module's bytes: made by `scripts/build-kernels.mjs` from the AssemblyScript in `kernels/`. */

/** For every processor with SIMD, bit for bit the same. */
export const plain: () => Uint8Array<ArrayBuffer>;
/** With fused multiply-add where the processor has it: faster, and the last bits may differ between processors. */
export const relaxed: () => Uint8Array<ArrayBuffer>;
