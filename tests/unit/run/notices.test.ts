/** What a run says on standard error about what differs here, and about calls in the wrong order. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Session } from '../../../src/lib/run/session.ts';

async function run(source: string): Promise<{ stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  const request = { source, filename: 'main.py', engine: 'tfjs-cpu', dataUrl: '', runId: 'run-1' } as const;
  await new Session(
    request,
    (event) => {
      if (event.kind === 'output') output[event.stream] += event.text;
    },
    () => Promise.reject(new Error('no data')),
  ).run();
  return output;
}

const TRAINING =
  'import torch\nm = torch.nn.Linear(1, 1)\no = torch.optim.SGD(m.parameters(), lr=0.1)\ns = torch.optim.lr_scheduler.StepLR(o, 1)\n';

describe('notices', () => {
  it('says once how exact float64 is', async () => {
    const source = 'import torch\nx = torch.ones(2, dtype=torch.float64)\ny = x.double()\nprint(y.dtype)\n';
    const { stdout, stderr } = await run(source);
    assert.equal(stdout, 'torch.float64\n');
    assert.equal(stderr, 'note: float64 is computed as float32 here, so about 7 digits are exact\n');
  });

  it('warns of a scheduler that steps before its optimizer', async () => {
    const { stderr } = await run(`${TRAINING}s.step()\no.step()\ns.step()\n`);
    assert.match(stderr, /^main\.py:5: UserWarning: Detected call of `lr_scheduler\.step\(\)` before `optimizer/);
    assert.equal((await run(`${TRAINING}o.step()\ns.step()\n`)).stderr, '');
  });

  it('says what is near a dtype that does not run here', async () => {
    const { stdout } = await run(
      'import torch\nfor f in (lambda: torch.float16, lambda: torch.ones(1).half(), lambda: torch.nn.Linear(1, 1).half()):\n  try: f()\n  except NotImplementedError as e: print(e)\n',
    );
    assert.equal(stdout, 'torch.float16 does not run here; torch.float32 runs here\n'.repeat(3));
  });
});
