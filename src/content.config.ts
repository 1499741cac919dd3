import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
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
      }),
    }),
  }),
  results: defineCollection({
    loader: glob({ pattern: '*.json', base: './src/content/results' }),
    schema: resultSchema,
  }),
};
