type Stream = 'stdout' | 'stderr';

/**
 * Gathers what a program prints, so that a loop of prints is a few messages to the page and not thousands. Text goes
 * out in order, at the latest `DELAY` ms after it was printed, or when `flush` is called.
 */
export class OutputBuffer {
  static readonly DELAY = 30;
  /** Text is handed on at this length even while the program prints without a break. */
  static readonly LENGTH = 1 << 15;

  readonly #write: (stream: Stream, text: string) => void;
  #stream: Stream = 'stdout';
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(write: (stream: Stream, text: string) => void) {
    this.#write = write;
  }

  print(stream: Stream, text: string): void {
    if (stream !== this.#stream) {
      this.flush();
      this.#stream = stream;
    }
    this.#text += text;
    if (this.#text.length >= OutputBuffer.LENGTH) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), OutputBuffer.DELAY);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.#write(this.#stream, text);
  }
}
