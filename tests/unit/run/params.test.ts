import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  checkParameters,
  ParameterError,
  parseParameters,
  readValue,
  setParameter,
  setParameters,
} from '../../../src/lib/run/params.ts';

const one = (line: string) => {
  const [parameter, ...rest] = parseParameters(line);
  assert.ok(parameter, `${line}: no parameter, ${JSON.stringify(checkParameters(line))}`);
  assert.equal(rest.length, 0);
  return parameter;
};

describe('parseParameters', () => {
  it('reads a slider', () => {
    assert.deepEqual(one('weight_decay = 1e-4  # @param {type:"slider", min:0, max:0.1, step:0.0001}'), {
      name: 'weight_decay',
      value: 1e-4,
      line: 1,
      float: true,
      type: 'slider',
      min: 0,
      max: 0.1,
      step: 0.0001,
    });
  });

  it('reads each of the other forms', () => {
    const number = one('a = -2.5  # @param {type:"number"}');
    assert.deepEqual([number.type, number.value, number.float], ['number', -2.5, true]);
    const integer = one('a = 1_000  #@param {type: "integer"}');
    assert.deepEqual([integer.type, integer.value, integer.float, integer.step], ['integer', 1000, false, 1]);
    const boolean = one('a = True # @param {type:"boolean"}');
    assert.deepEqual([boolean.type, boolean.value], ['boolean', true]);
    const string = one(`a = 'it\\'s # here'  # @param {type:"string"}`);
    assert.deepEqual([string.type, string.value], ['string', "it's # here"]);
    const choice = one('a = "SGD"  # @param ["SGD", "Adam"]');
    assert.deepEqual([choice.type, choice.options, choice.allowInput], ['choice', ['SGD', 'Adam'], false]);
    const open = one('a = "SGD"  # @param ["SGD", "Adam"] {allow-input: true}');
    assert.equal(open.allowInput, true);
    const raw = one('a = 32  # @param [16, 32, 64] {type:"raw"}');
    assert.deepEqual(raw.options, [16, 32, 64]);
    assert.equal(one('a = False  # @param').type, 'boolean');
    assert.equal(one('a: float = 0.5  # @param').value, 0.5);
  });

  it('gives the lines in order and leaves everything else alone', () => {
    const source =
      'import torch\nx = 1  # @param\ny = 2  # a comment\n# z = 3  # @param\nw = "# @param"\nv = .5  # @param\n';
    assert.deepEqual(
      parseParameters(source).map(({ name, line }) => [name, line]),
      [
        ['x', 2],
        ['v', 6],
      ],
    );
    assert.deepEqual(checkParameters(source), []);
  });

  it('leaves out what it cannot understand, and says why', () => {
    const problems = (line: string) => {
      assert.deepEqual(parseParameters(line), []);
      return checkParameters(line).map(({ message }) => message);
    };
    assert.match(problems('a = f(1)  # @param')[0]!, /needs a number, a string, True or False/);
    assert.match(problems('a = 1  # @param {type:"slidr"}')[0]!, /type is slider, .* not slidr/);
    assert.match(problems('a = 1  # @param {type:"slider", min:3, max:1}')[0]!, /min and max/);
    assert.match(problems('a = 1  # @param {type:"slider", min:0, max:1, step:0}')[0]!, /step/);
    assert.match(problems('a = "x"  # @param {type:"number"}')[0]!, /the value is a string/);
    assert.match(problems('a = 1  # @param {type:"number"')[0]!, /',' expected, not 'the end'/);
    assert.match(problems('a = 1  # @param [1, 2')[0]!, /',' expected/);
    assert.match(problems('a = 1  # @param []')[0]!, /nothing to choose/);
  });

  it('finds every parameter of the bundled listings', () => {
    const source = readFileSync(join(import.meta.dirname, '../../../src/content/listings/regularization.py'), 'utf8');
    assert.deepEqual(
      parseParameters(source).map(({ name }) => name),
      [
        'seed',
        'learning_rate',
        'dropout',
        'dropout_after',
        'weight_decay',
        'l1',
        'l1_by',
        'wrong_labels',
        'images',
        'epochs',
      ],
    );
    assert.deepEqual(checkParameters(source), []);
  });
});

