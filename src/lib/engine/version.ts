/**
 * Which engine a published number came from. A result that another version measured is stale: raise this when a change
 * to the engines, to what they are given, or to the random streams changes a number that a program logs.
 */
export const ENGINE_VERSION = 2;

/** SHA-256 of what a fixed set of programs trains on WASM, to the last bit; a unit test compares it. */
export const ENGINE_FINGERPRINT = '3b4b9d347d59d44e14a61aeec3b7a153fefa8486eb7cd425710f9ee8313f4323';
