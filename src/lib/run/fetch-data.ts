/**
 * Reads data files from where the site serves them.
 * @param dataUrl Absolute address of the data's root, with a trailing slash.
 * @returns What torchvision calls: it rejects, saying why, when a file is not there.
 */
export const fetchDataFrom =
  (dataUrl: string) =>
  async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(new URL(path, dataUrl));
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    return new Uint8Array(await response.arrayBuffer());
  };
