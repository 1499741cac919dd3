/** Text to syntax tree: the grammar of compound statements, and which of several errors a text is charged with. */
import type { ExceptHandler, Expression, MatchCase, Module, Span, Statement, WithItem } from './ast.ts';
import { parseCallArguments } from './call-arguments.ts';
import { afterElement } from './mistakes.ts';
import { expressionName, invalidTarget } from './names.ts';
import { parseParameters } from './parameters.ts';
import { LineTable, SyntaxProblem } from './problem.ts';
import { StatementParser } from './statements.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

class Parser extends StatementParser {
  module(): Module {
    const body: Statement[] = [];
    while (!this.is('end')) {
      if (this.is('newline')) this.at++;
      else body.push(...this.statement());
    }
    return { kind: 'Module', body, doc: this.docstring(body), from: 0, to: this.text.length };
  }

  private statement(): Statement[] {
    const token = this.checked();
    if (token.kind === 'op' && token.text === '@') return [this.decorated()];
    if (token.kind !== 'name') return this.simpleStatements();
    switch (token.text) {
      case 'if':
        return [this.ifStatement('if')];
      case 'while':
        return [this.whileStatement()];
      case 'for':
        return [this.forStatement()];
      case 'try':
        return [this.tryStatement()];
      case 'with':
        return [this.withStatement()];
      case 'def':
        return [this.functionDefinition([], token)];
      case 'class':
        return [this.classDefinition([], token)];
      case 'async':
        return this.fail("'async' does not run here: programs are not asynchronous", token);
      case 'match': {
        const match = this.matchStatement();
        return match === null ? this.simpleStatements() : [match];
      }
      default:
        return this.simpleStatements();
    }
  }

  /** The body after a header's colon. `what` and `header` are for the message when there is none. */
  private block(what: string, header: Span): Statement[] {
    if (!this.is('newline')) return this.simpleStatements();
    this.at++;
    if (!this.is('indent')) {
      const token = this.checked();
      const message = `expected an indented block after ${what} on line ${this.line(header)}`;
      // At the end of the text CPython names the last line there is.
      const end = this.text.replace(/\n$/, '').length;
      const from = token.kind === 'end' || token.from >= this.text.length ? end : token.from;
      this.fail(message, { from, to: Math.max(token.to, from + 1) }, 'IndentationError');
    }
    this.at++;
    const body: Statement[] = [];
    while (!this.is('dedent') && !this.is('end')) body.push(...this.statement());
    if (this.is('dedent')) this.at++;
    return body;
  }

  /** The colon of a header, where CPython names it only at the end of the line. */
  private colon(): void {
    if (this.takeOp(':')) return;
    if (this.is('newline')) this.fail("expected ':'", { from: this.token.from, to: this.token.from + 1 });
    this.unexpected();
  }

  private header(test: Expression): void {
    if (!this.isOp(':') && !this.is('newline')) afterElement(this, test);
    this.colon();
  }

  private ifStatement(word: 'if' | 'elif'): Statement {
    const start = this.advance();
    const test = this.namedExpression();
    this.header(test);
    const body = this.block(`'${word}' statement`, start);
    let orelse: readonly Statement[] = [];
    if (this.isWord('elif')) orelse = [this.ifStatement('elif')];
    else orelse = this.elseBlock();
    return { kind: 'If', test, body, orelse, ...this.span(start) };
  }

  private elseBlock(): readonly Statement[] {
    if (!this.isWord('else')) return [];
    const start = this.advance();
    this.forceOp(':');
    return this.block("'else' statement", start);
  }

  private whileStatement(): Statement {
    const start = this.advance();
    const test = this.namedExpression();
    this.header(test);
    const body = this.block("'while' statement", start);
    return { kind: 'While', test, body, orelse: this.elseBlock(), ...this.span(start) };
  }

  private forStatement(): Statement {
    const start = this.advance();
    const target = this.targetList();
    if (!this.takeWord('in')) this.unexpected();
    const iter = this.starExpressions();
    this.colon();
    const body = this.block("'for' statement", start);
    return { kind: 'For', target, iter, body, orelse: this.elseBlock(), ...this.span(start) };
  }