describe('setParameter', () => {
  const source =
    'seed = 0  # @param {type:"integer"}\r\nrate = 0.5   # @param {type:"slider", min:0, max:1}\nprint(rate)\n';

  it('changes the literal and nothing else', () => {
    assert.equal(setParameter(source, 'seed', 7), source.replace('seed = 0', 'seed = 7'));
    assert.equal(setParameter(source, 'rate', 0.25), source.replace('rate = 0.5', 'rate = 0.25'));
  });

  it('keeps floats floats, and ints ints where they are', () => {
    assert.match(setParameter(source, 'rate', 1), /^rate = 1\.0 {3}#/m);
    assert.match(setParameter(source, 'rate', 1e-7), /^rate = 1e-7 {3}#/m);
    assert.match(setParameter('a = 1  # @param', 'a', 2), /^a = 2 /);
    assert.match(setParameter('a = 1  # @param', 'a', 2.5), /^a = 2\.5 /);
  });

  it('writes Python literals', () => {
    assert.equal(setParameter('a = True  # @param', 'a', false), 'a = False  # @param');
    assert.equal(setParameter("a = 'x'  # @param", 'a', 'say "hi"\n'), 'a = "say \\"hi\\"\\n"  # @param');
  });

  it('changes the last of two assignments, which is the one that counts', () => {
    assert.equal(setParameter('a = 1  # @param\na = 2  # @param\n', 'a', 3), 'a = 1  # @param\na = 3  # @param\n');
  });

  it('gives back what parseParameters reads', () => {
    const changed = setParameters(source, { seed: 3, rate: 0 });
    assert.deepEqual(
      parseParameters(changed).map(({ value }) => value),
      [3, 0],
    );
  });

  it('refuses names and values that cannot be', () => {
    const refusal = (name: string, value: number | string | boolean) => {
      try {
        setParameter(`${source}c = "x"  # @param ["x", "y"]\n`, name, value);
      } catch (error) {
        assert.ok(error instanceof ParameterError);
        return error.message;
      }
      return assert.fail('accepted');
    };
    assert.match(refusal('sead', 1), /no parameter 'sead': its # @param lines set seed, rate, c/);
    assert.match(refusal('seed', 'x'), /seed is a number, not "x"/);
    assert.match(refusal('seed', 1.5), /whole number/);
    assert.match(refusal('rate', Number.NaN), /finite/);
    assert.match(refusal('c', 'z'), /c is one of x, y, not z/);
  });
});

describe('readValue', () => {
  const source = 'n = 1  # @param\nf = True  # @param\ns = "x"  # @param\n';

  it('reads what a person types', () => {
    assert.equal(readValue(source, 'n', '1e-4'), 1e-4);
    assert.equal(readValue(source, 'f', 'false'), false);
    assert.equal(readValue(source, 's', '1'), '1');
  });

  it('refuses what is not a value of that kind', () => {
    assert.throws(() => readValue(source, 'n', '0x1'), /n is a number, not '0x1'/);
    assert.throws(() => readValue(source, 'n', ''), /n is a number/);
    assert.throws(() => readValue(source, 'f', '1'), /f is True or False/);
    assert.throws(() => readValue(source, 'q', '1'), ParameterError);
  });
});

describe('raw parameters', () => {
  const source =
    'hidden = [256, 128]  # @param {type:"raw"}\nact = nn.ReLU # @param ["nn.ReLU", "nn.Tanh"] {type:"raw"}\n';

  it('are expressions as the program writes them', () => {
    assert.deepEqual(
      parseParameters(source).map(({ name, type, value, options }) => [name, type, value, options]),
      [
        ['hidden', 'raw', '[256, 128]', undefined],
        ['act', 'choice', 'nn.ReLU', ['nn.ReLU', 'nn.Tanh']],
      ],
    );
  });

  it('are written as they are given', () => {
    assert.match(setParameter(source, 'hidden', '(64,) * 2'), /^hidden = \(64,\) \* 2 {2}# @param {type:"raw"}$/m);
    assert.match(setParameter(source, 'act', 'nn.Tanh'), /^act = nn\.Tanh # @param/m);
    const text = 'name = "a # b"  # @param {type:"raw"}';
    assert.equal(parseParameters(text)[0]?.value, '"a # b"');
  });

  it('stay one expression', () => {
    assert.throws(() => setParameter(source, 'hidden', '1 # one'), /one line/);
    assert.throws(() => setParameter(source, 'hidden', ' '), /one line/);
    assert.throws(() => setParameter(source, 'hidden', '1\nimport os'), /one line/);
  });
});
