"""Which number belongs to which: the keys of mappings, the labels of pandas and polars."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from infotheory._core.sums import FloatArray

# For each axis what its places are called, or None; empty where no axis has names.
Labels: TypeAlias = tuple[Any, ...]

_NAN = object()


class Order(NamedTuple):
    """How to bring numbers into the order of others."""

    labels: Any  # of both, once they are in order
    places: NDArray[np.intp] | None = None  # -1 where there is no number; None: nothing moves
    added: int = 0  # labels at the end that the others lack

    def sort(self, values: NDArray[Any], axis: int = -1) -> NDArray[Any]:
        """Return the numbers in the order of the others, 0 where there is none."""
        if self.places is None:
            return values
        taken = values.take(self.places, axis=axis)
        np.moveaxis(taken, axis, -1)[..., self.places < 0] = 0
        return taken

    def pad(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the others, 0 for the labels that they lack."""
        if not self.added:
            return values
        zeros = np.zeros((*values.shape[:-1], self.added), values.dtype)
        return np.concatenate([values, zeros], axis=-1)


def keyed(x: Any) -> Labels:
    """Return the labels of a Series or a DataFrame, whichever library it is of."""
    shape = getattr(x, "shape", ())
    if not hasattr(x, "to_numpy") or len(shape) not in (1, 2):
        return ()
    # The number of axes comes first: a Series may have an outcome that is called "columns".
    index = getattr(x, "index", None)
    rows = None if callable(index) else index
    labels = (rows, getattr(x, "columns", None))[: len(shape)]
    return () if all(axis is None for axis in labels) else labels


def order_like(names: tuple[str, str], like: Any, labels: Any, joined: bool = False) -> Order:
    """Return how to bring numbers with these labels into the order of those like which they go.

    Both must have the same labels, unless they are joined: what one lacks is then 0.
    """
    if like is labels or (type(like) is type(labels) and _equal(like, labels)):
        return Order(like)
    want, have = _keys(like), _keys(labels)
    if want == have:
        return Order(like)
    place, known = {key: i for i, key in enumerate(have)}, set(want)
    _no_label_twice(names[0], want)
    _no_label_twice(names[1], have)
    more = [key for key in have if key not in known]
    if not joined and (more or len(have) != len(want)):
        lacking = [key for key in want if key not in place]
        raise ValueError(_different(names, lacking, more))
    both = (*want, *more)
    return Order(both, np.array([place.get(key, -1) for key in both], dtype=np.intp), len(more))


def aligned(
    names: tuple[str, str],
    a: FloatArray,
    a_labels: Labels,
    b: FloatArray,
    b_labels: Labels,
    joined: bool = False,
) -> tuple[FloatArray, FloatArray]:
    """Return both arrays, which broadcast, with the second in the order of the first."""
    for axis in range(-1, -1 - min(len(a_labels), len(b_labels)), -1):
        like, labels = a_labels[axis], b_labels[axis]
        one_for_all = axis < -1 and 1 in (a.shape[axis], b.shape[axis])
        if like is None or labels is None or one_for_all:
            continue
        order = order_like(names, like, labels, joined and axis == -1)
        b = order.sort(b, axis)
        a = order.pad(a)
    return a, b


def _equal(like: Any, labels: Any) -> bool:
    return bool(like.equals(labels)) if hasattr(like, "equals") else False


def _keys(labels: Sequence[Any]) -> list[Any]:
    return [_NAN if isinstance(key, float) and key != key else key for key in labels]


def _no_label_twice(name: str, keys: list[Any]) -> None:
    if len(set(keys)) < len(keys):
        seen: set[Any] = set()
        twice = next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(
            f"{name} has the label {_write(twice)} more than once, so it cannot be put in the "
            "order of the other; add up what belongs together, or drop the labels with .to_numpy()"
        )


def _different(names: tuple[str, str], lacking: list[Any], more: list[Any]) -> str:
    alone = [
        f"{_some(keys)} {'are' if len(keys) > 1 else 'is'} in {name} alone"
        for name, keys in zip(names, (lacking, more), strict=True)
        if keys
    ]
    return (
        f"{names[0]} and {names[1]} must have the same labels, but {' and '.join(alone)}; "
        "reindex one like the other, or drop the labels with .to_numpy() to go by place"
    )


def _some(keys: list[Any]) -> str:
    written = ", ".join(_write(key) for key in keys[:3])
    return f"{written} and {len(keys) - 3} more" if len(keys) > 3 else written


def _write(key: Any) -> str:
    return "nan" if key is _NAN else repr(key.item() if isinstance(key, np.generic) else key)
