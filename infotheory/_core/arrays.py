"""What people have, as an array of real numbers: arrays, lists, iterables, mappings, pandas."""

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from itertools import chain
from numbers import Integral, Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import Labels, keyed, order_like
from infotheory._core.sums import FloatArray

# What to do about what is no number, where nothing better is known.
CONVERT = "convert it to numbers first"
COUNT = "count labels first, as in Counter(labels) with normalize=True"

# What lies in an array or a list, and hides nothing: no mask, no labels.
_PLAIN = frozenset({int, float, bool, list, tuple, np.ndarray, np.float64, np.float32, np.int64})


class Numbers(NamedTuple):
    """Real numbers, and what the places along each axis are called, where they have names."""

    values: NDArray[Any]
    labels: Labels = ()
    # A mapping has no number for what did not happen: it counts 0.
    open: bool = False


def numbers(x: Any, name: str, cure: str = CONVERT) -> Numbers:
    """Return `x` as real numbers, of whatever precision they have, with their labels."""
    if type(x) is np.ndarray:
        return Numbers(_real(x, name, cure))
    if isinstance(x, Mapping):
        labels, items = (tuple(x),), list(x.values())
        _refuse_masks(items, name)
        values = array(items, name, cure, labels)
        if values.ndim != 1:
            raise TypeError(
                f"{name} must give each key one number, but holds arrays; pass an array of rows"
            )
        return Numbers(values, labels, open=True)
    if isinstance(x, Set):
        raise TypeError(
            f"{name} must not be a set, which holds equal numbers once and in no order; "
            "give a list, or a mapping such as a Counter"
        )
    if isinstance(x, list | tuple):
        return _from_list(x, name, cure)
    if isinstance(x, Iterable) and not hasattr(x, "__array__") and not hasattr(x, "__getitem__"):
        return _from_list(list(x), name, cure)
    labels = keyed(x)
    return Numbers(array(x, name, cure, labels), labels)


def array(x: Any, name: str, cure: str = CONVERT, labels: Labels = ()) -> NDArray[Any]:
    """Return what numpy makes of `x`, if it is an array of real numbers."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(_masked(name))
    try:
        values = np.asarray(x)
    except ValueError:
        raise ValueError(
            f"{name} must be a rectangular array, but its rows differ in length; "
            "give each row the same outcomes"
        ) from None
    return _real(values, name, cure, labels)


def real(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, without a copy where it is that already."""
    return numbers(x, name).values.astype(np.float64, copy=False)


