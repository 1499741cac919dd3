/** Whether an adapter says of itself that it is no graphics hardware but a program on the processor. */
export const isSoftware = (adapter: GPUAdapter): boolean =>
  (adapter.info as Partial<GPUAdapterInfo>).isFallbackAdapter ??
  (adapter as { readonly isFallbackAdapter?: boolean }).isFallbackAdapter ??
  false;

/** Finds an adapter, or says in half a sentence why there is none: the ways in which WebGPU can be absent differ in their mend. */
export async function findAdapter(): Promise<GPUAdapter | string> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (gpu === undefined) {
    return globalThis.isSecureContext === false
      ? 'WebGPU needs a secure connection (https), and this page came over an insecure one'
      : 'there is no WebGPU here';
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  return adapter ?? 'there is WebGPU here, but no graphics adapter that it may use';
}
