/** Reporter of `node --test`: prints what failed and how the whole went, so that a failure is not lost among passes. */
import { relative } from 'node:path';

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} source */
export default async function* unitReporter(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details?.type === 'suite';
    if (type === 'test:pass') {
      if (!isSuite) passed++;
      continue;
    }
    const cause = data.details.error?.cause ?? data.details.error;
    // A suite fails with its tests, which have been told; a suite that fails by itself has not.
    if (isSuite && data.details.error?.failureType === 'subtestsFailed') continue;
    failed++;
    const where = data.file ? `${relative(process.cwd(), data.file)}:${data.line}` : '';
    yield `FAIL ${data.name} (${where})\n${String(cause?.stack ?? cause).replace(/^/gm, '     ')}\n`;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
