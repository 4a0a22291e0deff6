"""The first `make run`: interrupted anywhere, or started twice, it works the next time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "venv"
SOON = 30  # seconds; reached only where a test fails

# A Python that only pretends to make an environment and to install, in steps that can be stopped.
STAND_IN = """#!/bin/sh
at() {
    [ "${STOP_AT:-}" = "$1" ] || return 0
    : >"$STEPS/stopped"
    while [ ! -e "$STEPS/go" ]; do sleep 0.02; done
}
home=$(dirname "$(dirname "$0")")
case "$1 $2" in
"-c "*) exec "$REAL_PYTHON" "$@" ;;
"-m venv")
    at "nothing made"
    mkdir -p "$3/bin"
    at "no python yet"
    cp "$0" "$3/bin/python"
    at "no pip yet"
    : >"$3/pip"
    at "nothing installed" ;;
"-m pip")
    [ -e "$home/pip" ] || { echo "No module named pip" >&2; exit 1; }
    [ "$3" != --version ] || exit 0
    [ -z "${NO_NETWORK:-}" ] || exit 1
    echo install >>"$STEPS/installs"
    at "nothing downloaded"
    : >"$home/half a package"
    at "half installed"
    mv "$home/half a package" "$home/package"
    at "all installed" ;;
esac
"""
STEPS = [
    "nothing made", "no python yet", "no pip yet", "nothing installed",
    "nothing downloaded", "half installed", "all installed",
]  # fmt: skip

pytestmark = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a script for sh")


class Folder:
    """A fresh clone, as far as the script is concerned, with that Python alone on PATH."""

    def __init__(self, path: Path) -> None:
        self.path, self.steps = path / "clone", path / "steps"
        self.running: list[subprocess.Popen[str]] = []
        python = path / "bin" / "python3"
        for folder in (self.path, self.steps, python.parent):
            folder.mkdir()
        self.path.joinpath("requirements.txt").write_text("package\n")
        python.write_text(STAND_IN)
        python.chmod(0o755)
        self.env = {
            "PATH": f"{python.parent}:/usr/bin:/bin",
            "STEPS": str(self.steps),
            "REAL_PYTHON": sys.executable,
        }

    def start(self, **env: str) -> subprocess.Popen[str]:
        command = ["/bin/sh", str(SCRIPT), "requirements.txt"]
        self.running.append(
            subprocess.Popen(
                command,
                cwd=self.path,
                env=self.env | env,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )
        return self.running[-1]

    def start_until(self, step: str) -> subprocess.Popen[str]:
        """Start it, and return when it has come to that step and stands still there."""
        started = self.start(STOP_AT=step)
        deadline = time.monotonic() + SOON
        while not (self.steps / "stopped").exists():
            assert time.monotonic() < deadline, "it never came there"
            assert started.poll() is None, started.communicate()[1]
            time.sleep(0.01)
        return started

    def go_on(self) -> None:
        (self.steps / "go").touch()

    def installs(self) -> int:
        done = self.steps / "installs"
        return len(done.read_text().splitlines()) if done.exists() else 0

    def is_whole(self) -> bool:
        here = {each.name for each in (self.path / ".venv").iterdir()}
        left_over = list(self.path.glob(".venv.discarded*"))
        return {"pip", "package"} <= here and "half a package" not in here and not left_over


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    yield made
    made.go_on()
    for each in made.running:
        each.communicate(timeout=SOON)


@pytest.fixture(autouse=True)
def hears_ctrl_c():
    """What a run in the background starts would ignore it, as that run does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def finish(started: subprocess.Popen[str]) -> str:
    """Wait for its end, which is a good one; return what it said."""
    said = started.communicate(timeout=SOON)[1]
    assert started.returncode == 0, said
    return said


def stop(started: subprocess.Popen[str], how: int) -> None:
    """End it, and whatever it has started."""
    os.killpg(started.pid, how)
    started.communicate(timeout=SOON)


def test_it_installs_once_and_has_nothing_to_do_from_then_on(folder):
    finish(folder.start())
    assert folder.is_whole()
    assert finish(folder.start()) == ""
    assert folder.installs() == 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
@pytest.mark.parametrize("step", STEPS)
def test_interrupted_at_any_step_it_works_the_next_time(folder, step, how):
    stop(folder.start_until(step), how)
    finish(folder.start())
    assert folder.is_whole()


@pytest.mark.parametrize("step", STEPS)
def test_of_two_at_once_the_second_waits_and_finds_all_done(folder, step):
    first = folder.start_until(step)
    second = folder.start()
    assert second.stderr.readline() == "Another call is at work on .venv; waiting for it.\n"
    folder.go_on()
    finish(first)
    assert finish(second) == ""
    assert folder.is_whole()
    assert folder.installs() == 1


def test_what_a_killed_call_has_left_running_is_waited_for(folder):
    first = folder.start_until("half installed")
    os.kill(first.pid, signal.SIGKILL)  # the script alone; pip goes on
    second = folder.start()
    assert second.stderr.readline() == "Another call is at work on .venv; waiting for it.\n"
    folder.go_on()
    finish(second)
    assert folder.is_whole()


def test_without_a_network_what_was_installed_before_still_works(folder):
    finish(folder.start())
    requirements = folder.path / "requirements.txt"
    requirements.write_text("package\nanother\n")
    offline = folder.start(NO_NETWORK="1")
    assert "is there a network?" in offline.communicate(timeout=SOON)[1]
    assert offline.returncode == 1
    requirements.write_text("package\n")
    assert finish(folder.start(NO_NETWORK="1")) == ""


def test_a_new_requirement_is_installed(folder):
    finish(folder.start())
    (folder.path / "requirements.txt").write_text("package\nanother\n")
    finish(folder.start())
    assert folder.installs() == 2


def test_an_environment_whose_python_is_gone_is_made_anew(folder):
    finish(folder.start())
    (folder.path / ".venv" / "bin" / "python").unlink()
    assert "making it again" in finish(folder.start())
    assert folder.is_whole()
