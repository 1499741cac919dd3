import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { resultSchema } from './lib/results/schema.ts';

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({
      extend: z.object({
        /** Which slide of the deck the lesson belongs to; printed above its title. */
        slide: z.number().int().min(1).max(10).optional(),
        /** The question that the lesson answers, in one sentence; printed under its title. */
        question: z.string().optional(),
        /** The listings that the lesson measures, without `.py`: where the results page sends who looks at their tables. */
        listings: z.array(z.string()).optional(),
      }),
    }),
  }),
  results: defineCollection({
    loader: glob({ pattern: '*.json', base: './src/content/results' }),
    schema: resultSchema,
  }),
  references: defineCollection({
    loader: file('./src/content/references/works.json'),
    schema: z.object({
      /** Full names, as the work prints them. */
      authors: z.string(),
      /** What the prose calls the authors, for example "Arpit and colleagues". */
      short: z.string(),
      title: z.string(),
      /** Where it was published, for example "ICML" or "Journal of Machine Learning Research 15". */
      venue: z.string(),
      year: z.number().int(),
      url: z.url(),
    }),
  }),
  glossary: defineCollection({
    loader: file('./src/content/glossary/terms.json'),
    schema: z.object({
      term: z.string(),
      /** In one to three sentences of plain text. */
      definition: z.string(),
    }),
  }),
};
