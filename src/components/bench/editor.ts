/** The editor, loaded when a reader first wants to change a listing. Nothing else of the bench imports CodeMirror. */
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import type { ChangeSpec } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  drawSelection,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { SourceRange } from '../../lib/run/protocol.ts';

export interface EditorOptions {
  readonly source: string;
  /** The editor's accessible name. */
  readonly label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  readonly describedBy: string;
  /** Called after each change of the text. */
  readonly onChange: (source: string) => void;
}

/** A mark on at most one line, which moves with edits: how to set it, and the extension that draws it. */
function lineMark(className: string) {
  const set = StateEffect.define<number | null>();
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, transaction) {
      let moved = marks.map(transaction.changes);
      for (const effect of transaction.effects) {
        if (!effect.is(set)) continue;
        const line = effect.value;
        const { doc } = transaction.state;
        moved =
          line === null || line > doc.lines
            ? Decoration.none
            : Decoration.set([Decoration.line({ class: className }).range(doc.line(line).from)]);
      }
      return moved;
    },
    provide: (marks) => EditorView.decorations.from(marks),
  });
  return { set, field };
}

/** The line that the program is at, and the line where it failed. */
const currentLine = lineMark('current-line');
const errorLine = lineMark('error-line');

/** The literal of each `# @param` line, underlined as in the static listing: a control sets it. */
const parameterLiterals = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;
    readonly #matcher = new MatchDecorator({
      regexp: /^[A-Za-z_]\w*\s*(?::[^=#]*)?=\s*(.*?)\s*#\s*@param\b/g,
      decorate: (add, from, _, match) => {
        const literal = match[1] ?? '';
        const start = from + match[0].indexOf(literal, match[0].indexOf('=') + 1);
        if (literal) add(start, start + literal.length, Decoration.mark({ class: 'parameter' }));
      },
    });
    constructor(view: EditorView) {
      this.marks = this.#matcher.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.marks = this.#matcher.updateDeco(update, this.marks);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

/** A Python editor over one text. */
export class Editor {
  readonly #view: EditorView;
  /** Tab indents only once the reader has begun to edit, so that tabbing through the page passes the editor by. */
  #engaged = false;

  constructor(parent: HTMLElement, options: EditorOptions) {
    const state = EditorState.create({
      doc: options.source,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentUnit.of('    '),
        indentOnInput(),
        bracketMatching(),
        python(),
        syntaxHighlighting(classHighlighter),
        lintGutter(),
        currentLine.field,
        errorLine.field,
        parameterLiterals,
        keymap.of([
          {
            key: 'Tab',
            run: (view) => this.#engaged && indentMore(view),
            shift: (view) => this.#engaged && indentLess(view),
          },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          'aria-describedby': options.describedBy,
          // Editable text can be focused anyway; this says so to tools that look for it.
          tabindex: '0',
        }),
        EditorView.domEventHandlers({
          pointerdown: () => void (this.#engaged = true),
          blur: () => void (this.#engaged = false),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged || (update.selectionSet && update.view.hasFocus)) this.#engaged = true;
          if (update.docChanged) options.onChange(this.source);
        }),
      ],
    });
    this.#view = new EditorView({ state, parent });
  }

  get source(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces only what differs, so that the caret and the undo history stay useful. */
  set source(next: string) {
    const change = smallestChange(this.source, next);
    if (change) this.#view.dispatch({ changes: change });
  }

  /** Focuses the editor, with the caret where a pointer was if it was over the text. */
  focus(at?: { readonly x: number; readonly y: number }): void {
    const position = at ? this.#view.posAtCoords(at) : null;
    if (position !== null) this.#view.dispatch({ selection: { anchor: position } });
    this.#view.focus();
    this.#engaged = at !== undefined;
  }

  scrollTo(top: number, left: number): void {
    this.#view.requestMeasure({
      read: () => undefined,
      write: () => this.#view.scrollDOM.scrollTo(left, top),
    });
  }

  markLine(line: number | null): void {
    this.#view.dispatch({ effects: currentLine.set.of(line) });
  }

  /** Brings a line into view, without taking the focus. */
  revealLine(line: number): void {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.min(Math.max(1, line), doc.lines));
    this.#view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 60 }) });
  }

  /** Underlines where an error happened and brings it into view; null takes the mark away. */
  showError(range: SourceRange | null, message: string): void {
    const { doc } = this.#view.state;
    const offset = (line: number, column: number): number => {
      const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
      return Math.min(from + column, to);
    };
    if (!range) {
      this.#view.dispatch(setDiagnostics(this.#view.state, []), { effects: errorLine.set.of(null) });
      return;
    }
    const from = offset(range.line, range.column);
    const to = Math.max(from, offset(range.endLine, range.endColumn));
    this.#view.dispatch(setDiagnostics(this.#view.state, [{ from, to, severity: 'error', message }]), {
      effects: [errorLine.set.of(range.line), EditorView.scrollIntoView(from, { y: 'center' })],
    });
  }
}

function smallestChange(before: string, after: string): ChangeSpec | null {
  if (before === after) return null;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let [end, endAfter] = [before.length, after.length];
  while (end > start && endAfter > start && before[end - 1] === after[endAfter - 1]) {
    end--;
    endAfter--;
  }
  return { from: start, to: end, insert: after.slice(start, endAfter) };
}
