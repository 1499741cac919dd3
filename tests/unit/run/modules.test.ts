import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogEvent, ProgressReport, RunEvent } from '../../../src/lib/run/protocol.ts';
import { Session } from '../../../src/lib/run/session.ts';

async function run(source: string) {
  const events: RunEvent[] = [];
  const request = { source, filename: 'main.py', engine: 'tfjs-cpu', dataUrl: '', runId: 'run-1' } as const;
  await new Session(
    request,
    (event) => events.push(event),
    () => Promise.reject(new Error('no data')),
  ).run();
  const end = events.at(-1);
  assert.ok(end?.kind === 'end');
  return {
    stdout: events.map((event) => (event.kind === 'output' && event.stream === 'stdout' ? event.text : '')).join(''),
    progress: events.flatMap((event): ProgressReport[] => (event.kind === 'progress' ? [event.progress] : [])),
    log: events.flatMap((event): LogEvent[] => (event.kind === 'log' ? [event.event] : [])),
    error: end.end.how === 'failed' ? `${end.end.error.type}: ${end.end.error.message}` : null,
  };
}

const finished = async (source: string) => {
  const outcome = await run(source);
  assert.equal(outcome.error, null);
  return outcome;
};

describe('tqdm', () => {
  it('walks an iterable and reports its first and last state', async () => {
    const { stdout, progress } = await finished(
      'from tqdm import tqdm\nfor x in tqdm([10, 20, 30], desc="epochs"):\n    print(x)\n',
    );
    assert.equal(stdout, '10\n20\n30\n');
    assert.deepEqual(progress[0], { id: 1, description: 'epochs', done: 0, total: 3, closed: false });
    assert.deepEqual(progress.at(-1), { id: 1, description: 'epochs', done: 3, total: 3, closed: true });
  });

  it('reports seldom, however fast the loop', async () => {
    const { progress } = await finished('from tqdm import trange\nfor i in trange(20000): pass\n');
    assert.equal(progress.at(-1)?.done, 20_000);
    assert.ok(progress.length < 200, String(progress.length));
  });

  it('does not know the length of a generator', async () => {
    const { progress } = await finished('from tqdm.auto import tqdm\nprint(list(tqdm(i for i in range(2))))\n');
    assert.deepEqual(progress.at(-1), { id: 1, description: '', done: 2, total: null, closed: true });
  });

  it('can be driven by hand', async () => {
    const { stdout, progress } = await finished(`
import tqdm
with tqdm.tqdm(total=10, desc="a") as bar:
    bar.update()
    bar.update(4)
    bar.set_description("b")
    bar.set_postfix(loss=0.123456, n=3, name="x")
    print(bar.n, bar.total, len(bar))
    tqdm.tqdm.write("line")
`);
    assert.equal(stdout, '5 10 10\nline\n');
    assert.deepEqual(progress.at(-1), {
      id: 1,
      description: 'b, loss=0.123, n=3, name=x',
      done: 5,
      total: 10,
      closed: true,
    });
  });

  it('keeps nested bars apart, and says nothing when disabled', async () => {
    const nested = await finished('from tqdm import tqdm\nfor a in tqdm([1, 2]):\n    for b in tqdm([1]): pass\n');
    assert.deepEqual([...new Set(nested.progress.map(({ id }) => id))].sort(), [1, 2, 3]);
    const disabled = await finished('from tqdm import tqdm\nfor a in tqdm([1, 2], disable=True): print(a)\n');
    assert.deepEqual(disabled.progress, []);
    assert.equal(disabled.stdout, '1\n2\n');
  });

  it('refuses what it does not know', async () => {
    const { error } = await run('from tqdm import tqdm\ntqdm([1], descr="x")\n');
    assert.match(error ?? '', /^TypeError: .*unexpected keyword argument 'descr'/);
  });
});

