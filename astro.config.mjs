import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import starlightLinksValidator from 'starlight-links-validator';
import { CONTENTS } from './src/lib/reference/contents.ts';
import { ensureKernels } from './scripts/build-kernels.mjs';
import { freshResults } from './src/lib/results/integration.ts';

const description =
  'Lessons on memorization in deep learning whose PyTorch programs train in the page, on your own machine.';

// Before anything else: once this file has been read, nothing more can be imported from it.
await ensureKernels();

/** `SITE_BASE` is the sub-path the site is served under, `SITE_URL` its origin (for canonical links and the sitemap). */
export default defineConfig({
  base: process.env.SITE_BASE || '/',
  ...(process.env.SITE_URL ? { site: process.env.SITE_URL } : {}),
  trailingSlash: 'always',
  integrations: [
    freshResults(),
    starlight({
      title: 'Understanding Memorization',
      description,
      favicon: '/favicon.svg',
      customCss: [
        './src/styles/fonts.css',
        './src/styles/palette.css',
        './src/styles/starlight.css',
        './src/styles/prose.css',
        './src/styles/charts.css',
        './src/styles/code.css',
        './src/styles/reference.css',
        './src/styles/print.css',
      ],
      components: {
        Head: './src/components/site/Head.astro',
        Hero: './src/components/site/Hero.astro',
        Search: './src/components/site/Search.astro',
        PageTitle: './src/components/site/PageTitle.astro',
        Sidebar: './src/components/site/Sidebar.astro',
        PageSidebar: './src/components/site/PageSidebar.astro',
        TwoColumnContent: './src/components/site/TwoColumnContent.astro',
        SiteTitle: './src/components/site/SiteTitle.astro',
        Pagination: './src/components/site/Pagination.astro',
      },
      head: [
        { tag: 'meta', attrs: { name: 'theme-color', content: '#fbfaf6', media: '(prefers-color-scheme: light)' } },
        { tag: 'meta', attrs: { name: 'theme-color', content: '#15171a', media: '(prefers-color-scheme: dark)' } },
      ],
      sidebar: [
        { label: 'Start', link: '/' },
        { label: 'Lessons', items: [{ autogenerate: { directory: 'lessons' } }] },
        { label: 'Playground', slug: 'playground' },
        {
          label: 'What runs here',
          collapsed: true,
          items: [
            { label: 'Overview', link: '/what-runs-here/' },
            ...CONTENTS.map(({ slug, title }) => ({ label: title, link: `/what-runs-here/${slug}/` })),
          ],
        },
        { label: 'Results', slug: 'results' },
        { label: 'Benchmark', slug: 'benchmark' },
        { label: 'Glossary', slug: 'glossary' },
        { label: 'How these numbers were made', slug: 'about' },
      ],
      pagination: false,
      credits: false,
      plugins: [starlightLinksValidator()],
    }),
  ],
  // The run's worker imports its engine and its data only when a reader presses Run.
  vite: { worker: { format: 'es' } },
});
