/** Where listings, their settings and their results lie, and how they are read. For Node: the build and the scripts. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultSchema, sweepSchema, type Result, type Sweep } from './schema.ts';

/** A listing that is measured, as it is on disk. */
export interface MeasuredListing {
  /** File name without `.py`. */
  readonly name: string;
  readonly source: string;
  readonly sweep: Sweep;
  /** SHA-256 of the listing's text and of its settings, as lower-case hexadecimal. */
  readonly listingHash: string;
  readonly settingsHash: string;
}

/** A settings or results file that is not what its schema says. */
export class ResultFileError extends Error {
  override readonly name = 'ResultFileError';
}

export const listingPath = (name: string): string => join('src', 'content', 'listings', `${name}.py`);
export const settingsPath = (name: string): string => join('src', 'content', 'listings', `${name}.settings.json`);
export const resultPath = (name: string): string => join('src', 'content', 'results', `${name}.json`);

/** SHA-256 of a text in UTF-8, whichever line ends the checkout gave it. */
export const hashText = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/**
 * The listings that have settings beside them, by name.
 * @param root The project's folder.
 * @throws {ResultFileError} for settings that are not valid.
 */
export function readMeasuredListings(root: string): MeasuredListing[] {
  const suffix = '.settings.json';
  return readdirSync(join(root, 'src', 'content', 'listings'))
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => readMeasuredListing(root, file.slice(0, -suffix.length)));
}

function readMeasuredListing(root: string, name: string): MeasuredListing {
  const path = listingPath(name);
  if (!existsSync(join(root, path))) {
    throw new ResultFileError(`${settingsPath(name)} belongs to no listing: there is no ${path}`);
  }
  const source = readFileSync(join(root, path), 'utf8');
  const settings = readFileSync(join(root, settingsPath(name)), 'utf8');
  const sweep = validate(sweepSchema.safeParse(parseJson(settings, settingsPath(name))), settingsPath(name));
  return { name, source, sweep, listingHash: hashText(source), settingsHash: hashText(settings) };
}

/**
 * The saved result of a listing; null where it was never measured.
 * @throws {ResultFileError} when the file is not valid.
 */
export function readResult(root: string, name: string): Result | null {
  const path = resultPath(name);
  if (!existsSync(join(root, path))) return null;
  return validate(resultSchema.safeParse(parseJson(readFileSync(join(root, path), 'utf8'), path)), path);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultFileError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
type Parsed<T> = { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };

function validate<T>(parsed: Parsed<T>, path: string): T {
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new ResultFileError(`${path} is not valid: ${problems.join('; ')}`);
}
