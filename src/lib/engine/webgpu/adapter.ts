/** An adapter's own words; browsers may leave some of them, or all, empty. */
export function describeAdapter(info: GPUAdapterInfo): string {
  const words = [info.vendor, info.architecture, info.device, info.description];
  return [...new Set(words.filter((word) => word !== ''))].join(' ') || 'an adapter that does not give its name';
}
