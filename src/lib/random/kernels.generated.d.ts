/** The compiled kernels, in base64: made by `scripts/build-kernels.mjs` from the AssemblyScript in `kernels/`. */

/** For every processor with SIMD. */
export const kernels: string;
