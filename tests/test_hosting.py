"""`hosting/` and the workflow: what has ended starts again, and nobody is written down."""

import os
import re
import signal
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from ui.serving.upload_limits import MOST_BYTES

ROOT = Path(__file__).parents[1]
HOSTING = ROOT / "hosting"
SOON = 20  # seconds; reached only where a test fails

STAND_IN = """#!/bin/sh
case "$*" in *secrets*) echo secret; exit ;; esac
echo "$$ $*" >>"$STARTED"
exec sleep 60
"""


def services():
    """The text of each service of compose.yaml, by its name."""
    text = (HOSTING / "compose.yaml").read_text(encoding="utf-8")
    shared = text.split("x-replica:")[1].split("\nservices:")[0]
    listed = re.split(r"^  (\w+):$", text.split("\nservices:")[1].split("\n\n")[0], flags=re.M)[1:]
    return {
        name: body.replace("<<: *replica", shared)
        for name, body in zip(listed[::2], listed[1::2], strict=True)
    }


@pytest.mark.parametrize("service", services())
def test_every_container_starts_again(service):
    assert "restart: unless-stopped" in services()[service]


def test_every_replica_has_an_address_of_its_own_and_checks_itself():
    upstreams = (HOSTING / "nginx-compose.conf").read_text(encoding="utf-8")
    addresses = set(re.findall(r"server ([\d.]+):8501", upstreams))
    replicas = {name: body for name, body in services().items() if "ipv4_address" in body}
    own = {re.search(r"ipv4_address: ([\d.]+)", body)[1] for body in replicas.values()}
    assert own == addresses
    assert len(own) == len(replicas) >= 2
    # They share no network but the common one: 127.0.0.1 is each one's own, as its check needs.
    assert "network_mode" not in (HOSTING / "compose.yaml").read_text(encoding="utf-8")
    assert "http://127.0.0.1:" in (HOSTING / "Dockerfile").read_text(encoding="utf-8")


def test_no_log_holds_an_address_or_the_code_of_a_room():
    server = (HOSTING / "nginx.conf").read_text(encoding="utf-8").split("server {")[1]
    assert re.findall(r"^ *access_log .*", server, flags=re.M) == ["    access_log off;"]
    # The lower levels write the client and its request beside each fault.
    assert re.findall(r"^ *error_log .*", server, flags=re.M) == ["    error_log stderr alert;"]
    assert "remote_addr" not in server
    assert "proxy_add_x_forwarded_for" not in server


def test_the_workflow_may_read_alone_and_ends_in_time():
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        assert "\npermissions:\n  contents: read\n" in text
        assert text.count("timeout-minutes:") == text.count("runs-on:")


class Started:
    """What `replicas.sh` has started, by process id, in its order."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def all(self) -> dict[int, str]:
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return {int(pid): command for pid, command in (line.split(" ", 1) for line in lines)}

    def wait_for(self, count: int) -> dict[int, str]:
        deadline = time.monotonic() + SOON
        while len(self.all()) < count:
            assert time.monotonic() < deadline, self.all()
            time.sleep(0.02)
        return self.all()


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a script for sh")
def test_when_a_process_ends_the_others_go_on_and_it_is_started_again(tmp_path):
    for name in (".venv/bin/python", "bin/nginx", "bin/redis-server"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(STAND_IN)
        file.chmod(0o755)
    for folder, name, text in (
        ("hosting", "replicas.sh", (HOSTING / "replicas.sh").read_text(encoding="utf-8")),
        ("scripts", "venv", "#!/bin/sh\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text)
        (tmp_path / folder / name).chmod(0o755)
    started = Started(tmp_path / "started")
    env = {
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
        "STARTED": str(started.file),
        "TMPDIR": str(tmp_path),
    }
    running = subprocess.Popen(["/bin/sh", "hosting/replicas.sh"], cwd=tmp_path, env=env)
    try:
        first = started.wait_for(4)
        ended = next(pid for pid, command in first.items() if "8501" in command)
        os.kill(ended, signal.SIGKILL)
        again = started.wait_for(5)
        assert [command for pid, command in again.items() if pid not in first] == [first[ended]]
        assert running.poll() is None
        others = [pid for pid in again if pid != ended]
        assert all(map(is_there, others))
    finally:
        running.terminate()
        running.wait(SOON)
    assert not any(map(is_there, others))


def test_a_file_of_the_largest_size_passes_the_proxy_and_streamlit():
    server = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", server)
    assert int(megabytes) * 10**6 > MOST_BYTES + 100_000
    config = (HOSTING.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(config)["server"]["maxUploadSize"] * 2**20 == MOST_BYTES
