// The parts, defined before the bench is: it talks to them as soon as it is connected.
import './engine-choice.ts';
import './listing-pane.ts';
import './pane-tabs.ts';
import './parameter-controls.ts';
import './run-buttons.ts';
import './run-console.ts';
import './run-figure.ts';
import './run-files.ts';
import './run-log.ts';
import './run-status.ts';
import type { PaneTabs } from './pane-tabs.ts';
import type { ListingPane } from './listing-pane.ts';
import type { ParameterControls } from './parameter-controls.ts';
import type { RunButtons } from './run-buttons.ts';
import type { RunConsole } from './run-console.ts';
import type { RunFigure } from './run-figure.ts';
import type { RunFiles } from './run-files.ts';
import type { RunLog } from './run-log.ts';
import type { RunStatus } from './run-status.ts';

/** The elements that a bench is made of, by what they do. */
export class BenchParts {
  readonly #bench: HTMLElement;

  constructor(bench: HTMLElement) {
    this.#bench = bench;
  }

  get listing(): ListingPane {
    return this.#find('listing-pane');
  }
  get controls(): ParameterControls {
    return this.#find('parameter-controls');
  }
  get buttons(): RunButtons {
    return this.#find('run-buttons');
  }
  get tabs(): PaneTabs {
    return this.#find('pane-tabs');
  }
  get status(): RunStatus {
    return this.#find('run-status');
  }
  get console(): RunConsole {
    return this.#find('run-console');
  }
  get files(): RunFiles {
    return this.#find('run-files');
  }
  get logged(): RunLog {
    return this.#find('run-log');
  }
  get figure(): RunFigure {
    return this.#find('run-figure');
  }

  #find<Part extends HTMLElement>(name: string): Part {
    return this.#bench.querySelector<Part>(name)!;
  }
}
