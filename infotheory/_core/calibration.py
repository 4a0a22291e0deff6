"""How far confidence is from accuracy, by bins or by monotone regression."""

import numpy as np
from numpy.typing import NDArray

from infotheory._core.sums import FloatArray

BINS = 15

Counts = NDArray[np.int64]


def binned_gap(confidence: FloatArray, right: NDArray[np.bool_], bins: int = BINS) -> float:
    """Return Σ |accuracy − confidence| over equal bins (lo, hi], weighed by their share."""
    # The (lo, hi] bin of a confidence is the number of inner edges strictly below it.
    which = np.searchsorted(np.arange(1, bins) / bins, confidence, side="left")
    gap = np.bincount(which, weights=confidence - right, minlength=bins)
    return float(np.abs(gap).sum() / len(right))


def pooled(hits: Counts, sizes: Counts) -> tuple[Counts, Counts, Counts]:
    """Pool adjacent groups of rows until the share of hits rises from each block to the next.

    Return the hits, the rows and the number of groups of each block.
    """
    blocks: list[tuple[int, int, int]] = []
    for group_hits, size in zip(hits.tolist(), sizes.tolist(), strict=True):
        block = group_hits, size, 1
        while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
            below = blocks.pop()
            block = below[0] + block[0], below[1] + block[1], below[2] + block[2]
        blocks.append(block)
    block_hits, rows, groups = np.array(blocks, np.int64).T
    return block_hits, rows, groups.astype(np.intp)


class Blocks:
    """The blocks of rows that monotone regression gives one value each.

    Rows with equal forecasts are one block from the start; adjacent blocks are pooled until
    the share of events rises from each to the next (Ayer and others 1955, *Annals of
    Mathematical Statistics* 26, 641-647). Shares are compared as integers, so no rounding decides.
    """

    def __init__(self, events: NDArray[np.bool_], forecast: FloatArray) -> None:
        _, group, sizes = np.unique(forecast, return_inverse=True, return_counts=True)
        hits = np.bincount(group, weights=events, minlength=len(sizes))
        block_hits, rows, groups_each = pooled(hits.astype(np.int64), sizes)
        self.hits = np.repeat(block_hits, groups_each)[group]
        self.rows = np.repeat(rows, groups_each)[group]

    def share(self) -> FloatArray:
        """Return for each row the share of events in its block."""
        shares: FloatArray = self.hits / self.rows
        return shares