  private tryStatement(): Statement {
    const start = this.advance();
    this.forceOp(':');
    const body = this.block("'try' statement", start);
    const handlers: ExceptHandler[] = [];
    while (this.isWord('except')) {
      const handler = this.exceptHandler();
      if (handlers.some(({ star }) => star !== handler.star))
        this.fail("cannot have both 'except' and 'except*' on the same 'try'", {
          from: handler.from,
          to: handler.from + 'except'.length,
        });
      handlers.push(handler);
    }
    const orelse = handlers.length > 0 ? this.elseBlock() : [];
    let finalbody: readonly Statement[] = [];
    if (this.isWord('finally')) {
      const word = this.advance();
      this.forceOp(':');
      finalbody = this.block("'finally' statement", word);
    } else if (handlers.length === 0) {
      const token = this.checked();
      const end = this.text.trimEnd().length;
      const at = token.kind === 'end' || token.from >= this.text.length ? { from: end, to: end + 1 } : token;
      this.fail("expected 'except' or 'finally' block", at);
    }
    handlers.forEach((handler, i) => {
      if (handler.type === null && i < handlers.length - 1) this.fail("default 'except:' must be last", handler);
    });
    return { kind: 'Try', body, handlers, orelse, finalbody, ...this.span(start) };
  }

  private exceptHandler(): ExceptHandler {
    const start = this.advance();
    const star = this.takeOp('*');
    let type: Expression | null = null;
    let name: string | null = null;
    if (star && this.isOp(':')) this.fail('expected one or more exception types', this.token);
    if (!this.isOp(':')) {
      if (this.is('newline')) this.colon();
      type = this.expression();
      if (this.isOp(',')) {
        const first = type;
        while (this.takeOp(',')) this.expression();
        this.fail('multiple exception types must be parenthesized', { from: first.from, to: this.previous.to });
      }
      if (this.takeWord('as')) name = this.expectName().text;
    }
    this.colon();
    const body = this.block("'except' statement", start);
    return { kind: 'ExceptHandler', type, name, body, star, ...this.span(start) };
  }

  private withStatement(): Statement {
    const start = this.advance();
    const items = this.attempt(() => this.parenthesizedItems()) ?? this.withItems(':');
    this.colon();
    const body = this.block("'with' statement", start);
    return { kind: 'With', items, body, ...this.span(start) };
  }

  private parenthesizedItems(): WithItem[] {
    this.expectOp('(');
    const items = this.withItems(')');
    this.expectOp(')');
    if (!this.isOp(':')) this.unexpected();
    return items;
  }

  private withItems(close: string): WithItem[] {
    const items: WithItem[] = [];
    do {
      if (close === ')' && items.length > 0 && this.isOp(close)) break;
      const start = this.token;
      const context = this.expression();
      let target: Expression | null = null;
      if (this.takeWord('as')) {
        target = this.isOp('*') ? this.starred() : this.binary(0);
        const invalid = invalidTarget(target, 'assign');
        if (invalid !== null) this.fail(`cannot assign to ${expressionName(invalid)}`, invalid);
      }
      items.push({ kind: 'WithItem', context, target, ...this.span(start) });
    } while (this.takeOp(','));
    return items;
  }

  private decorated(): Statement {
    const decorators: Expression[] = [];
    while (this.takeOp('@')) {
      decorators.push(this.namedExpression());
      if (!this.is('newline')) this.unexpected();
      this.at++;
    }
    const token = this.checked();
    if (this.isWord('def')) return this.functionDefinition(decorators, token);
    if (this.isWord('class')) return this.classDefinition(decorators, token);
    if (this.isWord('async')) return this.fail("'async' does not run here: programs are not asynchronous", token);
    return this.unexpected();
  }

  private functionDefinition(decorators: readonly Expression[], start: Token): Statement {
    this.advance();
    const name = this.expectName().text;
    this.forceOp('(');
    const args = parseParameters(this, ')', true);
    if (!this.takeOp(')')) this.unexpected();
    const returns = this.takeOp('->') ? this.expression() : null;
    this.forceOp(':');
    const body = this.block('function definition', start);
    return {
      kind: 'FunctionDef',
      name,
      args,
      body,
      decorators,
      returns,
      doc: this.docstring(body),
      ...this.span(start),
    };
  }

