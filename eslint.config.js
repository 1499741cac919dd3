import eslintPluginAstro from 'eslint-plugin-astro';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * What each folder of src/lib may import from the others: imports run one way, from what a reader sees to what
 * computes. A folder that is not in its list is out of its reach.
 */
const MAY_IMPORT = {
  libm: [],
  random: ['libm'],
  tensor: ['random'],
  engine: ['tensor', 'random'],
  python: ['libm'],
  data: [],
  png: [],
  charts: ['png'],
  torch: ['python', 'engine', 'tensor', 'random', 'data'],
  torchvision: ['python', 'torch', 'engine', 'tensor', 'random', 'libm', 'data'],
  numpy: ['python', 'torch', 'engine', 'tensor', 'random', 'libm'],
  sklearn: ['python', 'numpy', 'torch', 'engine', 'tensor', 'random'],
  run: ['python', 'torch', 'torchvision', 'numpy', 'sklearn', 'engine', 'random', 'libm', 'data'],
  results: ['run', 'engine', 'png'],
  reference: ['run', 'python'],
  benchmark: ['run', 'engine', 'data'],
};

/** The only doors into the interpreter. */
const PYTHON_DOORS = {
  run: ['bind.ts', 'interpreter.ts'],
  reference: ['bind.ts', 'interpreter.ts', 'inspect.ts'],
  default: ['bind.ts'],
};

const importDirection = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== folder && !allowed.includes(other));
  const doors = PYTHON_DOORS[folder] ?? PYTHON_DOORS.default;
  return {
    files: [`src/lib/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\.\\./)+(?:${forbidden.join('|')})/`,
              message: `src/lib/${folder} may import ${allowed.join(', ') || 'none of its neighbours'} only.`,
            },
            {
              regex: '^(?:\\.\\./)+components/',
              message: 'src/lib knows nothing of components.',
            },
            ...(allowed.includes('python')
              ? [
                  {
                    regex: `^(?:\\.\\./)+python/(?!(?:${doors.map((door) => door.replace('.', '\\.')).join('|')})$)`,
                    message: `The interpreter is reached through python/${doors.join(' and python/')} only.`,
                  },
                ]
              : []),
          ],
        },
      ],
    },
  };
});

/** Folders that run in a worker and in Node, so without a page. */
const NO_PAGE = [
  'libm',
  'random',
  'tensor',
  'engine',
  'python',
  'data',
  'png',
  'torch',
  'torchvision',
  'numpy',
  'sklearn',
  'results',
  'reference',
];
const PAGE_GLOBALS = ['document', 'window', 'localStorage', 'sessionStorage', 'HTMLElement', 'customElements'];

export default defineConfig(
  globalIgnores([
    ...['dist/', '.astro/', '.cache/', 'node_modules/', 'test-results/', 'playwright-report/'],
    // AssemblyScript, which its own compiler checks, and what becomes of it.
    ...['src/lib/engine/wasm/kernels/', 'src/lib/engine/wasm/kernels.generated.js'],
    ...['src/lib/random/kernels/', 'src/lib/random/kernels.generated.js'],
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  // The test runner's describe and it return promises that nobody awaits.
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: NO_PAGE.map((folder) => `src/lib/${folder}/**/*.ts`),
    rules: { 'no-restricted-globals': ['error', ...PAGE_GLOBALS] },
  },
  ...importDirection,
  ...eslintPluginAstro.configs.recommended,
);
