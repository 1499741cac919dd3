/** How far a key moves along a row of stops; null for a key that is not for that. Ends are infinitely far. */
export function stepOf(key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? null;
}

/** `at + step`, kept within `[low, high]`. */
export const moved = (at: number, step: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, at + step));

/** What a chart that is moved along by keys says of itself, as a slider does. */
export interface SliderState {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly now: number;
  /** The value in words. */
  readonly text: string;
}

/**
 * A chart kept drawn in an element of the page, at the element's own width. Drawing waits for the next frame, so that
 * whatever changes within one costs one drawing.
 */
export abstract class ChartView {
  protected readonly host: HTMLElement;
  #width: number;
  #frame = 0;
  readonly #observer: ResizeObserver;
  readonly #listening = new AbortController();

  constructor(host: HTMLElement) {
    this.host = host;
    this.#width = host.clientWidth;
    this.#observer = new ResizeObserver(() => {
      const width = host.clientWidth;
      // A hidden pane has no width: keep the last drawing.
      if (width === 0 || width === this.#width) return;
      this.#width = width;
      this.redraw();
    });
    this.#observer.observe(host);
    if (this.#width > 0) this.redraw();
  }

  /** The chart as markup, `width` pixels wide. */
  protected abstract drawn(width: number): string;

  /** The element's width in pixels. */
  protected get width(): number {
    return this.#width;
  }

  /** Draws anew in the next frame. */
  protected redraw(): void {
    if (this.#frame !== 0 || this.#width === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.host.innerHTML = this.drawn(this.#width);
    });
  }

  /** Listens at the host until `disconnect`. */
  protected listen<K extends keyof HTMLElementEventMap>(type: K, heard: (event: HTMLElementEventMap[K]) => void): void {
    this.host.addEventListener(type, heard, { signal: this.#listening.signal });
  }

  /** Moves by the arrow keys, Page Up and Down, Home and End; the page does not scroll meanwhile. */
  protected listenForSteps(move: (step: number) => void): void {
    this.listen('keydown', (event) => {
      const step = event.altKey || event.ctrlKey || event.metaKey ? null : stepOf(event.key);
      if (step === null) return;
      event.preventDefault();
      move(step);
    });
  }

  /** Makes the host a slider in the accessibility tree, or brings it up to date. */
  protected say({ label, min, max, now, text }: SliderState): void {
    this.host.tabIndex = 0;
    this.host.setAttribute('role', 'slider');
    this.host.ariaLabel = label;
    this.host.ariaValueMin = String(min);
    this.host.ariaValueMax = String(max);
    this.host.ariaValueNow = String(now);
    this.host.ariaValueText = text;
  }

  /** A pointer's place inside the host, in pixels. */
  protected placeOf({ clientX, clientY }: MouseEvent): [x: number, y: number] {
    const { left, top } = this.host.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** Stops following the element. */
  disconnect(): void {
    this.#observer.disconnect();
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
  }
}
