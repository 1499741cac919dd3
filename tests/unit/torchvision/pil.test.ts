import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { converted, hueShifted } from '../../../src/lib/torchvision/pil/convert.ts';
import { bordered, cropped, padded, type PaddingMode } from '../../../src/lib/torchvision/pil/crop.ts';
import * as enhance from '../../../src/lib/torchvision/pil/enhance.ts';
import type { Resampling } from '../../../src/lib/torchvision/pil/filters.ts';
import { affine, type Affine } from '../../../src/lib/torchvision/pil/geometry.ts';
import type { Color, Image, Mode } from '../../../src/lib/torchvision/pil/image.ts';
import { resized } from '../../../src/lib/torchvision/pil/resample.ts';
import { rotated } from '../../../src/lib/torchvision/pil/rotate.ts';
import * as tables from '../../../src/lib/torchvision/pil/tables.ts';
import { TRANSPOSES, transposed } from '../../../src/lib/torchvision/pil/transpose.ts';
import { sampleImage } from './sample-images.ts';

/** [image, operation, arguments, [mode, width, height, digest]], as tests/reference/pil_images.py wrote them with Pillow. */
type Case = [[Mode, number, number, number], string, unknown[], [Mode, number, number, string]];

const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, 'pil-goldens.json'), 'utf8')) as { cases: Case[] };

const color = (image: Image, value: number): Color =>
  image.mode === 'L' ? [value] : [value, Math.floor(value / 2), 255 - value];

const OPERATIONS: Record<string, (image: Image, ...args: never[]) => Image> = {
  resize: (image, width: number, height: number, filter: Resampling) => resized(image, width, height, filter),
  resizeBox: (image, width: number, height: number, filter: Resampling, a: number, b: number, c: number, d: number) =>
    resized(image, width, height, filter, [a, b, c, d]),
  rotate: (image, angle: number, filter: Resampling, expand: boolean, center: [number, number] | null, fill: number) =>
    rotated(image, angle, filter, expand, center, color(image, fill)),
  affine: (image, map: Affine, filter: Resampling, fill: number) =>
    affine(image, image.width, image.height, map, filter, color(image, fill)),
  transpose: (image, how: number) => transposed(image, TRANSPOSES[how]!),
  crop: (image, left: number, top: number, right: number, bottom: number) =>
    cropped(image, left, top, right - left, bottom - top),
  expand: (image, left: number, top: number, right: number, bottom: number, fill: number) =>
    bordered(image, left, top, right, bottom, color(image, fill)),
  pad: (image, left: number, top: number, right: number, bottom: number, mode: PaddingMode) =>
    padded(image, left, top, right, bottom, mode),
  convert: (image, mode: Mode) => converted(image, mode),
  brightness: (image, factor: number) => enhance.withBrightness(image, factor),
  contrast: (image, factor: number) => enhance.withContrast(image, factor),
  saturation: (image, factor: number) => enhance.withSaturation(image, factor),
  sharpness: (image, factor: number) => enhance.withSharpness(image, factor),
  hue: (image, factor: number) => hueShifted(image, Math.trunc(factor * 255)),
  gamma: (image, gamma: number, gain: number) => tables.gammaCorrected(image, gamma, gain),
  posterize: (image, bits: number) => tables.posterized(image, bits),
  solarize: (image, threshold: number) => tables.solarized(image, threshold),
  invert: (image) => tables.inverted(image),
  autocontrast: (image) => tables.autocontrasted(image),
  equalize: (image) => tables.equalized(image),
};

describe("PIL's arithmetic", () => {
  for (const what of Object.keys(OPERATIONS)) {
    const own = cases.filter(([, operation]) => operation === what);
    it(`${what}: the same bytes in ${own.length} cases`, () => {
      assert.ok(own.length > 0);
      const wrong: string[] = [];
      for (const [[mode, width, height, seed], , args, expected] of own) {
        const image = sampleImage(mode, width, height, seed);
        const before = createHash('sha256').update(image.bytes).digest('hex');
        const result = OPERATIONS[what]!(image, ...(args as never[]));
        const digest = createHash('sha256').update(result.bytes).digest('hex').slice(0, 16);
        const got = [result.mode, result.width, result.height, digest];
        if (got.join() !== expected.join())
          wrong.push(`${mode} ${width}x${height} ${JSON.stringify(args)}: ${got.join()} for ${expected.join()}`);
        assert.equal(
          createHash('sha256').update(image.bytes).digest('hex'),
          before,
          'the image itself stays as it was',
        );
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('knows every operation that Pillow was asked for', () => {
    assert.deepEqual(
      [...new Set(cases.map(([, what]) => what))].filter((what) => !(what in OPERATIONS)),
      [],
    );
  });
});
