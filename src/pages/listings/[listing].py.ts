import type { APIRoute, GetStaticPaths } from 'astro';

const sources = import.meta.glob<string>('../../content/listings/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every listing as a file to download: the very text that the pages show and run. */
export const getStaticPaths: GetStaticPaths = () =>
  Object.entries(sources).map(([path, source]) => ({
    params: { listing: path.replace(/^.*\/|\.py$/g, '') },
    props: { source },
  }));

export const GET: APIRoute<{ source: string }> = ({ props }) =>
  new Response(props.source, { headers: { 'Content-Type': 'text/x-python; charset=utf-8' } });
