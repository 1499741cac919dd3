/** A page with nothing on it, which measures for `scripts/bench/browser.ts`. */
import { Contestants } from '../../../src/lib/benchmark/contestants.ts';
import { Unavailable, type Effort, type Workload } from '../../../src/lib/benchmark/contest.ts';
import { RunClient } from '../../../src/lib/run/client.ts';

/** What came of a measurement; errors do not cross to Node with their class. */
export type Outcome =
  { readonly times: readonly number[] } | { readonly unavailable: string } | { readonly failed: string };

declare global {
  var measure: (workload: Workload, contestant: string, effort: Effort) => Promise<Outcome>;
  var closeContestants: () => void;
}

/** Nothing is drawn here, so no program has to wait. */
const contestants = new Contestants(new RunClient(undefined, 0), '/data/');

globalThis.measure = async (workload, contestant, effort) => {
  try {
    return { times: await contestants.measure(workload, contestant, effort) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof Unavailable ? { unavailable: message } : { failed: message };
  }
};

globalThis.closeContestants = () => contestants.close();
