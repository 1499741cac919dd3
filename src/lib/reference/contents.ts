/** What the pages of the reference are: a title and some packages each. Which modules those have is found out elsewhere. */
export interface Contents {
  /** The last part of the page's address. */
  readonly slug: string;
  readonly title: string;
  /** What is on it, in a sentence. */
  readonly summary: string;
  /** Modules of these names, and those inside them that no other page names more closely. */
  readonly packages: readonly string[];
}

/** In the order in which they are read. */
export const CONTENTS: readonly Contents[] = [
  {
    slug: 'python',
    title: 'Python',
    summary: 'The built-in functions and types, the exceptions, and the modules of the standard library.',
    packages: ['builtins'],
  },
  {
    slug: 'torch',
    title: 'torch',
    summary: 'Tensors: how they are made, what they compute, their dtypes and their gradients.',
    packages: ['torch'],
  },
  {
    slug: 'nn',
    title: 'torch.nn',
    summary: 'Layers, losses and what they are made of: modules, parameters, functions, first weights.',
    packages: ['torch.nn'],
  },
  {
    slug: 'optim',
    title: 'torch.optim',
    summary: 'Optimizers, and the schedules of their learning rates.',
    packages: ['torch.optim'],
  },
  {
    slug: 'data',
    title: 'Data and logs',
    summary: 'Data sets and loaders; and what a run shows while it goes on: SummaryWriter and tqdm.',
    packages: ['torch.utils', 'tqdm'],
  },
  {
    slug: 'torchvision',
    title: 'torchvision',
    summary: 'Data sets of images, transforms, and the pictures of PIL that they work on.',
    packages: ['torchvision', 'PIL'],
  },
  {
    slug: 'numpy',
    title: 'NumPy',
    summary: 'Arrays, what they compute, and NumPy’s own random streams.',
    packages: ['numpy'],
  },
  {
    slug: 'sklearn',
    title: 'scikit-learn',
    summary: 'Metrics, splits for cross-validation, and scaling.',
    packages: ['sklearn'],
  },
];

/** The page whose package names a module most closely; the page about Python has what nobody else has. */
export function slugOf(name: string): string {
  let best = { slug: 'python', length: -1 };
  for (const { slug, packages } of CONTENTS) {
    for (const known of packages) {
      const fits = name === known || name.startsWith(`${known}.`);
      if (fits && known.length > best.length) best = { slug, length: known.length };
    }
  }
  return best.slug;
}
