"""The data are what they are said to be, the same for the same seed, and noise is exact."""

import numpy as np
import pytest

from infotheory import Dataset, load_dataset, split_dataset

DRAWN = ("blobs", "moons", "rings", "spiral")
NAMES = (*DRAWN, "digits")
SIZES = {
    "blobs": (300, 300, 2, 3),
    "moons": (200, 200, 2, 2),
    "rings": (300, 300, 2, 3),
    "spiral": (300, 300, 2, 3),
    "digits": (1437, 360, 64, 10),
}


def arrays(data: Dataset) -> tuple[np.ndarray, ...]:
    return data.x_train, data.y_train, data.x_test, data.y_test


def same(a: Dataset, b: Dataset) -> list[bool]:
    return [bool(np.array_equal(x, y)) for x, y in zip(arrays(a), arrays(b), strict=True)]


@pytest.mark.parametrize("name", NAMES)
def test_sizes_types_and_classes(name):
    data = load_dataset(name)
    n_train, n_test, features, classes = SIZES[name]
    assert data.name == name
    assert data.x_train.shape == (n_train, features)
    assert data.x_test.shape == (n_test, features)
    assert data.y_train.shape == (n_train,)
    assert data.y_test.shape == (n_test,)
    assert data.x_train.dtype == data.x_test.dtype == np.float64
    assert data.y_train.dtype.kind == data.y_test.dtype.kind == "i"
    assert len(data.class_names) == classes
    assert set(data.y_train) == set(data.y_test) == set(range(classes))


@pytest.mark.parametrize("name", NAMES)
def test_same_seed_same_bits_other_seed_other_data(name):
    for noise in (0.0, 0.3):
        again = [load_dataset(name, seed=7, label_noise=noise) for _ in range(2)]
        assert all(same(*again))
    assert not np.array_equal(load_dataset(name, seed=7).x_train, load_dataset(name).x_train)


@pytest.mark.parametrize("name", DRAWN)
def test_test_points_are_other_points_than_training_points(name):
    data = load_dataset(name)
    assert not set(map(tuple, data.x_train[1:])) & set(map(tuple, data.x_test[1:])) - {(0.0, 0.0)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.25, 0.5, 1.0])
def test_label_noise_flips_exactly_that_share_of_training_labels_alone(name, noise):
    clean, noisy = load_dataset(name, seed=3), load_dataset(name, seed=3, label_noise=noise)
    flipped = noisy.y_train != clean.y_train
    assert abs(flipped.sum() - noise * len(flipped)) <= 0.5
    assert set(noisy.y_train) <= set(range(len(clean.class_names)))
    x_train, _, x_test, y_test = same(clean, noisy)
    assert x_train
    assert x_test
    assert y_test


def test_label_noise_goes_to_every_other_class_alike():
    clean, noisy = load_dataset("digits"), load_dataset("digits", label_noise=1.0)
    moved = np.bincount((noisy.y_train - clean.y_train) % 10, minlength=10)
    assert moved[0] == 0
    # 1437 flips over 9 other classes: 160 each, ± 4 standard deviations of 12.
    assert (np.abs(moved[1:] - 1437 / 9) < 48).all()


def test_blobs_are_three_gaussians_on_a_circle():
    data = load_dataset("blobs")
    for k in range(3):
        points = data.x_train[data.y_train == k]
        centre = 2 * np.array([np.cos(2 * np.pi * k / 3), np.sin(2 * np.pi * k / 3)])
        assert len(points) == 100
        assert np.abs(points.mean(axis=0) - centre).max() < 4 * 0.6 / np.sqrt(100)
        assert points.std(axis=0) == pytest.approx(0.6, abs=4 * 0.6 / np.sqrt(200))


def test_moons_lie_around_two_half_circles():
    data = load_dataset("moons")
    upper, lower = (data.x_train[data.y_train == k] for k in (0, 1))
    for distance in (
        np.hypot(*upper.T) - 1,
        np.hypot(*(lower - [1, 0.5]).T) - 1,
    ):
        assert distance.std() == pytest.approx(0.2, rel=0.3)
    assert upper[:, 1].mean() > 0.5 > 0 > lower[:, 1].mean()


def test_rings_lie_around_three_radii():
    data = load_dataset("rings")
    for k, radius in enumerate((0.5, 1.0, 1.5)):
        distance = np.hypot(*data.x_train[data.y_train == k].T)
        assert distance.mean() == pytest.approx(radius, abs=0.05)
        assert distance.std() == pytest.approx(0.1, rel=0.3)


def test_spiral_winds_outwards_by_four_radians_an_arm():
    data = load_dataset("spiral")
    for k in range(3):
        x, y = data.x_train[data.y_train == k].T
        radius = np.linspace(0, 1, 100)
        np.testing.assert_allclose(np.hypot(x, y), radius, atol=1e-15)
        # (x, y) = r (sin t, cos t); what is left over of t is the noise, σ = 0.2.
        noise = np.angle(np.exp(1j * (np.arctan2(x, y) - 4 * (k + radius))))[1:]
        assert np.abs(noise).max() < 5 * 0.2
        assert noise.std() == pytest.approx(0.2, rel=0.3)


