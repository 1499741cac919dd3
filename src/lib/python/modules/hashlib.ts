/** The module `hashlib`: digests of bytes. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_512 } from '@noble/hashes/sha3.js';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { PyBytes } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { plainText, PyObject } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { bytesLike, hexText } from '../types/bytes.ts';

/** One of the library's digests under way. */
interface Digest {
  update(bytes: Uint8Array): Digest;
  digest(): Uint8Array;
  clone(): Digest;
}

interface Algorithm {
  readonly create: () => Digest;
  readonly outputLen: number;
  readonly blockLen: number;
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha3_256,
  sha3_512,
  blake2b,
  blake2s,
};

class Hash extends PyObject {
  readonly name: string;
  readonly state: Digest;

  constructor(name: string, state: Digest) {
    super();
    this.name = name;
    this.state = state;
  }

  get type(): PyType {
    return hashType;
  }

  /** The digest so far; more may follow. */
  digest(): Uint8Array {
    return this.state.clone().digest();
  }
}

/** The bytes of bytes, or of an array that gives them by `tobytes`. */
function* dataOf(value: Value): Task<Uint8Array> {
  if (typeof value === 'string') throw exc.TypeError('Strings must be encoded before hashing');
  const method = yield* getAttributeOr(value, 'tobytes', undefined);
  const bytes = bytesLike(method === undefined ? value : yield* call(method));
  if (bytes === null) throw exc.TypeError('object supporting the buffer API required');
  return bytes;
}

const hashType: PyType = defineClass({
  name: 'HASH',
  module: '_hashlib',
  allocate: null,
  methods: {
    'update(self, obj, /)': function* (self: Hash, data: Value): Task {
      self.state.update(yield* dataOf(data));
      return null;
    },
    'digest(self)': (self: Hash) => new PyBytes(self.digest()),
    'hexdigest(self)': (self: Hash) => hexText(self.digest()),
    'copy(self)': (self: Hash) => new Hash(self.name, self.state.clone()),
    '__repr__(self)': (self: Hash) => `<${self.name} _hashlib.HASH object @ 0x${(0x7f0000000000 + self.id * 16).toString(16)}>`, // prettier-ignore
  },
  properties: {
    name: (self: Hash) => self.name,
    digest_size: (self: Hash) => ALGORITHMS[self.name]!.outputLen,
    block_size: (self: Hash) => ALGORITHMS[self.name]!.blockLen,
  },
});

function* begin(name: string, data: Value | undefined): Task {
  const algorithm = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (algorithm === undefined) throw exc.ValueError(`unsupported hash type ${name}`);
  const hash = new Hash(name, algorithm.create());
  if (data !== undefined) hash.state.update(yield* dataOf(data));
  return hash;
}

const names = (): PySet => new PySet(Object.keys(ALGORITHMS));

export const hashlib = defineModule({
  name: 'hashlib',
  functions: {
    ...Object.fromEntries(
      Object.keys(ALGORITHMS).map((name) => [
        `${name}(string=..., *, usedforsecurity=True)`,
        (data: Value | undefined) => begin(name, data),
      ]),
    ),
    'new(name, data=..., **kwargs)': (name: Value, data: Value | undefined) =>
      begin(plainText(name).toLowerCase(), data),
  },
  members: { algorithms_available: names(), algorithms_guaranteed: names() },
  absent: {
    pbkdf2_hmac: 'the plain digests run here',
    scrypt: 'the plain digests run here',
    file_digest: 'open the file, and give its bytes to a digest',
    sha3_224: 'sha3_256 runs here',
    sha3_384: 'sha3_512 runs here',
    shake_128: 'sha3_256 runs here',
    shake_256: 'sha3_512 runs here',
  },
});
