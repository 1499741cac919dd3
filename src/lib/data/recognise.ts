/** Which data set a file belongs to, where its name does not say: MNIST, Fashion-MNIST and KMNIST name theirs alike. */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** MD5 sums of the packed files, as torchvision lists them. */
const FOLDERS: Readonly<Record<string, string>> = {
  f68b3c2dcbeaaa9fbdd348bbdeb94873: 'MNIST',
  d53e105ee54ea40749a09fcbcd1e9432: 'MNIST',
  '9fb629c4189551a2d022fa330f9573f3': 'MNIST',
  ec29112dd5afa0611ce80d1b7f02629c: 'MNIST',
  '8d4fb7e6c68d591d4c3dfef9ec88bf0d': 'FashionMNIST',
  '25c81989df183df01b3e8a0aad5dffbe': 'FashionMNIST',
  bef4ecab320f06d8554ea6380940ec79: 'FashionMNIST',
  bb300cfdad3c16e7a12a480ee83cd310: 'FashionMNIST',
  bdb82020997e1d708af4cf47b453dcf7: 'KMNIST',
  e144d726b3acfaa3e44228e80efcd344: 'KMNIST',
  '5c965bf0a639b31b8f53240b1b52f4d7': 'KMNIST',
  '7320c461ea6c1c855c0b718fb2a4b134': 'KMNIST',
};

/** Where torchvision looks for a file below its root, and whether that is known or taken for granted. */
export interface Place {
  readonly path: string;
  /** False for a file of MNIST's form that is none of the published ones: it is taken for MNIST's. */
  readonly known: boolean;
}

/**
 * @param name The file's own name.
 * @param read Its bytes; asked for only where the name is not enough.
 */
export async function placeOf(name: string, read: () => Promise<Uint8Array>): Promise<Place> {
  if (!/-(?:images-idx3|labels-idx1)-ubyte(?:\.gz)?$/.test(name)) return { path: name, known: true };
  const folder = FOLDERS[bytesToHex(md5(await read()))];
  return { path: `${folder ?? 'MNIST'}/raw/${name}`, known: folder !== undefined };
}
