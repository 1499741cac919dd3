/** The module `torchvision.datasets`. */
import { defineModule } from '../../python/bind.ts';
import { cifar10Type } from './cifar.ts';
import { fakeDataType } from './fake-data.ts';
import { fashionMnistType, kmnistType, mnistType } from './mnist.ts';
import { visionDatasetType } from './vision-dataset.ts';

const NEAR = 'FashionMNIST, MNIST, KMNIST, CIFAR10 and FakeData run here';

export const datasetsModule = defineModule({
  name: 'torchvision.datasets',
  members: {
    FashionMNIST: fashionMnistType,
    MNIST: mnistType,
    KMNIST: kmnistType,
    CIFAR10: cifar10Type,
    FakeData: fakeDataType,
    VisionDataset: visionDatasetType,
  },
  absent: Object.fromEntries(
    [
      'CIFAR100',
      'EMNIST',
      'QMNIST',
      'SVHN',
      'STL10',
      'ImageNet',
      'ImageFolder',
      'DatasetFolder',
      'CelebA',
      'CocoDetection',
      'VOCDetection',
      'USPS',
      'Caltech101',
      'Flowers102',
      'Food101',
      'OxfordIIITPet',
    ].map((name) => [name, NEAR]),
  ),
});
