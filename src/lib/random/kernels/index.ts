/** The Mersenne Twister's long draws, four words at a time. `mt19937.ts` says what they mean; this gives the same numbers. */

const N = 624;
const M = 397;

/** Where the generator's words lie while it draws, and what came of it. */
export const STATE: usize = (__heap_base + 15) & ~15;
export const OUT: usize = STATE + N * 4;
/** How many elements there is room for. */
export const ROOM: i32 = 16384;

// @ts-ignore: decorator
@inline
function at(i: i32): usize {
  return STATE + ((<usize>i) << 2);
}

// @ts-ignore: decorator
@inline
function twist(high: u32, low: u32): u32 {
  return (((high & 0x80000000) | (low & 0x7fffffff)) >> 1) ^ ((0 - (low & 1)) & 0x9908b0df);
}

/** New words `i` to `i + 3`; `from` is where the recurrence takes its third word. */
// @ts-ignore: decorator
@inline
function four(i: i32, from: i32): void {
  const high = v128.load(at(i));
  const low = v128.load(at(i + 1));
  const mixed = v128.bitselect(high, low, i32x4.splat(0x80000000));
  const odd = i32x4.neg(v128.and(low, i32x4.splat(1)));
  const twisted = v128.xor(i32x4.shr_u(mixed, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
  v128.store(at(i), v128.xor(v128.load(at(from)), twisted));
}

// @ts-ignore: decorator
@inline
function one(i: i32, from: i32, next: i32): void {
  store<u32>(at(i), load<u32>(at(from)) ^ twist(load<u32>(at(i)), load<u32>(at(next))));
}

function refill(): void {
  let i = 0;
  for (; i + 4 <= N - M; i += 4) four(i, i + M);
  for (; i < N - M; i++) one(i, i + M, i + 1);
  for (; i + 4 <= N - 1; i += 4) four(i, i + M - N);
  for (; i < N - 1; i++) one(i, i + M - N, i + 1);
  one(N - 1, M - 1, 0);
}

function temper(word: u32): u32 {
  let y = word;
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >> 18);
}

// @ts-ignore: decorator
@inline
function tempers(words: v128): v128 {
  let y = v128.xor(words, i32x4.shr_u(words, 11));
  y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)));
  y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)));
  return v128.xor(y, i32x4.shr_u(y, 18));
}

/** Whether the number of 53 bits that two words make is below `high * 2^32 + low`. */
function below(first: u32, second: u32, high: u32, low: f64): bool {
  const top = temper(first) & 0x1fffff;
  return top < high || (top == high && <f64>temper(second) < low);
}

/**
 * `OUT[i] = x < high * 2^32 + low ? value : 0` for `count` numbers x of 53 bits, two words each, from the `index`-th word on.
 * Gives the index of the next word.
 */
export function compare53(index: i32, count: i32, high: u32, low: f64, value: f32): i32 {
  const values = f32x4.splat(value);
  const highs = i32x4.splat(high);
  let out = OUT;
  let left = count;
  while (left > 0) {
    if (index == N - 1) {
      // The last word of this state and the first of the next one.
      const first = load<u32>(at(index));
      refill();
      index = 1;
      store<f32>(out, below(first, load<u32>(at(0)), high, low) ? value : 0);
      out += 4;
      left--;
      continue;
    }
    if (index == N) {
      refill();
      index = 0;
    }
    const pairs = min(left, (N - index) >> 1);
    let i = 0;
    for (; i + 4 <= pairs; i += 4, index += 8, out += 16) {
      const firsts = v128.shuffle<i32>(v128.load(at(index)), v128.load(at(index + 4)), 0, 2, 4, 6);
      const tops = v128.and(tempers(firsts), i32x4.splat(0x1fffff));
      v128.store(out, v128.and(values, i32x4.lt_s(tops, highs)));
      // Where the first word alone does not decide, once in half a million draws.
      if (v128.any_true(i32x4.eq(tops, highs))) {
        for (let j = 0; j < 4; j++) {
          const word = at(index + 2 * j);
          store<f32>(out + 4 * j, below(load<u32>(word), load<u32>(word, 4), high, low) ? value : 0);
        }
      }
    }
    for (; i < pairs; i++, index += 2, out += 4) {
      store<f32>(out, below(load<u32>(at(index)), load<u32>(at(index + 1)), high, low) ? value : 0);
    }
    left -= pairs;
  }
  return index;
}
