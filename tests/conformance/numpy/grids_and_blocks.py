import numpy as np

x = np.arange(6)
print(np.block([[x[::2]], [x[1::2]]]))
print(np.block([[x.reshape(2, 3).T, np.ones((3, 1))]]))
print(np.dstack([3, 4]), np.dstack([x[::2], x[1::2]]), np.dstack([np.eye(2), np.zeros((2, 2))]).shape)
print(np.mgrid[0:2, 1:3], np.mgrid[0:3], np.mgrid[0:2, 0:1:0.5].dtype)
print(np.ogrid[0:2, 0:1:0.5], np.ogrid[0:2, 0:2], np.ogrid[0:3])
print(np.indices((2, 3)), np.ravel_multi_index(([1, 0], [2, 1]), (2, 3)))
try:
    np.ravel_multi_index((2, 0), (2, 3))
except ValueError as error:
    print(error)
