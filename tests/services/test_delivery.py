"""Delivering a file: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from heygen_cli.domain.errors import FileExists, StorageFailed
from heygen_cli.services.delivery import check_target, deliver, writing, writing_folder

CHILD = """
import sys
from pathlib import Path
from heygen_cli.services.delivery import deliver
{setup}
deliver(Path(sys.argv[1]), Path(sys.argv[2]), overwrite=True)
"""

# Copies one piece and then takes a minute over the next.
CRAWL = """
import shutil, time
def crawl(reading, writing, size):
    writing.write(reading.read(size))
    writing.flush()
    time.sleep(60)
shutil.copyfileobj = crawl
"""


def child(source: Path, target: Path, setup: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD.format(setup=setup), str(source), str(target)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def a_film(folder: Path, megabytes: int) -> Path:
    path = folder / "film.mp4"
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(1024 * 1024))
    return path


def test_a_copy_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    source = a_film(tmp_path, 1)
    source.chmod(0o600)
    deliver(source, tmp_path / "out.mp4", overwrite=False)
    (tmp_path / "plain").touch()
    assert (tmp_path / "out.mp4").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert (tmp_path / "out.mp4").read_bytes() == source.read_bytes()


def test_the_same_file_is_left_as_it_is(tmp_path: Path) -> None:
    source, target = a_film(tmp_path, 1), tmp_path / "out.mp4"
    deliver(source, target, overwrite=False)
    inode = target.stat().st_ino
    deliver(source, target, overwrite=False)
    assert target.stat().st_ino == inode


def test_another_file_is_kept(tmp_path: Path) -> None:
    source, target = a_film(tmp_path, 1), tmp_path / "out.mp4"
    target.write_text("precious")
    with pytest.raises(FileExists):
        deliver(source, target, overwrite=False)
    assert target.read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.mp4", "out.mp4"]


def test_without_links_a_file_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    source, target = a_film(tmp_path, 1), tmp_path / "out.mp4"
    deliver(source, target, overwrite=False)
    assert target.read_bytes() == source.read_bytes()


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "out.mp4").symlink_to(victim)
    deliver(a_film(tmp_path, 1), tmp_path / "out.mp4", overwrite=True)
    assert victim.read_text() == "precious"


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    source, target = a_film(tmp_path, 2), tmp_path / "out.mp4"
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, {resource.RLIM_INFINITY}))"
    running = child(source, target, limit)
    assert "StorageFailed: Cannot write" in running.communicate()[1]
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFailed, match="No right"):
        check_target(tmp_path / "out.mp4", overwrite=False)


@pytest.mark.slow
def test_kill_9_leaves_the_old_file_whole_and_its_part_is_swept(tmp_path: Path) -> None:
    source, target = a_film(tmp_path, 64), tmp_path / "out.mp4"
    target.write_text("the old film")
    running = child(source, target, CRAWL)
    deadline = time.monotonic() + 20
    while not any(part.stat().st_size for part in tmp_path.glob(".heygen-*.part*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert target.read_text() == "the old film"
    assert len(list(tmp_path.glob(".heygen-*.part*"))) == 1
    deliver(source, target, overwrite=True)
    assert list(tmp_path.glob(".heygen-*.part*")) == []
    assert target.stat().st_size == source.stat().st_size


def test_what_fails_while_writing_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.gif"

    def fail() -> None:
        with writing(target, overwrite=True) as part:
            assert part.suffix == ".gif"
            part.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "pictures"

    def fail() -> None:
        with writing_folder(target) as part:
            (part / "1.png").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with writing_folder(target) as part:
        (part / "1.png").touch()
        assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
    assert (target / "1.png").is_file()


def test_folders_that_were_left_are_swept_but_not_those_at_work(tmp_path: Path) -> None:
    (tmp_path / ".heygen-0000.part").mkdir()
    (tmp_path / ".heygen-0000.part" / "1.png").touch()
    with writing_folder(tmp_path / "a") as at_work, writing(tmp_path / "b.txt", overwrite=False):
        assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [at_work.name]
