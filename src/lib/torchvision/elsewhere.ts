/** `torchvision.models` and `torchvision.io`: what programs import from them, and what runs here instead. */
import { absentFunctions, defineModule, sharedAdvice } from '../python/bind.ts';

const WEIGHTS = 'a page cannot fetch networks and their weights; build a network of torch.nn layers and train it here';
const FILES = 'there are no image files; torchvision.datasets has images';

// prettier-ignore
const MODELS = ['alexnet', 'convnext_tiny', 'densenet121', 'efficientnet_b0', 'get_model', 'get_weight', 'googlenet', 'inception_v3', 'list_models', 'mobilenet_v2',
  'mobilenet_v3_large', 'mobilenet_v3_small', 'resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152', 'resnext50_32x4d', 'squeezenet1_0', 'squeezenet1_1', 'swin_t',
  'vgg11', 'vgg11_bn', 'vgg13', 'vgg16', 'vgg16_bn', 'vgg19', 'vit_b_16', 'wide_resnet50_2'];
// prettier-ignore
const NAMES = 'AlexNet_Weights EfficientNet_B0_Weights MobileNet_V2_Weights ResNet18_Weights ResNet34_Weights ResNet50_Weights VGG16_Weights ViT_B_16_Weights ResNet detection segmentation feature_extraction';

/** Functions of a module of which none runs here, for the same reason. */
const functionsElsewhere = (module: string, names: readonly string[], instead: string) =>
  absentFunctions(module, Object.fromEntries(names.map((name) => [`${name}(*args, **kwargs)`, instead])));

export const modelsModule = defineModule({
  name: 'torchvision.models',
  functions: functionsElsewhere('torchvision.models', MODELS, WEIGHTS),
  absent: sharedAdvice(NAMES, WEIGHTS),
});

export const ioModule = defineModule({
  name: 'torchvision.io',
  functions: functionsElsewhere('torchvision.io', ['decode_image', 'read_file', 'read_image', 'read_video', 'write_jpeg', 'write_png'], FILES), // prettier-ignore
  absent: { ImageReadMode: FILES },
});
