import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Allocator, roomFor } from '../../../../src/lib/engine/wasm/allocator.ts';
import { random } from './agreement.ts';

test('rooms hold what they are for and waste a sixteenth at most', () => {
  for (let bytes = 0; bytes < 1e6; bytes += 997) {
    const room = roomFor(bytes);
    assert.ok(room >= bytes && room % 64 === 0);
    assert.ok(room <= Math.max(64, bytes * 1.0625 + 64));
    assert.equal(roomFor(room), room);
  }
});

test('rooms never overlap, and what was given back is used again', () => {
  const draw = random(5);
  const allocator = new Allocator(100, () => undefined);
  const taken: { address: number; bytes: number }[] = [];
  let most = 0;
  for (let round = 0; round < 4000; round++) {
    if (taken.length > 0 && draw() < 0.5) {
      const [{ address, bytes }] = taken.splice(Math.floor(draw() * taken.length), 1) as [(typeof taken)[number]];
      allocator.give(address, bytes);
    } else {
      const bytes = Math.floor(2 ** (draw() * 16));
      const address = allocator.take(bytes);
      assert.equal(address % 64, 0);
      for (const other of taken) {
        assert.ok(address + bytes <= other.address || other.address + other.bytes <= address);
      }
      taken.push({ address, bytes });
    }
    most = Math.max(most, allocator.used);
  }
  assert.ok(allocator.end < 4 * most);
  for (const { address, bytes } of taken) allocator.give(address, bytes);
  assert.equal(allocator.used, 0);
});

test('idle rooms are joined where the memory cannot grow', () => {
  const allocator = new Allocator(0, (end) => {
    if (end > 64 * 1024) throw new RangeError('full');
  });
  const rooms = Array.from({ length: 64 }, () => allocator.take(1024));
  for (const address of rooms) allocator.give(address, 1024);
  assert.doesNotThrow(() => allocator.take(48 * 1024));
  assert.throws(() => allocator.take(48 * 1024), /full/);
});
