/**
 * Ends this process once everything it wrote has gone out, whatever still holds it: a Chromium that has worked for long
 * may hang when it shuts down, and Playwright ends it with the process.
 */
export const exit = (status: number): void => {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
};