  private classDefinition(decorators: readonly Expression[], start: Token): Statement {
    this.advance();
    const name = this.expectName().text;
    const { args: bases, keywords } = this.isOp('(') ? parseCallArguments(this) : { args: [], keywords: [] };
    this.forceOp(':');
    const body = this.block('class definition', start);
    return {
      kind: 'ClassDef',
      name,
      bases,
      keywords,
      body,
      decorators,
      doc: this.docstring(body),
      ...this.span(start),
    };
  }

  /** `match` is a keyword only where a match statement follows; null if it is a name here. */
  private matchStatement(): Statement | null {
    const start = this.token;
    const subject = this.attempt(() => {
      this.at++;
      if (!this.startsExpression() && !this.isOp('*')) this.unexpected();
      const value = this.isOp('*') ? this.starExpressions() : this.matchSubject();
      if (!this.isOp(':') || this.peek().kind !== 'newline') this.unexpected();
      const first = this.peek(2).kind === 'indent' ? this.peek(3) : this.peek(2);
      if (first.text !== 'case') this.unexpected();
      return value;
    });
    if (subject === null) {
      this.colonlessMatch();
      return null;
    }
    this.at += 2;
    if (!this.is('indent')) {
      const message = `expected an indented block after 'match' statement on line ${this.line(start)}`;
      this.fail(message, this.checked(), 'IndentationError');
    }
    this.at++;
    const cases: MatchCase[] = [];
    while (this.isWord('case')) {
      const word = this.advance();
      const pattern = this.patterns();
      const guard = this.takeWord('if') ? this.namedExpression() : null;
      this.colon();
      const body = this.block("'case' statement", word);
      cases.push({ kind: 'MatchCase', pattern, guard, body, ...this.span(word) });
    }
    if (this.is('dedent')) this.at++;
    else this.unexpected();
    for (const { pattern, guard } of cases.slice(0, -1)) if (guard === null) this.rejectIrrefutable(pattern);
    return { kind: 'Match', subject, cases, ...this.span(start) };
  }

  /** Complains about `match x` without its colon, where cases follow. */
  private colonlessMatch(): void {
    const { at } = this;
    const end = this.attempt(() => {
      this.at++;
      if (!this.startsExpression()) this.unexpected();
      this.matchSubject();
      if (!this.is('newline') || this.peek().kind !== 'indent' || this.peek(2).text !== 'case') this.unexpected();
      return this.token;
    });
    this.at = at;
    if (end !== null) this.fail("expected ':'", { from: end.from, to: end.from + 1 });
  }

  private matchSubject(): Expression {
    const start = this.token;
    const first = this.namedExpression();
    return this.isOp(',') ? this.tupleFrom(start, first, () => this.starNamedExpression()) : first;
  }
}

/** Parses a program; throws a SyntaxProblem. */
export function parse(text: string): Module {
  const tokens = tokenize(text);
  const parser = new Parser(text, tokens);
  try {
    return parser.module();
  } catch (error) {
    throw error instanceof SyntaxProblem ? prevailing(error, text, tokens, parser.furthest) : error;
  }
}

/** CPython looks through the rest of the text: what its tokenizer finds there outweighs what the parser found. */
function prevailing(problem: SyntaxProblem, text: string, tokens: readonly Token[], furthest: number): SyntaxProblem {
  const wrong = tokens.at(-1)!;
  if (wrong.kind !== 'error' || wrong.problem === problem || problem.kind !== 'SyntaxError') return problem;
  const lines = new LineTable(text);
  const open = wrong.open?.at(-1);
  const unclosed = wrong.problem!.message.endsWith('was never closed');
  if (!unclosed && wrong.problem!.kind === 'SyntaxError' && wrong.problem!.message !== 'invalid syntax')
    return wrong.problem!;
  // The error token itself lies at the bracket it is about.
  const reached = tokens[Math.min(furthest, tokens.length - 2)]?.from ?? 0;
  if (open === undefined || lines.place(reached).line <= lines.place(open.from).line) return problem;
  return new SyntaxProblem(`'${text[open.from]!}' was never closed`, open);
}
