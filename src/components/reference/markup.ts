/** Reference pages as HTML text: thousands of names, so as little markup for each as will do. */
import { element, escapeMarkup } from '../../lib/charts/markup.ts';
import type { Member, ModuleDescription } from '../../lib/python/inspect.ts';
import { documentationOf } from '../../lib/reference/links.ts';
import { PyModule } from '../../lib/python/bind.ts';
import { slugOf } from '../../lib/reference/contents.ts';
import { elsewhere, pathOf } from '../../lib/reference/pages.ts';
import { labels } from './labels.ts';

/** Where a page of the reference is served. */
export type PageUrl = (slug: string) => string;

const code = (text: string): string => element('code', {}, escapeMarkup(text));

/** A name, as a link to its library's own documentation where that has a place for it. */
function name(text: string, href: string | null): string {
  return href === null ? code(text) : element('a', { class: 'docs', href }, code(text));
}

/** `(a, b=1)` with soft places to break a long line. */
const parameters = (member: Member): string =>
  member.parameters === null
    ? ''
    : element('code', { class: 'parameters' }, escapeMarkup(member.parameters).replaceAll(', ', ', <wbr>'));

const permalink = (path: string): string =>
  element('a', { class: 'here', href: `#${path}`, 'aria-label': labels.linkTo(path) }, '#');

/** As a reader looks a name up: capitals do not matter. */
const byName = (a: Member, b: Member): number => a.name.localeCompare(b.name, 'en');

/** A function or class with its signature, and what a class has. */
function entry(module: string, member: Member): string {
  const path = pathOf(module, member.name);
  const href = documentationOf({ module, owner: null, name: member.name, kind: member.kind });
  const bases = member.bases.length > 0 ? labels.derivedFrom(member.bases.join(', ')) : '';
  const kind = member.kind === 'class' || member.kind === 'exception' ? `${member.kind}${bases}` : '';
  const heading = element(
    'h3',
    { id: path },
    name(member.name, href),
    parameters(member),
    kind === '' ? '' : element('small', {}, escapeMarkup(kind)),
    permalink(path),
  );
  const doc = member.doc === null ? '' : element('p', {}, escapeMarkup(member.doc.split('\n')[0] ?? ''));
  return element('div', { class: 'entry' }, heading, doc, classMembers(module, member));
}

function classMembers(module: string, owner: Member): string {
  const present = owner.members
    .filter(({ instead, overrides }) => instead === null && !overrides)
    .filter(({ name, parameters }) => !(name === 'forward' && parameters === '(input)'))
    .sort(byName);
  const items = present.map((member) => {
    const named = { module, owner: owner.name, name: member.name, kind: member.kind };
    const note = member.kind === 'property' || member.kind === 'value' ? element('small', {}, member.kind) : '';
    return element(
      'li',
      { id: pathOf(module, owner.name, member.name) },
      name(`.${member.name}`, documentationOf(named)),
      parameters(member),
      note,
    );
  });
  const absent = owner.members.flatMap(({ name, instead }) => (instead === null ? [] : [[name, instead] as const]));
  const list = items.length === 0 ? '' : element('ul', { class: 'members' }, ...items);
  return list + absentList(pathOf(module, owner.name), absent, '.');
}

/** Values and second names of classes: a name each, side by side. */
function shortList(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return element('div', { class: 'short' }, element('p', { class: 'list-title' }, title), element('ul', {}, ...items));
}

function value(module: string, member: Member): string {
  const href = documentationOf({ module, owner: null, name: member.name, kind: member.kind });
  return element('li', { id: pathOf(module, member.name) }, name(member.name, href));
}

function secondName(module: string, member: Member, url: PageUrl): string {
  const path = pathOf(module, member.name);
  const home = elsewhere(path, member);
  if (home === null) return '';
  const link = element('a', { href: `${url(home.slug)}#${home.path}` }, code(home.path));
  return element('li', { id: path }, code(member.name), ' = ', link);
}

/** What the original has and this has not, gathered by what to use instead. */
function absentList(owner: string, absent: readonly (readonly [string, string])[], before = ''): string {
  if (absent.length === 0) return '';
  const byAdvice = new Map<string, string[]>();
  for (const [name, advice] of absent) byAdvice.set(advice, [...(byAdvice.get(advice) ?? []), name]);
  const rows = [...byAdvice].map(([advice, names]) => {
    const terms = names.map((name) => element('dt', { id: pathOf(owner, name) }, code(before + name)));
    return element('div', {}, ...terms, element('dd', {}, escapeMarkup(advice)));
  });
  return element(
    'div',
    { class: 'absent' },
    element('p', { class: 'list-title' }, labels.absent),
    element('dl', {}, ...rows),
  );
}

/** A module inside another, wherever it is described. */
function submodule(inner: string, url: PageUrl): string {
  return element('li', {}, element('a', { href: `${url(slugOf(inner))}#${inner}` }, code(inner)));
}

/** All of a module's names. `url`: where the other pages are. */
export function moduleMarkup(module: ModuleDescription, url: PageUrl): string {
  const { members } = module;
  const isSecond = (member: Member): boolean => elsewhere(pathOf(module.name, member.name), member) !== null;
  const own = [...members]
    .sort(byName)
    .filter((member) => member.kind !== 'module' && !isSecond(member) && member.instead === null);
  const full = own.filter(({ kind }) => kind !== 'value');
  const submodules = members.flatMap(({ object }) => (object instanceof PyModule ? [object.name] : []));
  const refused = members.flatMap(({ name, instead }) => (instead === null ? [] : [[name, instead] as const]));
  return [
    ...full.map((member) => entry(module.name, member)),
    shortList(
      labels.submodules,
      [...new Set(submodules)].map((inner) => submodule(inner, url)),
    ),
    shortList(
      labels.values,
      own.filter(({ kind }) => kind === 'value').map((member) => value(module.name, member)),
    ),
    shortList(
      labels.secondNames,
      members.filter(isSecond).map((member) => secondName(module.name, member, url)),
    ),
    absentList(module.name, [...refused, ...Object.entries(module.absent)]),
  ].join('');
}

/** Every name of a module as links to where it is described: the index of all pages. */
export function indexMarkup(module: ModuleDescription, page: string): string {
  const items = [...module.members]
    .sort(byName)
    .filter(({ kind, instead }) => kind !== 'module' && instead === null)
    .map(({ name }) => {
      const path = pathOf(module.name, name);
      return element('li', {}, element('a', { href: `${page}#${path}` }, escapeMarkup(name)));
    });
  return element('ul', { class: 'names' }, ...items);
}
