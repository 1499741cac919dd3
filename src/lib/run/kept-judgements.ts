/** Keeps what runs found out about graphics adapters for as long as the tab lives: a driver may be another one tomorrow. */
import type { Judgements } from '../engine/judgement.ts';

/** This file's address changes with the site's code, and what an older engine was found to do says nothing of a newer one. */
const KEY = `judgements:${import.meta.url}`;

export function keptJudgements(): Judgements {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Judgements;
  } catch {
    // Storage may be forbidden, or not there at all.
    return {};
  }
}

export function keepJudgements(judgements: Judgements): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(judgements));
  } catch {
    // The next run finds out again.
  }
}
