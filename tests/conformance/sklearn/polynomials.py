import numpy as np
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

X = np.array([[2.0, 3.0, 0.5], [-1.0, 0.1, 7.0]])
for options in ({}, {"degree": 3}, {"interaction_only": True, "degree": 3}, {"include_bias": False}, {"degree": (2, 3)}):
    features = PolynomialFeatures(**options)
    print(features, features.fit_transform(X).shape, features.n_output_features_)
    print(features.transform(X))
    print(features.get_feature_names_out())
print(PolynomialFeatures(2).fit(X).powers_)
print(PolynomialFeatures(2, include_bias=False).fit(X[:, :2]).get_feature_names_out(["width", "depth"]))

rng = np.random.RandomState(0)
x = np.sort(rng.uniform(-1, 1, 12)).reshape(-1, 1)
y = np.sin(3 * x).ravel() + 0.2 * rng.normal(size=12)
new = np.linspace(-1, 1, 50).reshape(-1, 1)
for degree in (1, 3, 7):
    model = make_pipeline(PolynomialFeatures(degree), LinearRegression()).fit(x, y)
    miss = np.mean((model.predict(new) - np.sin(3 * new).ravel()) ** 2)
    print(degree, round(model.score(x, y), 4), round(miss, 4))
print(make_pipeline(PolynomialFeatures(7), Ridge(alpha=0.1)).fit(x, y).score(x, y).round(4))

for wrong in ({"degree": (3, 2)}, {"degree": 0, "include_bias": False}):
    try:
        PolynomialFeatures(**wrong).fit(X)
    except ValueError as error:
        print(error)
