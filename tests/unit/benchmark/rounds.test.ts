import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { playRounds, type Contestant, type Turn } from '../../../src/lib/benchmark/rounds.ts';

const quiet = { rounds: 2, budget: 100, onTurn: () => undefined };

const contestant = (name: string, calls: string[], fails = false): Contestant => ({
  name,
  measure: async () => {
    calls.push(name);
    return Promise.resolve(fails ? { failed: 'no such thing' } : { times: [2] });
  },
});

describe('rounds', () => {
  it('give each contestant its turn, round after round', async () => {
    const calls: string[] = [];
    const { times } = await playRounds([contestant('a', calls), contestant('b', calls)], quiet);
    assert.deepEqual(calls, ['a', 'b', 'a', 'b', 'a', 'b']);
    assert.deepEqual(times, { a: [[2], [2]], b: [[2], [2]] });
  });

  it('leave out who fails, and say why', async () => {
    const calls: string[] = [];
    const { times, absent } = await playRounds([contestant('a', calls, true), contestant('b', calls)], quiet);
    assert.deepEqual(calls, ['a', 'b', 'b', 'b']);
    assert.deepEqual(Object.keys(times), ['b']);
    assert.deepEqual(absent, { a: 'no such thing' });
  });

  it('say how far they are, and how far it is', async () => {
    const turns: string[] = [];
    const onTurn = ({ round, contestant, done, total }: Turn): void =>
      void turns.push(`${round} ${contestant} ${done}/${total}`);
    await playRounds([contestant('a', [], true), contestant('b', [])], { ...quiet, onTurn });
    assert.deepEqual(turns, ['0 a 0/6', '0 b 1/4', '1 b 2/4', '2 b 3/4']);
  });
});
