// Apart from what reads the files, so that a page that only names the classes does not carry it.

/** The names of the ten labels, in order, as torchvision has them. */
export const FASHION_MNIST_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;
