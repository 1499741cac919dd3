import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { resultCsv } from '../../lib/results/csv.ts';
import type { Result } from '../../lib/results/schema.ts';
import { formatResult } from '../../lib/results/write.ts';

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', write: resultCsv },
  json: { type: 'application/json; charset=utf-8', write: formatResult },
} as const;
type Format = keyof typeof FORMATS;

/** Every result as a file to download. */
export const getStaticPaths: GetStaticPaths = async () =>
  (await getCollection('results')).flatMap(({ id, data }) =>
    (['csv', 'json'] as const).map((format) => ({ params: { listing: id, format }, props: { format, data } })),
  );

export const GET: APIRoute<{ format: Format; data: Result }> = ({ props: { format, data } }) =>
  new Response(FORMATS[format].write(data), { headers: { 'Content-Type': FORMATS[format].type } });
