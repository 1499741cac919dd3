/**
 * Runs every measured listing, with the short settings of its `check`, under CPython with PyTorch and with our own interpreter on WASM,
 * and compares every number that they log.
 *
 *     node tests/reference/listings.ts [LISTING …]
 *
 * Needs a Python with torch, torchvision, numpy and scikit-learn; `REFERENCE_PYTHON` names one. Runs are short, so that the
 * rounding of 32-bit floats has had no time to grow; a number that counts examples may still differ by one of them.
 */
import { join } from 'node:path';
import { differences, type Tolerance } from '../../src/lib/results/agreement.ts';
import { readMeasuredListings } from '../../src/lib/results/files.ts';
import { kept } from '../../src/lib/results/recording/recorder.ts';
import { measureAnew, programOf } from '../../scripts/measure.ts';
import { runInNode } from '../../scripts/node-runner.ts';
import { Reference } from '../../scripts/pytorch/reference.ts';
import { checkJobs } from '../../scripts/results/jobs.ts';

const TOLERANCE: Tolerance = { absolute: 0.012, relative: 0.002 };

const root = join(import.meta.dirname, '..', '..');
const wanted = process.argv.slice(2);
const listings = readMeasuredListings(root).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const here = { version: process.version, sources: '', run: runInNode };

const reference = await Reference.open(1);
let failed = 0;
try {
  for (const job of listings.flatMap((listing) => checkJobs(listing, 'wasm'))) {
    const { name } = job.listing;
    const pytorch = kept({ seed: job.seed, ...(await reference.run(programOf(job), `${name}.py`)) });
    const { run } = await measureAnew(job, here);
    const problems = differences(pytorch, run, TOLERANCE);
    failed += Number(problems.length > 0);
    console.log(`${problems.length === 0 ? '✔' : '✖'} ${name}`);
    for (const problem of problems) console.log(`    PyTorch's ${problem}`);
  }
} finally {
  await reference.close();
}
console.log(`${listings.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
