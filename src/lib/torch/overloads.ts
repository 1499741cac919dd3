/**
 * Where PyTorch's functions have several signatures: with so many arguments (the digits), a call that fits none "received an invalid
 * combination of arguments"; with other counts one signature is meant, and the message is about its argument. Found by asking PyTorch 1.13.
 */
const FUNCTIONS: readonly (readonly [counts: string, names: string])[] = [
  ['012', 'addbmm addcdiv addcmul addmm addmv addmv_ addr baddbmm embedding_bag saddmm sspaddmm'],
  ['01234', 'bucketize scatter_add'],
  [
    '012345',
    'bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip clip_ conv1d conv2d copysign ctc_loss cummax cummin cumprod cumsum dsplit eq fill fill_ float_power fmod gather ge greater greater_equal gt histogramdd hsplit index_add index_fill index_select isin le lerp less less_equal logcumsumexp logsumexp lt masked_fill moveaxis movedim nanquantile narrow ne not_equal pow quantile remainder result_type rsub scatter searchsorted select tensor_split transpose vsplit xlogy xlogy_',
  ],
  ['01235', 'divide log_softmax softmax subtract'],
  ['01245', 'floor_divide multiply true_divide'],
  ['0125', 'unflatten'],
  ['01345', 'full kthvalue randint randint_like'],
  ['0135', 'div'],
  ['015', 'add sub'],
  ['0234', 'normal'],
  [
    '02345',
    'all any arange bernoulli cat concat concatenate count_nonzero cumulative_trapezoid empty eye gradient histogram max mean median min mode nanmedian ones prod rand randn randperm repeat_interleave sort squeeze std std_mean sum trapezoid trapz unbind var var_mean zeros',
  ],
  ['0235', 'argsort nuclear_norm where'],
  ['0245', 'round'],
  ['034', 'native_norm'],
  ['0345', 'flatten round_'],
  ['04', 'diagonal'],
  ['05', 'frobenius_norm'],
];

const METHODS: typeof FUNCTIONS = [
  [
    '012345',
    'bitwise_and bitwise_and_ bitwise_left_shift bitwise_left_shift_ bitwise_or bitwise_or_ bitwise_right_shift bitwise_right_shift_ bitwise_xor bitwise_xor_ clamp_max clamp_max_ clamp_min clamp_min_ copysign copysign_ cummax cummin cumprod cumprod_ cumsum cumsum_ divide divide_ dsplit eq eq_ fill_ float_power float_power_ floor_divide floor_divide_ fmod fmod_ gather ge ge_ greater greater_ greater_equal greater_equal_ gt gt_ hsplit index_add index_fill index_fill_ index_select le le_ lerp lerp_ less less_ less_equal less_equal_ log_softmax logcumsumexp logsumexp lt lt_ masked_fill masked_fill_ moveaxis movedim multiply multiply_ nanquantile narrow ne ne_ not_equal not_equal_ pow pow_ quantile remainder remainder_ repeat_interleave scatter scatter_ scatter_add select softmax subtract subtract_ tensor_split transpose true_divide true_divide_ view vsplit xlogy xlogy_',
  ],
  ['0145', 'addcdiv addcdiv_ addcmul addcmul_'],
  ['015', 'addbmm addbmm_ addmm addmm_ addmv addmv_ addr addr_ baddbmm baddbmm_ sspaddmm'],
  ['02345', 'div div_ kthvalue'],
  ['0345', 'add add_ copy_ sub sub_'],
  ['1234', 'to'],
  [
    '12345',
    'all any bernoulli_ clamp clamp_ clip clip_ count_nonzero max mean median min mode nanmedian prod set_ size sort squeeze squeeze_ std stride sum unbind var',
  ],
  ['1235', 'histogram'],
  ['1245', 'argsort random_'],
  ['1345', 'bernoulli'],
  ['2345', 'flatten new nonzero round round_'],
  ['35', 'diagonal'],
  ['45', 'cuda ipu type xpu'],
];

const byName = (groups: typeof FUNCTIONS): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(([counts, names]) => names.split(' ').map((name) => [name, counts] as const)));

const functions = byName(FUNCTIONS);
const methods = byName(METHODS);

/** Whether PyTorch cannot tell which signature a call of so many arguments means; a method's do not count its tensor. */
export const isAmbiguous = (name: string, isMethod: boolean, count: number): boolean =>
  (isMethod ? methods : functions).get(name)?.includes(String(Math.min(count, 5))) ?? false;
