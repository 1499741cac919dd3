import { labels } from './labels.ts';
import { draw, type Shown } from './logged-drawing.ts';

/** Steps kept of one tag: as many as a slider can tell apart; the oldest give way. */
const KEPT = 60;

interface Logged {
  readonly section: HTMLElement;
  readonly events: Shown[];
  /** Which of the events is shown; null follows the run. */
  at: number | null;
}

/** Histograms, images, text, tables and hparams of a run, the last of each tag, with the earlier ones behind a slider. */
export class RunLog extends HTMLElement {
  readonly #logged = new Map<string, Logged>();
  #changed = new Set<Logged>();
  #refresh: ReturnType<typeof setTimeout> | null = null;

  connectedCallback(): void {
    // What is folded away has no width to be drawn in.
    this.querySelector('details')!.addEventListener('toggle', () => {
      for (const each of this.#logged.values()) this.#show(each);
    });
  }

  get #holder(): HTMLElement {
    return this.querySelector<HTMLElement>('.logged')!;
  }

  /** One more event of the run. */
  add(event: Shown): void {
    const tag = event.kind === 'hparams' ? labels.log.hparams : event.tag;
    const key = `${event.kind} ${tag}`;
    let logged = this.#logged.get(key);
    if (logged === undefined) {
      logged = { section: this.#open(tag, event), events: [], at: null };
      this.#logged.set(key, logged);
      this.#listen(logged);
    }
    logged.events.push(event);
    if (logged.events.length > KEPT) {
      logged.events.shift();
      if (logged.at !== null) logged.at = Math.max(0, logged.at - 1);
    }
    this.#changed.add(logged);
    // A program may log in every step; pictures wait for each other.
    this.#refresh ??= setTimeout(() => {
      this.#refresh = null;
      for (const each of this.#changed) this.#show(each);
      this.#changed.clear();
    }, 100);
  }

  clear(): void {
    this.#logged.clear();
    this.#changed.clear();
    const rest = document.createElement('p');
    rest.textContent = labels.log.empty;
    this.#holder.replaceChildren(rest);
    this.hidden = this.dataset.expected === undefined;
  }

  #open(tag: string, { kind }: Shown): HTMLElement {
    const template = document.createElement('template');
    template.innerHTML = '<section><p class="tag"></p><output></output><div></div><input type="range" min="0" step="1" class="fine" hidden></section>'; // prettier-ignore
    const section = template.content.firstElementChild as HTMLElement;
    section.dataset.kind = kind;
    section.querySelector('.tag')!.textContent = tag;
    section.querySelector('input')!.setAttribute('aria-label', labels.log.scrub(tag));
    this.#holder.querySelector(':scope > p')?.remove();
    this.#holder.append(section);
    this.hidden = false;
    return section;
  }

  #listen(logged: Logged): void {
    const slider = logged.section.querySelector('input')!;
    slider.addEventListener('input', () => {
      const last = logged.events.length - 1;
      logged.at = slider.valueAsNumber === last ? null : slider.valueAsNumber;
      this.#show(logged);
    });
  }

  #show({ section, events, at }: Logged): void {
    const place = at ?? events.length - 1;
    const event = events[place];
    if (event === undefined) return;
    const slider = section.querySelector('input')!;
    slider.hidden = events.length < 2;
    slider.max = String(events.length - 1);
    slider.value = String(place);
    const said = event.kind === 'hparams' ? '' : labels.log.step(event.step);
    slider.setAttribute('aria-valuetext', said);
    section.querySelector('output')!.textContent = said;
    draw(section.querySelector('div')!, event, section.clientWidth);
  }
}

customElements.define('run-log', RunLog);
