/** Keeps the site from being built with numbers that are not its listings' own. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { staleMessage, staleResults } from './freshness.ts';

/** An Astro integration: a stale result fails the build; while editing it is a warning. */
export const freshResults = (): AstroIntegration => {
  let root = '';
  return {
    name: 'fresh-results',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
      },
      'astro:server:start': ({ logger }) => {
        const stale = staleResults(root);
        if (stale.length > 0) logger.warn(staleMessage(stale));
      },
      'astro:build:start': () => {
        const stale = staleResults(root);
        if (stale.length > 0) throw new Error(staleMessage(stale));
      },
    },
  };
};
