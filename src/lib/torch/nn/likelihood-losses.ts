/** Negative log likelihoods of targets under a distribution that the network gives. */
import { exc, toFloat } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { reduceLoss } from '../ops/losses.ts';
import { readTensor } from '../ops/reading.ts';
import { apply } from '../tensor.ts';
import { lossFunctions, lossModules, reducedName, type Loss, type LossDefinition } from './loss-definition.ts';

const poissonNll: Loss = ([input, target], option, reduction) =>
  apply(reducedName(reduction, 'Sub'), (x, y) => {
    const eps = op.number(toFloat(option('eps'), 'eps'));
    const loss = option('log_input') === false ? op.sub(x, op.mul(y, op.unary('log', op.add(x, eps)))) : op.sub(op.unary('exp', x), op.mul(y, x)); // prettier-ignore
    if (option('full') !== true) return reduceLoss(loss, reduction);
    const stirling = op.add(op.sub(op.mul(y, op.unary('log', y)), y), op.mul(op.number(0.5), op.unary('log', op.mul(op.number(2 * Math.PI), y)))); // prettier-ignore
    const large = op.binary('greater', y, op.number(1));
    return reduceLoss(op.add(loss, op.where(large, stirling, op.number(0))), reduction);
  }, input!, target!); // prettier-ignore

const gaussianNll: Loss = function* ([input, target, variance], option, reduction) {
  if ((yield* readTensor(variance!)).some((v) => v < 0)) throw exc.ValueError('var has negative entry/entries');
  return apply(reducedName(reduction, 'Mul'), (x, y, v) => {
    const spread = op.binary('maximum', v, op.number(toFloat(option('eps'), 'eps')));
    const difference = op.sub(x, y);
    const half = op.mul(op.number(0.5), op.add(op.unary('log', spread), op.div(op.mul(difference, difference), spread)));
    return reduceLoss(option('full') === true ? op.add(half, op.number(0.5 * Math.log(2 * Math.PI))) : half, reduction);
  }, input!, target!, variance!); // prettier-ignore
};

const LOSSES: readonly LossDefinition[] = [
  { name: 'PoissonNLLLoss', function: 'poisson_nll_loss', inputs: ['log_input', 'target'], options: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'", run: poissonNll },
  { name: 'GaussianNLLLoss', function: 'gaussian_nll_loss', inputs: ['input', 'target', 'var'], options: "*, full=False, eps=1e-6, reduction='mean'", functionOptions: "full=False, eps=1e-6, reduction='mean'", run: gaussianNll },
]; // prettier-ignore

export const likelihoodLosses = lossModules(LOSSES);
export const likelihoodLossFunctions = lossFunctions(LOSSES);
