"""Python that reads the same predictions from the same file. No Streamlit."""

from __future__ import annotations

import numpy as np

from ui.lessons.your_model.faults import tolerance
from ui.lessons.your_model.matching import match_labels
from ui.lessons.your_model.roles import Roles
from ui.widgets.own_table.columns import Table


def reading_code(table: Table, roles: Roles, left_out: bool) -> str:
    """Write the Python that reads the same numbers from the same file."""
    label, columns = repr(roles.label), list(roles.columns)
    place = _place_code(table, roles)
    lines = [
        f"table = {table.pandas}",
        f"labels = table[{label}].map({place})",
        f"q = table[{columns!r}].to_numpy(float)",
    ]
    if left_out:
        lines.append("good = labels.notna().to_numpy() & np.isfinite(q).all(axis=1)")
    if roles.logits and len(columns) == 1:
        lines.append("q = np.column_stack([np.zeros(len(q)), q])")
    if roles.logits and left_out:
        lines.append("q, labels = q[good], labels[good]")
    if roles.logits:
        lines.append("q = it.softmax(q)")
    elif left_out:
        lines.append("good &= ((q >= 0) & (q <= 1)).all(axis=1)")
        if len(columns) > 1:
            values = np.column_stack([table[c].numbers for c in columns])  # type: ignore[misc]
            bound = tolerance(np.nan_to_num(values, nan=0.5, posinf=0.5, neginf=0.5))
            lines.append(f"good &= abs(q.sum(axis=1) - 1) <= {bound:.6g}")
        lines.append("q, labels = q[good], labels[good]")
    if not roles.logits:
        lines.append("q = q[:, 0]" if len(columns) == 1 else "q = q / q.sum(axis=1, keepdims=True)")
    lines.append("labels = labels.to_numpy(int)")
    return "\n".join(lines)


def _place_code(table: Table, roles: Roles) -> str:
    label = table[roles.label]
    _, found, _ = match_labels(label, roles)
    place: dict[object, int] = {}
    if label.codes is not None:
        for code, word in enumerate(label.words):
            at = np.flatnonzero(label.codes == code)
            if len(at) and found[at[0]] >= 0:
                place[word] = int(found[at[0]])
        if {w.casefold() for w in label.words} <= {"true", "false"}:
            place = {word.casefold() == "true": i for word, i in place.items()}  # type: ignore[attr-defined]
    elif label.numbers is not None:
        for x in np.unique(label.numbers[found >= 0]).tolist():
            place[int(x) if x.is_integer() else x] = int(found[label.numbers == x][0])
    return repr(place)
