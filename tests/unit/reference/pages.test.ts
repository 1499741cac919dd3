import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PyModule, PyType } from '../../../src/lib/python/bind.ts';
import type { Member } from '../../../src/lib/python/inspect.ts';
import { elsewhere, pathOf, referencePages } from '../../../src/lib/reference/pages.ts';
import { modules } from '../../../src/lib/run/modules/index.ts';
import { output } from '../python/run.ts';

const everyModule = referencePages.flatMap((page) => page.modules);
/** Module and member of each public name on the pages. */
const entries = everyModule.flatMap((module) => module.members.map((member) => ({ module: module.name, member })));

const run = (source: string): Promise<string> => output(source, 'main.py', { modules });

/** Expressions that reach a member and, for a class, its own members. */
function reached(module: string, member: Member): string[] {
  const path = pathOf(module, member.name);
  return [path, ...member.members.map(({ name }) => `${path}.${name}`)];
}

describe('what runs here', () => {
  it('has only names that a program can reach', async () => {
    const imports = everyModule.filter(({ name }) => name !== 'builtins').map(({ name }) => `import ${name}`);
    const expressions = entries.flatMap(({ module, member }) => reached(module, member));
    assert.ok(expressions.length > 2000, 'the pages are not empty');
    const tries = expressions.map((e) => `try:\n    ${e}\nexcept Exception as error:\n    print('${e}', error)`);
    assert.equal(await run([...imports, ...tries].join('\n') + '\n'), '');
  });

  it('has each of them from its module too, by `from … import`', async () => {
    const importable = entries.filter(({ module }) => module !== 'builtins');
    const lines = importable.map(({ module, member }) => `from ${module} import ${member.name}`);
    assert.equal(await run(lines.join('\n') + '\n'), '');
  });

  it('lacks nothing public that the interpreter offers', async () => {
    const names = everyModule.map(({ name }) => name);
    // What the running interpreter itself says that it has, by `dir`.
    const source = names.map((name) =>
      name === 'builtins' ? '' : `import ${name}\nprint(*['${name}.' + n for n in dir(${name}) if n[0] != '_'])`,
    );
    const offered = (await run(source.join('\n') + '\n')).split(/\s+/).filter((path) => path !== '');
    const listed = new Set(entries.map(({ module, member }) => `${module}.${member.name}`));
    const submodules = new Set(names);
    assert.deepEqual(
      offered.filter((path) => !listed.has(path) && !submodules.has(path)),
      [],
    );
    for (const [name, module] of modules) {
      assert.ok(submodules.has(name), `${name} is on a page`);
      assert.equal(module.options.attribute, undefined, `${name} finds names on demand, which cannot be listed`);
    }
  });

  it('lists names that are absent only if they are', async () => {
    const absent = everyModule.flatMap(({ name, absent }) => Object.keys(absent).map((key) => [name, key] as const));
    const lines = absent.map(
      ([module, name]) =>
        `import ${module}\ntry:\n    ${module}.${name}\n    print('${module}.${name}')\nexcept NotImplementedError:\n    pass`,
    );
    assert.equal(await run(lines.join('\n') + '\n'), '');
  });

  it('has each class once, and everywhere else a reference to it', () => {
    const at = new Map<object, string[]>();
    for (const { module, member } of entries) {
      if (!(member.object instanceof PyType)) continue;
      const path = pathOf(module, member.name);
      if (elsewhere(path, member) !== null) continue;
      at.set(member.object, [...(at.get(member.object) ?? []), path]);
    }
    for (const [, paths] of at) assert.equal(paths.length, 1, `described at ${paths.join(' and ')}`);
  });

  it('says defaults that are members of an enumeration as torchvision does', () => {
    const transforms = everyModule.find(({ name }) => name === 'torchvision.transforms');
    const parameters = (name: string) => transforms?.members.find((member) => member.name === name)?.parameters;
    assert.equal(
      parameters('Resize'),
      '(size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=None)',
    );
    assert.match(parameters('RandomRotation') ?? '', /interpolation=InterpolationMode\.NEAREST/);
  });

  it('counts a function that only refuses as absent', () => {
    const tensorboard = everyModule.find(({ name }) => name === 'torch.utils.tensorboard');
    const writer = tensorboard?.members.find(({ name }) => name === 'SummaryWriter');
    const instead = (name: string) => writer?.members.find((member) => member.name === name)?.instead;
    assert.match(instead('add_graph') ?? '', /add_scalar/);
    assert.equal(instead('add_scalar'), null);
  });

  it('finds modules that are reached through others only', () => {
    const members = entries.filter(({ member }) => member.object instanceof PyModule);
    const names = new Set(everyModule.map(({ name }) => name));
    for (const { member } of members) assert.ok(names.has((member.object as PyModule).name), member.name);
  });
});