def test_digits_are_the_published_test_part():
    data = load_dataset("digits")
    labels = np.concatenate([data.y_train, data.y_test])
    # Counts of the ten classes as the data's own documentation gives them.
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    pixels = np.concatenate([data.x_train, data.x_test])
    assert pixels.shape == (1797, 64)
    assert set(np.unique(pixels * 16)) == set(range(17))


def test_digits_of_two_seeds_are_the_same_images_split_otherwise():
    def all_rows(data):
        rows = np.column_stack(
            [np.concatenate([data.x_train, data.x_test]), np.append(data.y_train, data.y_test)]
        )
        return rows[np.lexsort(rows.T)]

    a, b = load_dataset("digits", seed=0), load_dataset("digits", seed=1)
    np.testing.assert_array_equal(all_rows(a), all_rows(b))
    assert not np.array_equal(a.y_test, b.y_test)


def test_a_dataset_is_frozen():
    with pytest.raises(AttributeError):
        load_dataset("blobs").name = "other"


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("name", {"name": "circles"}),
        ("name", {"name": None}),
        ("seed", {"name": "blobs", "seed": -1}),
        ("seed", {"name": "blobs", "seed": 0.5}),
        ("label_noise", {"name": "blobs", "label_noise": 1.01}),
        ("label_noise", {"name": "digits", "label_noise": -0.1}),
        ("label_noise", {"name": "digits", "label_noise": float("nan")}),
        ("label_noise", {"name": "digits", "label_noise": "much"}),
    ],
)
def test_errors_name_the_argument(argument, call):
    with pytest.raises(ValueError, match=rf"^{argument} "):
        load_dataset(**call)


X = np.random.default_rng(3).normal(size=(57, 4)) * [1, 1e-3, 1e6, 1] + [0, 5, -1e6, 0]
Y = np.arange(57) % 3


@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_the_digits_split_as_any_samples_are_the_digits(noise):
    digits = load_dataset("digits")
    x, y = (
        np.concatenate(pair)
        for pair in ((digits.x_train, digits.x_test), (digits.y_train, digits.y_test))
    )
    order = np.argsort(np.random.default_rng(0).permutation(len(y)))
    for seed in (0, 7):
        again = split_dataset(
            x[order], y[order], seed=seed, label_noise=noise, standardize=False, name="digits"
        )
        assert all(same(again, load_dataset("digits", seed=seed, label_noise=noise)))
        assert again.class_names == digits.class_names


def test_features_are_standardised_by_the_training_part_alone():
    from sklearn.preprocessing import StandardScaler

    plain, data = (split_dataset(X, Y, seed=1, standardize=s) for s in (False, True))
    scaler = StandardScaler().fit(plain.x_train)
    np.testing.assert_allclose(data.x_train, scaler.transform(plain.x_train), atol=1e-9)
    np.testing.assert_allclose(data.x_test, scaler.transform(plain.x_test), atol=1e-9)
    assert len(data.x_test) == 12
    huge = split_dataset(X * 1e300, Y, seed=1)
    np.testing.assert_allclose(huge.x_train, data.x_train, rtol=1e-9)


def test_a_feature_that_is_constant_in_the_training_part_becomes_0():
    x = np.column_stack([X[:, 0], np.full(57, 0.1), np.zeros(57)])
    x[np.random.default_rng(0).permutation(57)[-1], 2] = 1.0  # a row of the test part
    data = split_dataset(x, Y)
    for part in (data.x_train, data.x_test):
        assert (part[:, 1:] == 0).all()
        assert part[:, 0].all()


def test_the_order_in_memory_moves_no_bit():
    assert all(same(split_dataset(np.asfortranarray(X), Y), split_dataset(X, Y)))


def test_of_many_samples_some_are_taken_and_no_row_is_in_both_parts():
    x = np.arange(1000.0)[:, None]
    data = split_dataset(x, np.arange(1000) % 2, most=50, standardize=False, seed=5)
    taken = [*data.x_train[:, 0], *data.x_test[:, 0]]
    assert (len(data.x_train), len(data.x_test), len(set(taken))) == (40, 10, 50)
    assert data.y_test.tolist() == (data.x_test[:, 0] % 2).tolist()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"x": X[0]}, "shape"),
        ({"x": X[:1], "y": Y[:1]}, "n > 1"),
        ({"y": Y[:5]}, "57 labels"),
        ({"y": np.zeros(57, int)}, "two classes"),
        ({"y": Y + 0.5}, "integers"),
        ({"y": Y - 1}, "count classes from 0"),
        ({"y": Y * 100}, "number the classes"),
        ({"class_names": "ab"}, "0 … 1"),
        ({"x": np.where(X > 1, np.nan, X)}, "x"),
        ({"seed": -1}, "seed"),
        ({"label_noise": 2}, "label_noise"),
        ({"most": 1}, "most"),
    ],
    ids=range(12),
)
def test_what_cannot_be_split_is_said_with_a_cure(call, said):
    with pytest.raises((ValueError, TypeError), match=said):
        split_dataset(**{"x": X, "y": Y, **call})