def finite(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, each number finite."""
    return all_finite(real(x, name), name)


def all_finite(values: FloatArray, name: str, labels: Labels = ()) -> FloatArray:
    """Return the numbers if each is finite."""
    bad = ~np.isfinite(values)
    if bad.any():
        raise ValueError(
            f"{name} must be finite, but {element(name, values, bad, labels)}; "
            "drop or replace such values first"
        )
    return values


def element(name: str, values: NDArray[Any], bad: NDArray[np.bool_], labels: Labels = ()) -> str:
    """Say which is the first bad number, like `p[2, 0] is -0.1`, by its label if it has one."""
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    number = values[place].item()
    written = f"{number:.10g}" if isinstance(number, float) else f"{number}"
    return f"{_at(name, place, labels)} is {written}" if place else f"is {written}"


def _at(name: str, place: tuple[int, ...], labels: Labels) -> str:
    if len(labels) == len(place) == 1 and labels[0] is not None:
        return f"{name}[{labels[0][place[0]]!r}]"
    return f"{name}[{', '.join(map(str, place))}]"


def _from_list(x: Sequence[Any], name: str, cure: str) -> Numbers:
    kinds = set(map(type, x))
    if not kinds <= _PLAIN or kinds & {list, tuple}:
        _refuse_masks(x, name)
        if any(_hides_something(kind) for kind in kinds):
            rows = [numbers(row, f"{name}[{i}]", cure) for i, row in enumerate(x)]
            return _stacked(rows, name, cure)
    return Numbers(array(x, name, cure))


def _refuse_masks(x: Sequence[Any], name: str) -> None:
    """Raise if a masked array hides in a list, since numpy would drop the mask."""
    if any(issubclass(kind, np.ma.MaskedArray) for kind in _kinds_within(x)):
        raise TypeError(_masked(name))


def _kinds_within(x: Iterable[Any]) -> set[type]:
    """Return the types of all that lists in lists hold."""
    items = list(x)
    kinds = set(map(type, items))
    if any(issubclass(kind, list | tuple) for kind in kinds):
        kinds |= _kinds_within(chain(*(item for item in items if isinstance(item, list | tuple))))
    return kinds


def _hides_something(kind: type) -> bool:
    """Say whether numpy, given a list of such things, would lose labels or not see the numbers."""
    if issubclass(kind, Mapping | Set) or (hasattr(kind, "index") and hasattr(kind, "to_numpy")):
        return True
    return issubclass(kind, Iterable) and not (
        hasattr(kind, "__array__") or hasattr(kind, "__getitem__")
    )


def _stacked(rows: list[Numbers], name: str, cure: str) -> Numbers:
    """Return rows as one array, each in the order of the labels that they have together."""
    if not all(len(row.labels) == 1 for row in rows):
        return Numbers(array([row.values for row in rows], name, cure))
    joined = all(row.open for row in rows)
    every = (label for row in rows for label in row.labels[0])
    labels = tuple(dict.fromkeys(every)) if joined else rows[0].labels[0]
    values = [
        order_like((f"{name}[0]", f"{name}[{i}]"), labels, row.labels[0], joined).sort(row.values)
        for i, row in enumerate(rows)
    ]
    return Numbers(np.stack(values), (None, labels), joined)


def _real(
    values: NDArray[Any], name: str, cure: str = CONVERT, labels: Labels = ()
) -> NDArray[Any]:
    kind = values.dtype.kind
    if kind in "biuf":
        return values
    if kind == "O":
        return _from_objects(values, name, cure, labels)
    raise TypeError(f"{name} must hold real numbers, not {_KINDS.get(kind, '')}{values.dtype}; "
                    f"{_cure(kind, values, cure)}")  # fmt: skip


_KINDS = {"U": "strings, ", "S": "bytes, ", "T": "strings, "}
_CURES = {
    "c": "take their real part, or the squares of their absolute values",
    "V": "choose one of its fields",
}


def _cure(kind: str, values: NDArray[Any], cure: str) -> str:
    if kind in _KINDS and values.size and _is_number(values.flat[0]):
        return "convert them with float"
    return _CURES.get(kind, cure)


def _is_number(text: Any) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def _from_objects(
    values: NDArray[Any], name: str, cure: str, labels: Labels
) -> NDArray[np.float64] | NDArray[np.int64]:
    """Return Python's numbers (integers, fractions, decimals) as an array of numpy's."""
    for i, item in enumerate(values.flat):
        if isinstance(item, Real | Decimal):
            continue
        kind = type(item).__name__
        place = tuple(map(int, np.unravel_index(i, values.shape)))
        if not place:
            raise TypeError(f"{name} must be an array of real numbers, not {kind}; {_make(item)}")
        at = _at(name, place, labels)
        if item is None or kind in ("NAType", "NaTType"):
            raise TypeError(
                f"{name} must hold real numbers, but {at} is missing ({kind}); "
                "drop or fill in what is missing first"
            )
        if isinstance(item, str):
            kind, cure = f"{item!r} ({kind})", "convert it with float" if _is_number(item) else cure
        raise TypeError(f"{name} must hold real numbers, but {at} is {kind}; {cure}")
    try:
        if all(isinstance(item, Integral) for item in values.flat):
            return values.astype(np.int64)
    except OverflowError:
        pass
    try:
        return values.astype(np.float64)
    except OverflowError:
        raise ValueError(
            f"{name} holds a number beyond floats; divide all by a large one"
        ) from None


def _make(item: Any) -> str:
    """Say how to make an array of something that is none."""
    for method in ("toarray", "collect", "to_numpy"):
        if hasattr(item, method):
            return f"call its .{method}() first"
    return "give a list, an array or a mapping"


def _masked(name: str) -> str:
    return f"{name} must not be a masked array; fill it with .filled() or drop with .compressed()"
