import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpFor } from '../../../src/components/bench/error-help.ts';

const help = (type: string, message: string) => helpFor({ type, message });

test('a name that is absent leads to its entry', () => {
  const lstm = 'torch.nn.LSTM does not run here; nn.Linear and nn.Conv2d run here';
  assert.equal(help('NotImplementedError', lstm), 'nn/#torch.nn.LSTM');
  assert.equal(help('NotImplementedError', 'eval() does not run here; write the code'), 'python/#eval');
});

test('a name that nobody has leads to its module', () => {
  assert.equal(
    help('AttributeError', "module 'torch.optim' has no attribute 'Sgd'. Did you mean: 'SGD'?"),
    'optim/#torch.optim',
  );
  assert.equal(help('ImportError', "cannot import name 'Linaer' from 'torch.nn' (unknown location)"), 'nn/#torch.nn');
});

test('a package that is not here leads to the overview', () => {
  assert.equal(help('ModuleNotFoundError', "No module named 'pandas'"), '');
  assert.equal(help('NotImplementedError', 'SummaryWriter.add_graph does not run here; add_scalar does'), '');
});

test('other errors lead nowhere', () => {
  assert.equal(help('AttributeError', "'Net' object has no attribute 'fc1'"), null);
  assert.equal(help('ValueError', 'shapes do not fit'), null);
});
