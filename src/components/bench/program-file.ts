/** The program as a file: one that the reader opens, and one that the reader takes along. */

/** As much text as an editor stays quick with. */
const LARGEST = 1_000_000;

/** The text of a file that the reader chose. Throws an Error with a sentence for the reader. */
export async function readProgram(file: File): Promise<string> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than a program: ${Math.round(file.size / 1e6)} MB.`);
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    throw new Error(`${file.name} is not text in UTF-8.`);
  }
}

/** Saves text under a name, as a link with `download` does. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/x-python;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the text by the time that the click's task is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
