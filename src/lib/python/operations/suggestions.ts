/** The closest name to one that does not exist: CPython's `_compute_suggestion_error`. */

const MAX_CANDIDATES = 750;
const MAX_NAME = 40;
const MOVE = 2;
const CASE = 1;

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE : MOVE;
}

/** Levenshtein's distance, a change of case costing half a change; more than `most` once it exceeds it. */
function distance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let cut = 0;
  while (cut < a.length - start && cut < b.length - start && a[a.length - 1 - cut] === b[b.length - 1 - cut]) cut++;
  let short = a.slice(start, a.length - cut);
  let long = b.slice(start, b.length - cut);
  if (short === '' || long === '') return (short.length + long.length) * MOVE;
  if (short.length > MAX_NAME || long.length > MAX_NAME) return most + 1;
  if (long.length < short.length) [short, long] = [long, short];
  if ((long.length - short.length) * MOVE > most) return most + 1;
  const row = Array.from(short, (_, i) => (i + 1) * MOVE);
  let result = 0;
  for (let i = 0; i < long.length; i++) {
    let previous = (result = i * MOVE);
    let least = Infinity;
    for (let j = 0; j < short.length; j++) {
      const substituted = previous + substitution(long[i]!, short[j]!);
      previous = row[j]!;
      result = Math.min(substituted, Math.min(result, previous) + MOVE);
      row[j] = result;
      least = Math.min(least, result);
    }
    if (least > most) return most + 1;
  }
  return result;
}

/** The candidate nearest to `name`, or null if none is near. */
export function closest(name: string, candidates: readonly string[]): string | null {
  if (candidates.length > MAX_CANDIDATES || name.length > MAX_NAME) return null;
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of [...candidates].sort()) {
    if (candidate === name) continue;
    const allowed = Math.min(Math.floor(((name.length + candidate.length + 3) * MOVE) / 6), bestDistance - 1);
    const d = distance(name, candidate, allowed);
    if (d > allowed) continue;
    best = candidate;
    bestDistance = d;
  }
  return best;
}
