import { defineConfig, devices } from '@playwright/test';
import { findBrowser, QUIET_FLAGS, WEBGPU_FLAGS } from './scripts/browser.mjs';

/** Another one lets two checkouts be tested at once. */
const PORT = Number(process.env.TEST_PORT ?? 4399);
const SITE = `http://localhost:${PORT}/`;
/** Resolves to this machine, but is not an origin that a browser trusts: there is no `navigator.gpu`. */
const INSECURE_SITE = `http://insecure.test:${PORT}/`;

const executablePath = await findBrowser();
if (executablePath === null) throw new Error('There is no Chromium: `npm run browser` installs one.');

const chromium = (...flags: string[]) => ({
  ...devices['Desktop Chrome'],
  launchOptions: { executablePath, args: [...flags, ...QUIET_FLAGS] },
});

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const SIZES = { light: WIDE, dark: WIDE, phone: PHONE } as const;

/** The built site, as each kind of reader meets it. */
export default defineConfig({
  testDir: 'tests/browser',
  // A test trains a network on a software adapter.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { baseURL: SITE, trace: 'retain-on-failure' },
  webServer: {
    command: `${JSON.stringify(process.execPath)} scripts/serve.ts --port ${PORT}`,
    url: SITE,
    reuseExistingServer: false,
  },
  projects: [
    { name: 'webgpu', testMatch: 'webgpu/*.spec.ts', use: { ...chromium(...WEBGPU_FLAGS), viewport: WIDE } },
    { name: 'null adapter', testMatch: 'null-adapter.spec.ts', use: chromium() },
    {
      name: 'insecure origin',
      testMatch: 'insecure-origin.spec.ts',
      use: { ...chromium('--host-resolver-rules=MAP insecure.test 127.0.0.1'), baseURL: INSECURE_SITE },
    },
    {
      name: 'any computer',
      testMatch: [
        'playground.spec.ts',
        'files.spec.ts',
        'kept-files.spec.ts',
        'reference.spec.ts',
        'same-run.spec.ts',
        'seeds.spec.ts',
      ],
      use: { ...chromium(), viewport: WIDE },
    },
    { name: 'no script', testMatch: 'no-script.spec.ts', use: { ...chromium(), javaScriptEnabled: false } },
    {
      name: 'phone',
      testMatch: ['phone.spec.ts', 'playground.spec.ts', 'files.spec.ts'],
      use: { ...chromium(), viewport: PHONE, hasTouch: true },
    },
    ...(['light', 'dark', 'phone'] as const).map((name) => ({
      name: `accessibility, ${name}`,
      testMatch: 'accessibility.spec.ts',
      ...(name === 'light' ? {} : { grepInvert: /@light/ }),
      use: {
        ...chromium(),
        viewport: SIZES[name],
        colorScheme: name === 'dark' ? ('dark' as const) : ('light' as const),
      },
    })),
  ],
});
