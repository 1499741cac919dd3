/** The module `sklearn.datasets`: data that is made, not loaded. */
import { defineModule, sharedAdvice } from '../../python/bind.ts';
import { makeClassification } from './classification.ts';
import { shapeFunctions } from './shapes.ts';

const MADE = 'make_classification, make_blobs, make_moons, make_circles and make_regression run here';
const LOADED = 'torchvision.datasets has images, and make_classification and make_blobs make data';

export const datasetsModule = defineModule({
  name: 'sklearn.datasets',
  functions: {
    'make_classification(n_samples=100, n_features=20, *, n_informative=2, n_redundant=2, n_repeated=0, n_classes=2, n_clusters_per_class=2, weights=None, flip_y=0.01, class_sep=1.0, hypercube=True, shift=0.0, scale=1.0, shuffle=True, random_state=None)':
      makeClassification,
    ...shapeFunctions,
  },
  absent: {
    ...sharedAdvice('fetch_20newsgroups_vectorized fetch_covtype fetch_kddcup99 fetch_lfw_pairs fetch_lfw_people fetch_olivetti_faces fetch_rcv1 fetch_species_distributions load_files load_linnerud load_sample_image load_sample_images load_svmlight_file', LOADED), // prettier-ignore
    ...sharedAdvice('make_biclusters make_checkerboard make_friedman2 make_friedman3 make_sparse_coded_signal make_sparse_spd_matrix make_spd_matrix', 'make_classification, make_blobs, make_moons, make_circles and make_regression run here'), // prettier-ignore
    load_iris: LOADED,
    load_digits: LOADED,
    load_wine: LOADED,
    load_breast_cancer: LOADED,
    load_diabetes: LOADED,
    fetch_openml: LOADED,
    fetch_california_housing: LOADED,
    fetch_20newsgroups: LOADED,
    make_gaussian_quantiles: MADE,
    make_hastie_10_2: MADE,
    make_multilabel_classification: MADE,
    make_friedman1: MADE,
    make_s_curve: MADE,
    make_swiss_roll: MADE,
    make_sparse_uncorrelated: MADE,
    make_low_rank_matrix: MADE,
  },
});
