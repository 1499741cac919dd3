import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { setParameters, type ParameterValue } from '../../src/lib/run/params.ts';

export const LESSON = 'lessons/regularization/';
export const PLAYGROUND = 'playground/';

const listing = readFileSync(join(import.meta.dirname, '../../src/content/listings/regularization.py'), 'utf8');

/** Few images and epochs, so that a run on a software adapter ends soon. */
const SHORT = { images: 200, epochs: 2 };

/** The lesson's program, made short, with other values where they are given. */
export const program = (values: Readonly<Record<string, ParameterValue>> = {}): string =>
  setParameters(listing, { ...SHORT, ...values });

type ButtonName = 'Run' | 'Pause' | 'Resume' | 'Step' | 'Stop' | 'Reset';

/** The bench of a lesson, by what a reader sees of it. */
export class Bench {
  readonly page: Page;
  readonly root: Locator;
  readonly console: Locator;
  readonly editor: Locator;
  readonly error: Locator;

  /** @param listing Which bench, where the page has several. */
  constructor(page: Page, listing?: string) {
    this.page = page;
    this.root =
      listing === undefined
        ? page.getByRole('group', { name: /^Bench/ })
        : page.locator(`run-bench[data-listing="${listing}"]`);
    this.console = this.root.getByRole('log', { name: 'Output' });
    this.editor = this.root.getByRole('textbox', { name: 'Program' });
    this.error = this.root.getByRole('alert');
  }

  static async open(page: Page, query = '', path = LESSON, listing?: string): Promise<Bench> {
    await page.goto(path + query);
    return new Bench(page, listing);
  }

  button(name: ButtonName): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  async press(name: ButtonName): Promise<void> {
    await this.button(name).click();
  }

  /** Opens the editor, as a reader does: with a click on the program. */
  async edit(): Promise<void> {
    const open = await this.editor.isVisible();
    await (open ? this.editor : this.root.locator('pre[aria-label="Program"]')).click();
    await expect(this.editor).toBeFocused();
  }

  /** Replaces the whole program. */
  async write(source: string): Promise<void> {
    await this.edit();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(source);
    await expect.poll(() => this.draft()).toBe(source);
  }

  /** The program as the browser keeps it; null where the reader changed nothing. */
  async draft(): Promise<string | null> {
    const listing = await this.root.getAttribute('data-listing');
    return this.page.evaluate((key) => localStorage.getItem(key), `listing:${listing}`);
  }

  /** Replaces the line that begins with `start`, with the keyboard. */
  async writeLine(start: string, text: string): Promise<void> {
    await this.edit();
    const line = this.root.locator('.cm-line').filter({ hasText: new RegExp(`^${start}`) });
    await line.click();
    await this.page.keyboard.press('Home');
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }

  /** What the status line says: `state`, `line`, `engine`, `reason`, `steps`, `pace`. */
  cell(name: 'state' | 'line' | 'engine' | 'reason' | 'steps' | 'pace'): Locator {
    return this.root.locator(`run-status [data-cell="${name}"]`);
  }

  async steps(): Promise<number> {
    return Number((await this.cell('steps').textContent())?.replaceAll(',', ''));
  }

  /** Numbers in the table under the figure that come from the reader's own run. */
  async ownNumbers(): Promise<number> {
    return this.root.locator('[data-table] table').evaluate((table: HTMLTableElement) => {
      const own = [...table.tHead!.rows[0]!.cells].map((cell) => cell.textContent.startsWith('your '));
      return [...table.tBodies[0]!.rows].flatMap((row) =>
        [...row.cells].filter((cell, i) => own[i] && cell.textContent !== ''),
      ).length;
    });
  }

  /** The drawn form of the reader's own curves. */
  async ownCurves(): Promise<string> {
    const paths = this.root.locator('run-figure [data-strength="own"] path.curve');
    return (await paths.evaluateAll((all) => all.map((path) => path.getAttribute('d')))).join('|');
  }

  /** Waits until the run has ended one way or the other. */
  async ended(how: 'Finished' | 'Stopped' | 'Stopped by an error'): Promise<void> {
    await expect(this.cell('state')).toHaveText(/^(Finished|Stopped)/, { timeout: 100_000 });
    await expect(this.cell('state')).toHaveText(how);
  }
}
