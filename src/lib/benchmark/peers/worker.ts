/** Trains with one of the other libraries, which is loaded here and only when it is asked for. */
import { loadFashionMnist } from '../../data/fashion-mnist.ts';
import { Unavailable, type Effort, type Peer } from '../contest.ts';
import type { PeerAnswer, PeerCommand } from './protocol.ts';
import { BATCH, CLASSES, type Data, type PeerWorkload, type Trainer } from './trainer.ts';

/** As many images as the longest block takes. */
const IMAGES = 16 * BATCH;

let trainer: Trainer | null = null;

async function readImages(dataUrl: string): Promise<Data> {
  const read = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(new URL(path, dataUrl));
    if (!response.ok) throw new Error(`the server answered ${response.status} for ${path}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const { images, labels } = await loadFashionMnist('train', IMAGES, read);
  const targets = new Float32Array(IMAGES * CLASSES);
  labels.forEach((label, i) => (targets[i * CLASSES + label] = 1));
  return { images: Float32Array.from(images, (value) => value / 255), targets, count: IMAGES };
}

async function open(peer: Peer, workload: PeerWorkload, data: Data): Promise<Trainer> {
  if (peer === 'jaxjs-webgpu' || peer === 'jaxjs-wasm') {
    const { openJaxjs } = await import('./jaxjs.ts');
    return openJaxjs(peer === 'jaxjs-wasm' ? 'wasm' : 'webgpu', workload, data);
  }
  const { openEager, openFit } = await import('./tfjs.ts');
  const backend = peer.startsWith('tfjs-wasm') ? 'wasm' : 'webgpu';
  return peer.endsWith('fit') ? openFit(backend, workload, data) : openEager(backend, workload, data);
}

async function measure({ steps, blocks, warmUp }: Effort): Promise<number[]> {
  if (trainer === null) throw new Error('nothing was opened');
  const times: number[] = [];
  for (let block = 0; block < warmUp + blocks; block++) {
    const start = performance.now();
    const loss = await trainer.train(steps);
    if (!Number.isFinite(loss)) throw new Error(`its loss is ${loss}`);
    if (block >= warmUp) times.push((performance.now() - start) / steps);
  }
  return times;
}

async function obey(command: PeerCommand): Promise<PeerAnswer> {
  try {
    if (command.kind === 'measure') return { kind: 'done', times: await measure(command.effort) };
    trainer = await open(command.peer, command.workload, await readImages(command.dataUrl));
    return { kind: 'done', times: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', unavailable: error instanceof Unavailable, message };
  }
}

addEventListener('message', ({ data }: MessageEvent<PeerCommand>) => {
  void obey(data).then((answer) => postMessage(answer));
});
