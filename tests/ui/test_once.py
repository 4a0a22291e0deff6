"""What never changes is built once, also for a class that comes all together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from ui.figures.once import once


def test_many_who_come_together_get_what_one_of_them_built():
    visitors, built, together = 16, [], Barrier(16)

    @once
    def figure(ground: str) -> dict[str, str]:
        built.append(ground)
        Event().wait(0.05)
        return {"background": ground}

    def ask(_: int) -> dict[str, str]:
        together.wait()
        return figure("light")

    with ThreadPoolExecutor(visitors) as pool:
        answers = list(pool.map(ask, range(visitors)))
    assert built == ["light"]
    assert all(answer is answers[0] for answer in answers)
    assert figure("dark") == {"background": "dark"}


def test_what_is_built_may_need_something_else_that_is_built_once():
    @once
    def inner(x: int) -> int:
        return x + 1

    @once
    def outer(x: int) -> int:
        return 2 * inner(x)

    assert outer(3) == 8
