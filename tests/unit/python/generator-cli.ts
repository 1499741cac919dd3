/** Writes generated programs as a JSON list: `node generator-cli.ts FIRST COUNT`. See `tests/reference/python-generated.py`. */
import { generatedProgram } from './generator.ts';

const [first = 0, count = 400] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(Array.from({ length: count }, (_, i) => generatedProgram(first + i))));
