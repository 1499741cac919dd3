/** The JavaScript heap of a page's workers, asked of the browser's own protocol: no interface of the page tells it. */
import type { Page } from 'playwright';

/** Resolves with the bytes in use by all the workers of a page, after collecting garbage. */
export type WorkerHeap = () => Promise<number>;

interface Answer {
  readonly id: number;
  readonly result?: { readonly usedSize?: number };
}

/** Follows the workers that the page has and starts. */
export async function followWorkerHeap(page: Page): Promise<WorkerHeap> {
  const session = await page.context().newCDPSession(page);
  const workers = new Set<string>();
  const pending = new Map<number, (answer: Answer) => void>();
  let messages = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer;
    pending.get(answer.id)?.(answer);
    pending.delete(answer.id);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

  const ask = async (sessionId: string, method: string): Promise<Answer> => {
    const id = ++messages;
    const answer = new Promise<Answer>((resolve) => pending.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
  return async () => {
    let bytes = 0;
    for (const worker of workers) {
      await ask(worker, 'HeapProfiler.collectGarbage');
      bytes += (await ask(worker, 'Runtime.getHeapUsage')).result?.usedSize ?? 0;
    }
    return bytes;
  };
}