describe('SummaryWriter', () => {
  const head = 'import torch\nfrom torch.utils.tensorboard import SummaryWriter\nwriter = SummaryWriter()\n';

  it('logs scalars of every kind of number', async () => {
    const { log } = await finished(
      `${head}writer.add_scalar("a/b", 1, 2)\nwriter.add_scalar("a/b", 0.5, global_step=3)\nwriter.add_scalar("c", torch.tensor(2.5), 4)\nwriter.add_scalar("d", True)\nwriter.close()\n`,
    );
    assert.deepEqual(log, [
      { kind: 'scalar', tag: 'a/b', value: 1, step: 2 },
      { kind: 'scalar', tag: 'a/b', value: 0.5, step: 3 },
      { kind: 'scalar', tag: 'c', value: 2.5, step: 4 },
      { kind: 'scalar', tag: 'd', value: 1, step: 0 },
    ]);
  });

  it('logs several scalars under one tag', async () => {
    const { log } = await finished(`${head}writer.add_scalars("loss", {"train": 1.0, "validation": 2.0}, 7)\n`);
    assert.deepEqual(log, [
      { kind: 'scalar', tag: 'loss/train', value: 1, step: 7, group: 'loss' },
      { kind: 'scalar', tag: 'loss/validation', value: 2, step: 7, group: 'loss' },
    ]);
  });

  it('counts a histogram of a tensor', async () => {
    const { log } = await finished(
      `${head}writer.add_histogram("w", torch.tensor([[0.0, 1.0], [1.0, 4.0]]), 1, bins=4)\n`,
    );
    assert.deepEqual(log, [{ kind: 'histogram', tag: 'w', edges: [0, 1, 2, 3, 4], counts: [1, 2, 0, 1], step: 1 }]);
  });

  it('logs settings with their metrics', async () => {
    const { log } = await finished(
      `${head}writer.add_hparams({"lr": 0.1, "n": 3, "name": "x", "on": True}, {"acc": torch.tensor(0.5)})\n`,
    );
    assert.deepEqual(log, [
      { kind: 'hparams', parameters: { lr: 0.1, n: 3, name: 'x', on: true }, metrics: { acc: 0.5 } },
    ]);
  });

  it('is a context manager', async () => {
    const { log } = await finished(
      'from torch.utils.tensorboard import SummaryWriter\nwith SummaryWriter("runs/x") as w:\n    w.add_scalar("a", 1, 0)\n',
    );
    assert.equal(log.length, 1);
  });

  it('logs images as pixels, and text', async () => {
    const { log } = await finished(
      `${head}writer.add_image("i", torch.tensor([[[0., 1.], [0.5, 2.]]]), 3)\nwriter.add_images("g", torch.ones(9, 1, 1, 2, dtype=torch.uint8))\nwriter.add_image("h", torch.zeros(2, 2), dataformats="HW")\nwriter.add_text("t", "**bold**", 1)\n`,
    );
    const [single, grid, plain, text] = log;
    assert.ok(single?.kind === 'image' && grid?.kind === 'image' && plain?.kind === 'image');
    assert.deepEqual([single.tag, single.width, single.height, single.step], ['i', 2, 2, 3]);
    assert.deepEqual([...single.pixels], [0, 0, 0, 255, 255, 255, 255, 255, 127, 127, 127, 255, 255, 255, 255, 255]);
    assert.deepEqual([grid.width, grid.height, ...grid.pixels.slice(0, 4)], [16, 2, 1, 1, 1, 255]);
    assert.deepEqual([plain.width, plain.height], [2, 2]);
    assert.deepEqual(text, { kind: 'text', tag: 't', text: '**bold**', step: 1 });
    const { error } = await run(`${head}writer.add_image("i", torch.zeros(2, 2))\n`);
    assert.match(error ?? '', /^AssertionError: size of input tensor and input format are different/);
  });

  it('logs how sure a classifier was of each example', async () => {
    const { log } = await finished(
      `import numpy as np\n${head}writer.add_pr_curve("m", torch.tensor([1, 0, 1]), torch.tensor([0.75, 0.5, 1.0]), 3)\nwriter.add_pr_curve("n", np.array([[True], [False]]), np.array([[0.25], [0.125]]), num_thresholds=500)\n`,
    );
    assert.deepEqual(log, [
      { kind: 'pr_curve', tag: 'm', labels: [1, 0, 1], predictions: [0.75, 0.5, 1], step: 3 },
      { kind: 'pr_curve', tag: 'n', labels: [1, 0], predictions: [0.25, 0.125], step: 0 },
    ]);
    const failure = async (args: string) => (await run(`${head}writer.add_pr_curve("m", ${args})\n`)).error ?? '';
    assert.match(await failure('[1, 0], torch.ones(2)'), /^NotImplementedError: Got <class 'list'>, but numpy array,/);
    assert.match(await failure('torch.ones(3), torch.ones(2)'), /^ValueError: weights should have the same shape as a/);
    assert.match(await failure('torch.tensor([3]), torch.ones(1)'), /^ValueError: labels should be 0 or 1, and .* 3/);
    assert.match(
      await failure('torch.ones(1), torch.ones(1), weights=torch.ones(1)'),
      /^NotImplementedError: .*leave weights out/,
    );
    assert.match(await failure('torch.ones(1), torch.ones(1), num_thresholds=0'), /^ValueError: `bins` must be/);
  });

  it('logs a table of examples', async () => {
    const { log } = await finished(
      `import numpy as np\n${head}
writer.add_embedding(torch.tensor([[1, 2], [3, 4]]), metadata=[["7", 1.5], [8, "x"]], metadata_header=["image", "score"], global_step=2, tag="a")
writer.add_embedding(np.array([[0.5], [0.25]]), ["one", 2], torch.zeros(2, 1, 3, 3))
writer.add_embedding(torch.ones(1, 2) > 0)
`,
    );
    const known = { header: ['image', 'score'], metadata: [['7', '1.5'], ['8', 'x']] }; // prettier-ignore
    assert.deepEqual(log, [
      { kind: 'embedding', tag: 'a', points: [[1, 2], [3, 4]], ...known, step: 2 }, // prettier-ignore
      { kind: 'embedding', tag: 'default', points: [[0.5], [0.25]], header: ['label'], metadata: [['one'], ['2']], step: 0 }, // prettier-ignore
      { kind: 'embedding', tag: 'default', points: [[1, 1]], header: [], metadata: [], step: 0 },
    ]);
    const failure = async (args: string) => (await run(`${head}writer.add_embedding(${args})\n`)).error ?? '';
    assert.match(await failure('torch.ones(2, 2), ["a"]'), /^AssertionError: #labels should equal with #data points/);
    assert.match(await failure('torch.ones(2, 2), label_img=torch.ones(1)'), /^AssertionError: #images should equal/);
    assert.match(await failure('torch.ones(2)'), /^AssertionError: mat should be 2D/);
    assert.match(
      await failure('torch.ones(1, 2), [["a"]], metadata_header=["x", "y"]'),
      /^AssertionError: len of header must be equal/,
    );
    assert.match(
      await failure('torch.ones(1, 2), (["a"],), metadata_header=["x"]'),
      /^TypeError: can only concatenate list \(not "tuple"\) to list/,
    );
    assert.match(await failure('[[1, 2]]'), /^NotImplementedError: Got <class 'list'>/);
  });

  it('says what is not shown here, and what is', async () => {
    const { error } = await run(`${head}writer.add_figure("f", None)\n`);
    assert.match(error ?? '', /^NotImplementedError: SummaryWriter\.add_figure does not run here; .*add_scalar/);
  });

  it('refuses what is no number, and no dictionary', async () => {
    assert.match((await run(`${head}writer.add_scalar("a", "x", 0)\n`)).error ?? '', /^ValueError: could not convert/);
    assert.match((await run(`${head}writer.add_scalar("a", None, 0)\n`)).error ?? '', /^TypeError: /);
    assert.match((await run(`${head}writer.add_hparams([], {})\n`)).error ?? '', /^TypeError: hparam_dict should be/);
    assert.match(
      (await run(`${head}writer.add_hparams({"a": []}, {})\n`)).error ?? '',
      /^ValueError: value should be one of/,
    );
    assert.match(
      (await run(`${head}writer.add_histogram("a", [], 0)\n`)).error ?? '',
      /^ValueError: The input has no element/,
    );
    assert.match(
      (await run(`${head}writer.add_histogram("weights", [1.0, float("nan")], 0)\n`)).error ?? '',
      /^ValueError: the values of "weights" are not all finite/,
    );
  });
});
