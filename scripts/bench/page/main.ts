/** A page with nothing on it, which measures for `scripts/bench/browser.ts`. */
import { Contestants } from '../../../src/lib/benchmark/contestants.ts';
import { outcomeOf, type Effort, type Outcome, type Workload } from '../../../src/lib/benchmark/contest.ts';
import { RunClient } from '../../../src/lib/run/client.ts';

declare global {
  var measure: (workload: Workload, contestant: string, effort: Effort) => Promise<Outcome>;
  var closeContestants: () => void;
}

/** Nothing is drawn here, so no program has to wait. */
const contestants = new Contestants(new RunClient(undefined, 0), '/data/');

globalThis.measure = (workload, contestant, effort) => outcomeOf(contestants.measure(workload, contestant, effort));

globalThis.closeContestants = () => contestants.close();
