import type { Contestants } from '../../lib/benchmark/contestants.ts';
import { outcomeOf, type Outcome, type Workload } from '../../lib/benchmark/contest.ts';
import { playRounds, type Contestant, type Rounds, type Turn } from '../../lib/benchmark/rounds.ts';
import { barsMarkup } from '../../lib/charts/bars.ts';
import { element, escapeMarkup } from '../../lib/charts/markup.ts';
import { isOwn, milliseconds, nameOf, rowsOf, sentence, type Row } from './labels.ts';

const CONTESTANTS = [
  'wasm',
  'wasm-relaxed',
  'webgpu',
  'tfjs-webgpu-fit',
  'tfjs-wasm-fit',
  'jaxjs-webgpu',
  'jaxjs-wasm',
];
const ROUNDS = 3;
/** Milliseconds for each turn. */
const BUDGET = 800;

/** `?quick` in the page's address: one short round of what starts quickly. */
const QUICK = { contestants: ['wasm', 'tfjs-wasm-fit', 'jaxjs-wasm'], rounds: 1, budget: 60 };

/** Measures on the reader's machine when its button is pressed, and shows what has come so far. */
export class RunBenchmark extends HTMLElement {
  #stop: AbortController | null = null;
  #rounds: Rounds | null = null;
  #width = 0;
  readonly #observer = new ResizeObserver(() => this.#draw());

  connectedCallback(): void {
    this.#button('start').addEventListener('click', () => void this.#start());
    this.#button('cancel').addEventListener('click', () => this.#stop?.abort());
    this.#observer.observe(this.#part('bars'));
  }

  disconnectedCallback(): void {
    this.#stop?.abort();
    this.#observer.disconnect();
  }

  async #start(): Promise<void> {
    if (this.#stop !== null) return;
    const stop = (this.#stop = new AbortController());
    this.#phase(true);
    this.#announce('Measuring. This takes a minute or two.');
    let contestants: Contestants | null = null;
    try {
      const [{ Contestants }, { RunClient }] = await Promise.all([
        import('../../lib/benchmark/contestants.ts'),
        import('../../lib/run/client.ts'),
      ]);
      contestants = new Contestants(new RunClient(undefined, 0), this.dataset.dataUrl ?? '/data/');
      this.#show(await this.#measure(contestants, stop.signal));
      this.#announce('Measured.');
    } catch (error) {
      if (!stop.signal.aborted) console.error(error);
      this.#announce(
        stop.signal.aborted ? 'Cancelled.' : 'A part of the page did not load. Check the connection and try again.',
      );
    }
    contestants?.close();
    this.#stop = null;
    this.#phase(false);
  }

  #measure(contestants: Contestants, signal: AbortSignal): Promise<Rounds> {
    const workload = this.querySelector('select')!.value as Workload;
    const { search } = globalThis.location;
    const quick = new URLSearchParams(search).has('quick');
    const {
      contestants: names,
      rounds,
      budget,
    } = quick ? QUICK : { contestants: CONTESTANTS, rounds: ROUNDS, budget: BUDGET };
    const all = names.map((name): Contestant => ({
      name,
      measure: async (effort) => readable(await outcomeOf(contestants.measure(workload, name, effort, signal))),
    }));
    return playRounds(all, {
      rounds,
      budget,
      onTurn: (turn, soFar) => {
        this.#progress(turn, rounds);
        this.#show(soFar);
      },
    });
  }

  #progress({ round, contestant, done, total }: Turn, rounds: number): void {
    const bar = this.querySelector('progress')!;
    bar.max = total;
    bar.value = done;
    const stage = round === 0 ? 'starting' : `round ${round} of ${rounds}`;
    this.#part('turn').textContent = `${nameOf(contestant)}, ${stage}`;
  }

  #show(rounds: Rounds): void {
    this.#rounds = rounds;
    const rows = rowsOf(rounds);
    this.#part('result').hidden = rows.length === 0;
    this.#part('sentence').textContent = rows.length > 0 ? sentence(rows) : '';
    this.#part('table').innerHTML = tableMarkup(rows);
    const absent = Object.entries(rounds.absent);
    this.#part('absent').hidden = absent.length === 0;
    this.#part('absent').querySelector('ul')!.innerHTML = absent
      .map(([name, why]) => element('li', {}, escapeMarkup(`${nameOf(name)}: ${why}`)))
      .join('');
    this.#width = 0;
    this.#draw();
  }

  #draw(): void {
    const rows = this.#rounds === null ? [] : rowsOf(this.#rounds);
    const width = Math.round(this.#part('bars').clientWidth);
    if (rows.length === 0 || width === 0 || width === this.#width) return;
    this.#width = width;
    const bars = rows.map(({ contestant, median, low, high }) => ({
      name: nameOf(contestant),
      value: median,
      low,
      high,
      label: milliseconds(median),
      strength: isOwn(contestant) ? ('own' as const) : ('saved' as const),
    }));
    this.#part('bars').innerHTML = barsMarkup(bars, width);
  }

  #phase(running: boolean): void {
    this.#button('start').hidden = running;
    this.#button('cancel').hidden = !running;
    this.querySelector('select')!.disabled = running;
    this.#part('under-way').hidden = !running;
    this.#button(running ? 'cancel' : 'start').focus({ preventScroll: true });
  }

  #announce(text: string): void {
    this.#part('status').textContent = text;
  }

  #part(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }

  #button(name: 'start' | 'cancel'): HTMLButtonElement {
    return this.querySelector<HTMLButtonElement>(`button[data-command="${name}"]`)!;
  }
}

/** What breaks says so in the console; a reader learns that it did. */
function readable(outcome: Outcome): Outcome {
  if (!('failed' in outcome)) return outcome;
  console.error(outcome.failed);
  return { unavailable: 'It cannot train this network here.' };
}

function tableMarkup(rows: readonly Row[]): string {
  const cell = (text: string): string => element('td', {}, escapeMarkup(text));
  const body = rows.map(({ contestant, median, low, high, count }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, escapeMarkup(nameOf(contestant))),
      cell(milliseconds(median)),
      cell(`${milliseconds(low)} to ${milliseconds(high)}`),
      cell(String(count)),
    ),
  );
  return body.join('');
}

customElements.define('run-benchmark', RunBenchmark);
