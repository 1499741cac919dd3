import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runInNode } from '../../../scripts/node-runner.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Batches by index, dropout, an optimizer with a state, numbers that are read: whatever could pile up, for 10,000 steps. */
const PROGRAM = `
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter

torch.manual_seed(0)
data = TensorDataset(torch.randn(64, 8), torch.randint(0, 3, (64,)))
model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
writer = SummaryWriter()
step = 0
for epoch in range(1250):
    for x, y in DataLoader(data, batch_size=8, shuffle=True):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
    if step % 1000 == 0:
        writer.add_scalar("loss", loss, step)
print(step)
`;

test('memory stays flat over 10,000 steps', { timeout: 120_000 }, async () => {
  const heap: number[] = [];
  const device: number[] = [];
  let bytes = 0;
  const { end, steps } = await runInNode(
    { source: PROGRAM, filename: 'flat.py', engine: 'wasm' },
    {
      onEvent: (event) => {
        if (event.kind === 'status') bytes = event.deviceBytes;
        if (event.kind !== 'log') return;
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
        device.push(bytes);
      },
    },
  );
  assert.deepEqual(end, { how: 'finished', exitStatus: 0 });
  assert.equal(steps, 10_000);
  assert.equal(heap.length, 10);
  // The first samples are of code that is still being compiled. A step that kept a hundred bytes would be seen.
  const early = Math.max(...heap.slice(1, 4));
  assert.ok(heap.at(-1)! < early + 600_000, `the heap went from ${early} to ${heap.at(-1)} bytes`);
  assert.ok(device[1]! > 0);
  assert.ok(
    Math.max(...device.slice(4)) <= Math.max(...device.slice(1, 4)) * 1.02,
    `device memory: ${device.join(', ')}`,
  );
});
