/**
 * Random small Python programs, each the same for the same seed. They use what lessons use: numbers, text, containers, loops, functions,
 * classes, exceptions. Most statements may fail, and then the program prints how: messages are compared too.
 */
type Kind = 'int' | 'float' | 'str' | 'bool' | 'list' | 'tuple' | 'dict' | 'set' | 'any';

const KINDS: readonly Kind[] = ['int', 'int', 'float', 'str', 'str', 'bool', 'list', 'list', 'tuple', 'dict', 'set'];

/** mulberry32: the same numbers everywhere for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const INTS = '0 1 2 3 5 7 -1 -4 10 255 1000 2**31 2**53 2**64+1 -10**20 True'.split(' ');
const FLOATS = '0.0 1.0 0.5 -2.5 0.1 3.14159 1e10 1e-7 1e300 123456.789 -0.0 2.675'.split(' ');
const STRINGS = [
  `'a'`,
  `'hello'`,
  `''`,
  `'Hello World'`,
  `'x,y,z'`,
  `' pad '`,
  `'é🙂'`,
  `'12'`,
  `'aXbXc'`,
  `"it's"`,
  `'tab\\tend'`,
];
const SPECS = 'd 5 >8 <8 ^9 08.3f .2f +d x b e g , .1% *^10 s 10.4 _ #x 05'.split(' ');
const EXCEPTIONS = [
  'ValueError',
  'KeyError',
  'ZeroDivisionError',
  'TypeError',
  'IndexError',
  'ArithmeticError',
  'LookupError',
];

class Generator {
  readonly #random: () => number;
  readonly #lines: string[] = [];
  #variables: [string, Kind][] = [];
  readonly #functions: [name: string, parameters: number][] = [];
  readonly #classes: string[] = [];
  /** Counters of while loops: what assigns to one may never end. */
  readonly #counters = new Set<string>();
  #depth = 0;
  #names = 0;
  #inFunction = false;

  constructor(seed: number) {
    this.#random = randomFrom(seed * 7919 + 17);
  }

  program(): string {
    const count = 4 + this.#below(9);
    for (let i = 0; i < count; i++) this.#statement(0);
    this.#line(
      0,
      `print(${this.#variables
        .slice(-5)
        .map(([name, kind]) => (kind === 'set' ? `sorted(${name}, key=repr)` : name))
        .join(', ')})`,
    );
    return this.#lines.join('\n') + '\n';
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)]!;
  }

  #chance(p: number): boolean {
    return this.#random() < p;
  }

  #line(indent: number, text: string): void {
    this.#lines.push('    '.repeat(indent) + text);
  }

  #fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  // Statements

  #statement(indent: number): void {
    const roll = this.#random();
    if (roll < 0.3 || indent > 2) this.#assign(indent);
    else if (roll < 0.46) this.#print(indent);
    else if (roll < 0.54) this.#branch(indent);
    else if (roll < 0.62) this.#loop(indent);
    else if (roll < 0.74) this.#attempt(indent);
    else if (roll < 0.8) this.#mutate(indent);
    else if (roll < 0.86 && indent === 0) this.#define();
    else if (roll < 0.91 && indent === 0) this.#class();
    else if (roll < 0.95) this.#unpack(indent);
    else this.#match(indent);
  }

  #block(indent: number): void {
    const known = this.#variables.slice();
    const count = 1 + this.#below(2);
    for (let i = 0; i < count; i++) this.#statement(indent);
    this.#variables = known;
  }

  #assign(indent: number): void {
    const kind = this.#pick(KINDS);
    const reused = this.#variables.filter(([name, k]) => k === kind && !this.#counters.has(name));
    if (reused.length > 0 && this.#chance(0.3)) {
      const operator = this.#pick(
        kind === 'int' ? ['+=', '-=', '*=', '//=', '%=', '|='] : kind === 'float' ? ['+=', '*=', '/='] : ['+='],
      );
      const fits = kind === 'int' || kind === 'float' || kind === 'str' || kind === 'list' || kind === 'tuple';
      if (fits) return this.#line(indent, `${this.#pick(reused)[0]} ${operator} ${this.#expression(kind)}`);
    }
    const value = this.#expression(kind);
    const name = this.#fresh('v');
    this.#line(indent, `${name} = ${value}`);
    this.#variables.push([name, kind]);
  }

  #print(indent: number): void {
    const kind = this.#pick(KINDS);
    if (kind === 'set') return this.#line(indent, `print(sorted(${this.#expression('set')}, key=repr))`);
    const separator = this.#chance(0.15) ? `, sep=${this.#pick([`''`, `' | '`, `'-'`])}` : '';
    this.#line(
      indent,
      `print(${this.#expression(kind)}, ${this.#expression(this.#pick(['int', 'str', 'float', 'list']))}${separator})`,
    );
  }

  #branch(indent: number): void {
    this.#line(indent, `if ${this.#expression('bool')}:`);
    this.#block(indent + 1);
    if (this.#chance(0.4)) {
      this.#line(indent, `elif ${this.#expression(this.#pick(['bool', 'int', 'str', 'list']))}:`);
      this.#block(indent + 1);
    }
    if (this.#chance(0.6)) {
      this.#line(indent, 'else:');
      this.#block(indent + 1);
    }
  }

  #loop(indent: number): void {
    const name = this.#fresh('i');
    const known = this.#variables.slice();
    if (this.#chance(0.3)) {
      this.#line(indent, `${name} = ${1 + this.#below(4)}`);
      this.#line(indent, `while ${name} > 0:`);
      this.#line(indent + 1, `${name} -= 1`);
      this.#counters.add(name);
      this.#variables.push([name, 'int']);
    } else {
      const [target, source, kind] = this.#pick([
        [name, `range(${this.#pick(['3', '4', '1, 4', '5, 0, -2', '0'])})`, 'int'],
        [name, this.#expression('str'), 'str'],
        [name, `${this.#expression('list')}[:4]`, 'any'],
        [`${name}, _`, `enumerate(${this.#expression('str')}[:3])`, 'int'],
        [`${name}, _`, `zip(range(3), ${this.#expression('list')})`, 'int'],
        [`${name}, _`, `${this.#expression('dict')}.items()`, 'any'],
      ] as const);
      this.#line(indent, `for ${target} in ${source}:`);
      this.#variables.push([name, kind]);
    }
    this.#block(indent + 1);
    if (this.#chance(0.2))
      this.#line(indent + 1, `if ${this.#expression('bool')}: ${this.#pick(['break', 'continue'])}`);
    this.#variables = known;
    if (this.#chance(0.2)) {
      this.#line(indent, 'else:');
      this.#line(indent + 1, `print('else', ${this.#expression('int')})`);
    }
  }

  #attempt(indent: number): void {
    this.#line(indent, 'try:');
    this.#block(indent + 1);
    if (this.#chance(0.3))
      this.#line(indent + 1, `raise ${this.#pick(EXCEPTIONS)}(${this.#expression(this.#pick(['str', 'int']))})`);
    const specific = this.#chance(0.4);
    if (specific) {
      this.#line(
        indent,
        `except ${this.#pick([this.#pick(EXCEPTIONS), `(${this.#pick(EXCEPTIONS)}, ${this.#pick(EXCEPTIONS)})`])} as e:`,
      );
      this.#line(indent + 1, `print('first', repr(e), e.args)`);
    }
    this.#line(indent, 'except Exception as e:');
    this.#line(indent + 1, `print(type(e).__name__, e)`);
    if (this.#chance(0.25)) {
      this.#line(indent, 'else:');
      this.#block(indent + 1);
    }
    if (this.#chance(0.25)) {
      this.#line(indent, 'finally:');
      this.#line(indent + 1, `print('finally', ${this.#expression('int')})`);
    }
  }

  #mutate(indent: number): void {
    const found = this.#variables.filter(([, kind]) => kind === 'list' || kind === 'dict' || kind === 'set');
    if (found.length === 0) return this.#assign(indent);
    const [name, kind] = this.#pick(found);
    const int = (): string => this.#expression('int');
    const change = {
      list: [
        `append(${int()})`,
        `insert(${this.#pick(INTS)}, ${int()})`,
        `pop()`,
        `pop(${this.#pick(['0', '-1', '2'])})`,
        `remove(${int()})`,
        `reverse()`,
        `extend(${this.#expression('list')})`,
        `sort(key=repr)`,
        `index(${int()})`,
        `count(1)`,
      ],
      dict: [
        `update(${this.#expression('dict')})`,
        `pop(${this.#expression('str')}, None)`,
        `pop(${this.#expression('str')})`,
        `setdefault(${this.#expression('str')}, ${int()})`,
        `get(${this.#expression('str')})`,
        `popitem()`,
      ],
      set: [`add(${int()})`, `discard(${int()})`, `remove(${int()})`, `update(${this.#expression('list')})`],
    } as const;
    const roll = this.#random();
    if (kind === 'list' && roll < 0.15) this.#line(indent, `${name}[${this.#slice()}] = ${this.#expression('list')}`);
    else if (kind === 'list' && roll < 0.25)
      this.#line(indent, `del ${name}[${this.#pick(['0', '-1', '1:', '::2', '5'])}]`);
    else if (kind === 'dict' && roll < 0.3)
      this.#line(indent, `${name}[${this.#expression(this.#pick(['str', 'int', 'tuple']))}] = ${int()}`);
    else this.#line(indent, `print(${name}.${this.#pick(change[kind as 'list' | 'dict' | 'set'])})`);
  }

  #define(): void {
    const name = this.#fresh('f');
    const parameters = 1 + this.#below(3);
    const known = this.#variables;
    const names = Array.from({ length: parameters }, (_, i) => `p${i}`);
    const shown = names.map((p, i) => (i === parameters - 1 && this.#chance(0.4) ? `${p}=${this.#pick(INTS)}` : p));
    if (this.#chance(0.15)) shown.push('*rest');
    else if (this.#chance(0.2)) shown.push(`*, key=${this.#pick(FLOATS)}`);
    this.#line(0, `def ${name}(${shown.join(', ')}):`);
    this.#variables = [
      ...known.slice(-2),
      ...names.map((p) => [p, this.#pick<Kind>(['int', 'any', 'str'])] as [string, Kind]),
    ];
    this.#inFunction = true;
    this.#block(1);
    const yields = this.#chance(0.2);
    if (yields) this.#line(1, `for j in range(3): yield ${this.#expression('int')}, j`);
    else this.#line(1, `return ${this.#expression(this.#pick(KINDS.filter((kind) => kind !== 'set')))}`);
    this.#inFunction = false;
    this.#variables = known;
    this.#functions.push([name, parameters]);
    const call = this.#call();
    this.#line(0, yields ? `print(list(${name}(${names.map((_, i) => i + 1).join(', ')})))` : `print(${call})`);
  }

  #class(): void {
    const name = this.#fresh('C');
    const base = this.#classes.length > 0 && this.#chance(0.5) ? `(${this.#pick(this.#classes)})` : '';
    this.#line(0, `class ${name}${base}:`);
    this.#line(1, `shared = ${this.#expression('int')}`);
    this.#line(1, 'def __init__(self, x=1, y=2):');
    if (base !== '') this.#line(2, 'super().__init__(y)');
    this.#line(2, 'self.x, self.y = x, y');
    if (this.#chance(0.6)) this.#line(1, `def __repr__(self): return f'${name}({self.x!r}, {self.y})'`);
    else this.#line(1, `def __repr__(self): return '${name}'`);
    if (this.#chance(0.5))
      this.#line(1, `def __add__(self, other): return ${name}(self.x + other, ${this.#expression('int')})`);
    if (this.#chance(0.4))
      this.#line(1, 'def __eq__(self, other): return isinstance(other, type(self)) and self.x == other.x');
    if (this.#chance(0.4)) this.#line(1, 'def __lt__(self, other): return self.x < other.x');
    if (this.#chance(0.3)) this.#line(1, 'def __len__(self): return self.y');
    if (this.#chance(0.3)) this.#line(1, 'def __getitem__(self, i): return [self.x, self.y][i]');
    if (this.#chance(0.3)) {
      this.#line(1, '@property');
      this.#line(1, 'def area(self): return self.x * self.y');
    }
    this.#classes.push(name);
    const object = this.#fresh('o');
    this.#line(0, `${object} = ${name}(${this.#expression('int')})`);
    const uses = [
      'repr(O)',
      'O + 1',
      'O == O',
      'O < C(3)',
      'len(O)',
      'O[1]',
      'O[2]',
      'O.area',
      'O.x',
      'O.z',
      'O.shared',
      'vars(O)',
      '[*O]',
      'C(1, 2, 3)',
      'C(z=1)',
      'sorted([C(3), C(1)])',
      '3 + O',
      'bool(O)',
      'hash(O)',
      'O()',
      'O.x()',
      'max(O, C(9))',
      'isinstance(O, C)',
      'C.__mro__',
      'f"{O!s:>12}"',
      'C in [1, C]',
    ];
    for (let i = 0; i < 3; i++) {
      const use = this.#pick(uses).replace(/\bO\b/g, object).replace(/\bC\b/g, name);
      if (use.startsWith('hash')) this.#guarded(`${use} is None`);
      else this.#guarded(use);
    }
  }

  #guarded(use: string): void {
    this.#line(0, `try: print(${use})`);
    this.#line(0, 'except Exception as e: print(type(e).__name__, e)');
  }

  #unpack(indent: number): void {
    const [a, b] = [this.#fresh('u'), this.#fresh('u')];
    const pattern = this.#pick([`${a}, ${b}`, `${a}, *${b}`, `*${a}, ${b}`, `[${a}, [${b}, _]]`, `(${a}), ${b}`]);
    this.#line(indent, `try: ${pattern} = ${this.#expression(this.#pick(['list', 'tuple', 'str', 'int', 'dict']))}`);
    this.#line(indent, `except (TypeError, ValueError) as e: ${a} = ${b} = str(e)`);
    this.#line(indent, `print(${a}, ${b})`);
  }

  #match(indent: number): void {
    const cases = [
      'case 0 | 1:',
      'case str(s) if len(s) > 3:',
      'case [a, *rest]:',
      'case {"a": x, **more}:',
      'case (a, b):',
      'case int() | float() as n:',
      'case None | True:',
      'case [1, [a, b]]:',
    ];
    this.#line(
      indent,
      `match ${this.#expression(this.#pick(['int', 'str', 'list', 'dict', 'tuple', 'float', 'bool']))}:`,
    );
    for (let i = 0; i < 3; i++) {
      this.#line(indent + 1, this.#pick(cases));
      this.#line(indent + 2, `print('case', ${i})`);
    }
    this.#line(indent + 1, 'case other: print(other)');
  }

  // Expressions

  #slice(): string {
    return this.#pick(['1:', ':2', '::-1', '::2', '-3:-1', '5:1', '1:100', ':']);
  }

  #call(): string {
    const [name, parameters] = this.#pick(this.#functions);
    const args = Array.from({ length: parameters }, () =>
      this.#expression(this.#pick(['int', 'str', 'float', 'list'])),
    );
    if (this.#chance(0.1)) args.pop();
    if (this.#chance(0.1)) args.push(this.#pick(['5', 'key=2', 'p0=1', '*[1]']));
    return `${name}(${args.join(', ')})`;
  }

  #expression(kind: Kind): string {
    const known = this.#variables.filter(([, k]) => k === kind || k === 'any' || this.#chance(0.02));
    if (known.length > 0 && this.#chance(0.45)) return this.#pick(known)[0];
    if (this.#depth > 2) return this.#leaf(kind);
    this.#depth++;
    try {
      if (this.#functions.length > 0 && !this.#inFunction && this.#chance(0.03)) return this.#call();
      if (this.#chance(0.04))
        return `(${this.#expression(kind)} if ${this.#expression('bool')} else ${this.#expression(kind)})`;
      return this.#pick(this.#forms(kind))();
    } finally {
      this.#depth--;
    }
  }

  /** An f-string. Version 3.11 allows neither its quotes nor a backslash within a field. */
  #formatted(): string {
    const value = this.#expression(this.#pick(['int', 'float']));
    return /['"\\{}]/.test(value) ? `str(${value})` : `f'{${value}:${this.#pick(SPECS)}}'`;
  }

  #leaf(kind: Kind): string {
    switch (kind) {
      case 'float':
        return this.#pick(FLOATS);
      case 'str':
        return this.#pick(STRINGS);
      case 'bool':
        return this.#pick(['True', 'False']);
      case 'list':
        return this.#pick(['[1, 2, 3]', '[]', `['b', 'a']`, '[0.5, 2]', '[[1], [2, 3]]', '[3, 1, 2]']);
      case 'tuple':
        return this.#pick(['(1, 2)', '()', `('a', 1.5)`, '(3,)']);
      case 'dict':
        return this.#pick([`{'a': 1}`, '{}', `{'x': 3, 'y': 4}`, `{1: 'one', 2.0: 'two'}`]);
      case 'set':
        return this.#pick(['{1, 2}', 'set()', '{3, 5, 7}']);
      default:
        return this.#pick(INTS);
    }
  }

  #forms(kind: Kind): readonly (() => string)[] {
    const e = (k: Kind): string => this.#expression(k);
    const leaf = (): string => this.#leaf(kind);
    const number = (): Kind => this.#pick(['int', 'float']);
    switch (kind) {
      case 'int':
      case 'any':
        return [
          leaf,
          () => `(${e('int')} ${this.#pick(['+', '-', '*', '//', '%', '&', '|', '^'])} ${e('int')})`,
          () => `(${e('int')} ${this.#pick(['**', '<<', '>>'])} ${this.#pick(['0', '2', '3', '-1'])})`,
          () => `len(${e(this.#pick(['str', 'list', 'dict', 'tuple', 'set', 'int']))})`,
          () => `${this.#pick(['-', '~', '+', 'abs', 'int', 'round', 'bool'])}(${e('int')})`,
          () => `int(${e(this.#pick(['float', 'str']))})`,
          () => `${e('list')}[${this.#pick(['0', '-1', '1', '9'])}]`,
          () => `${e('dict')}[${e('str')}]`,
          () => `sum(${e('list')})`,
          () => `${this.#pick(['min', 'max'])}(${e('int')}, ${e('int')})`,
          () => `(${e('str')}).${this.#pick(['find', 'count', 'index'])}(${e('str')})`,
          () => `pow(${e('int')}, ${this.#pick(['2', '5'])}, ${this.#pick(['7', '1000', '0'])})`,
          () => `divmod(${e('int')}, ${e('int')})[${this.#below(2)}]`,
          () => `(${e('int')}).bit_length()`,
          () => `(lambda x, y=${this.#pick(INTS)}: x ${this.#pick(['+', '*', '-'])} y)(${e('int')})`,
        ];
      case 'float':
        return [
          leaf,
          () => `(${e(number())} ${this.#pick(['+', '-', '*', '/', '//', '%'])} ${e('float')})`,
          () => `round(${e('float')}, ${this.#pick(['0', '1', '2', '-1', 'None'])})`,
          () => `float(${e(this.#pick(['int', 'str', 'float']))})`,
          () => `(${e('int')} / ${e('int')})`,
          () => `abs(${e('float')})`,
          () => `sum([${e('float')}, ${e('float')}], 0.5)`,
          () => `max(${e('float')}, ${e('int')})`,
        ];
      case 'str':
        return [
          leaf,
          () => `(${e('str')} + ${e('str')})`,
          () =>
            `(${e('str')}).${this.#pick(['upper()', 'lower()', 'title()', 'strip()', 'capitalize()', 'swapcase()', `replace('a', 'bb')`, `center(11, '*')`, 'zfill(6)', 'rjust(7)', 'casefold()', `strip('a ')`, 'expandtabs(4)', `removeprefix('he')`])}`,
          () => `${e('str')}[${this.#slice()}]`,
          () => `${e('str')}[${this.#pick(['0', '-1', '20'])}]`,
          () => this.#formatted(),
          () => `format(${e(this.#pick(['int', 'float', 'str']))}, '${this.#pick(SPECS)}')`,
          () =>
            `'${this.#pick(['%d', '%s', '%5.2f', '%-6s|', '%r', '%x', '%+d', '%s and %s', '%05d'])}' % ${e(this.#pick(['int', 'float', 'str', 'tuple']))}`,
          () =>
            `'${this.#pick(['{}', '{:>5}', '{0}{0}', '{!r}', '{:.2f}', '{} {}', '{x}'])}'.format(${e(this.#pick(['int', 'float', 'str', 'list']))})`,
          () =>
            `${this.#pick(['str', 'repr', 'ascii'])}(${e(this.#pick(['int', 'float', 'str', 'list', 'tuple', 'dict', 'bool']))})`,
          () => `(${e('str')} * ${this.#pick(['2', '0', '-1', '3'])})`,
          () =>
            `${this.#pick([`', '`, `''`])}.join(${this.#pick([`map(str, ${e('list')})`, `sorted(${e('str')})`, `reversed(${e('str')})`, e('list')])})`,
          () => `type(${e(this.#pick(KINDS))}).__name__`,
          () => `${this.#pick(['hex', 'bin', 'oct', 'chr'])}(${e('int')})`,
        ];
      case 'bool':
        return [
          () => `(${e('int')} ${this.#pick(['<', '<=', '==', '!=', '>', '>='])} ${e(number())})`,
          () => `(${e('str')} ${this.#pick(['<', '==', 'in', 'not in'])} ${e('str')})`,
          () => `(${e('int')} in ${e(this.#pick(['list', 'tuple', 'dict', 'set']))})`,
          () => `(not ${e(this.#pick(KINDS))})`,
          () => `(${e('bool')} ${this.#pick(['and', 'or'])} ${e('bool')})`,
          () => `(${e('int')} < ${e('float')} <= ${e('int')})`,
          () => `${this.#pick(['any', 'all'])}(${e('list')})`,
          () =>
            `isinstance(${e(this.#pick(KINDS))}, ${this.#pick(['int', 'str', '(int, float)', 'list', 'dict | set'])})`,
          () =>
            `(${e('str')}).${this.#pick(['isdigit', 'isalpha', 'isupper', 'islower', 'isspace', 'isidentifier', 'istitle', 'isalnum'])}()`,
          () => `(${e('list')} ${this.#pick(['==', '<', '!='])} ${e('list')})`,
          () => `(${e('set')} ${this.#pick(['<=', '>', '=='])} ${e('set')})`,
          () => `(${e('str')}).${this.#pick(['startswith', 'endswith'])}(${e('str')})`,
        ];
      case 'list':
        return [
          leaf,
          () => `[${e('int')}, ${e('float')}, ${e('str')}]`,
          () =>
            `[${this.#pick(['n', 'n * n', 'n % 3', 'str(n)', '(n, -n)', '-n'])} for n in range(${this.#pick(['4', '6'])})${this.#chance(0.4) ? ` if n ${this.#pick(['% 2', '> 1', '!= 2'])}` : ''}]`,
          () =>
            `sorted(${e(this.#pick(['list', 'str', 'tuple']))}${this.#pick(['', ', key=str', ', reverse=True', ', key=repr, reverse=True'])})`,
          () =>
            `list(${this.#pick(['map(str, L)', 'filter(None, L)', 'reversed(L)', 'enumerate(L)', 'zip(L, L[1:])', 'dict.fromkeys(map(str, L))', 'range(len(L))']).replaceAll('L', e('list'))})`,
          () => `(${e('str')}).split(${this.#pick(['', `','`, `'X'`, `' ', 1`, `''`])})`,
          () => `(${e('list')} + ${e('list')})`,
          () => `(${e('list')} * ${this.#pick(['2', '0', '1.5'])})`,
          () => `${e('list')}[${this.#slice()}]`,
          () => `list((${e('dict')}).${this.#pick(['keys', 'values', 'items'])}())`,
          () => `[x for row in [[1, 2], ${e('list')}] for x in row]`,
          () => `[*${e(this.#pick(['list', 'str', 'tuple']))}, ${e('int')}]`,
        ];
      case 'tuple':
        return [
          leaf,
          () => `(${e('int')}, ${e('str')})`,
          () => `tuple(${e(this.#pick(['list', 'str']))})`,
          () => `(${e('tuple')} + ${e('tuple')})`,
          () => `${e('tuple')}[${this.#slice()}]`,
          () => `divmod(${e('int')}, ${e(number())})`,
          () => `(${e('str')}).partition(${this.#pick([`','`, `'l'`, `' '`])})`,
        ];
      case 'dict':
        return [
          leaf,
          () => `{${e('str')}: ${e('int')}, ${e('int')}: ${e('str')}}`,
          () => `{k: v for k, v in zip(${e('str')}, ${e('list')})}`,
          () => `dict(a=${e('int')}, b=${e('float')})`,
          () => `{**${e('dict')}, 'z': ${e('int')}}`,
          () => `(${e('dict')} | ${e('dict')})`,
          () => `dict(${e('list')})`,
          () => `{c: (${e('str')}).count(c) for c in ${e('str')}}`,
        ];
      default:
        return [
          leaf,
          () => `set(${e('list')})`,
          () => `(${e('set')} ${this.#pick(['|', '&', '-', '^'])} ${e('set')})`,
          () => `{n % 4 for n in range(${this.#pick(['3', '9'])})}`,
          () => `{${e('int')}, ${e('int')}}`,
        ];
    }
  }
}

/** The program of a seed. */
export function generatedProgram(seed: number): string {
  return new Generator(seed).program();
}
