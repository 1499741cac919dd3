/** The executors a run can ask for, in the words of the URL (`?engine=`) and the command line (`--engine`). */
export const ENGINE_NAMES = ['webgpu', 'wasm', 'wasm-relaxed', 'tfjs-webgpu', 'tfjs-cpu'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

export const isEngineName = (text: string): text is EngineName => (ENGINE_NAMES as readonly string[]).includes(text);

/** Whether an engine needs no browser. */
export const runsInNode = (name: EngineName | 'auto'): boolean => ['wasm', 'wasm-relaxed', 'tfjs-cpu'].includes(name);
