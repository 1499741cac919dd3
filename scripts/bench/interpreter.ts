/**
 * The interpreter alone: what the Python of one training step costs when torch costs nothing.
 *
 * The program is the inner loop of the lesson on memorization (move a batch, forward, loss, backward, step, count), over objects that answer
 * at once. The clock runs around many steps within one run, so that parsing and the first, slow rounds stay out of it.
 */
import { bind } from './stubs.ts';
import { Interpreter } from '../../src/lib/python/interpreter.ts';

/** One measurement: the median over rounds, and how far the rounds lie apart. */
export interface Measurement {
  readonly key: string;
  readonly unit: 'µs';
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: number;
}

const STEPS = 5000;
const ROUNDS = 15;
const WARM_UP = 5;

const PROGRAM = `
import stub
from bench import mark

def train(model, loader, criterion, optimizer, device):
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(images)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * images.size(0)
        _, predicted = outputs.max(1)
        total += labels.size(0)
        correct += predicted.eq(labels).sum().item()
    return running_loss / total, correct / total

loader = [(stub.Tensor(), stub.Tensor())] * ${STEPS}
for _ in range(${ROUNDS + WARM_UP}):
    mark()
    train(stub.Model(), loader, stub.Model(), stub.Model(), 'cpu')
mark()
`;

/** Microseconds of Python for one training step. The project holds it to at most 100. */
export async function benchInterpreter(): Promise<Measurement> {
  const marks: number[] = [];
  const modules = bind(() => marks.push(performance.now()));
  await new Interpreter({ modules, stdout: () => undefined }).run(PROGRAM, 'step.py');
  const rounds = marks
    .slice(1)
    .map((mark, i) => ((mark - marks[i]!) * 1000) / STEPS)
    .slice(WARM_UP)
    .sort((a, b) => a - b);
  return {
    key: 'python of one training step',
    unit: 'µs',
    median: rounds[rounds.length >> 1]!,
    least: rounds[0]!,
    most: rounds.at(-1)!,
    rounds: rounds.length,
  };
}
