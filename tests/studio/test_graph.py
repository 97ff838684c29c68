"""The build graph with real folders, real processes and a real kill."""

import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.domain.errors import StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.studio import graph
from heygen_cli.studio.graph import Inputs, Node, Products
from tests.fakes import FakeProgress


def text_node(name: str, text: str, needs: dict[str, Node] | None = None, log: list[str] | None = None) -> Node:
    """A node whose product is its text after the texts of what it needs."""

    def make(folder: Path, inputs: Inputs, progress: Any) -> None:
        if log is not None:
            log.append(name)
        before = "".join((path / "text").read_text() for path in inputs.values())
        (folder / "text").write_text(before + text)

    return Node("text", name, 1, {"text": text}, make, needs or {})


def test_a_second_run_makes_nothing(tmp_path: Path) -> None:
    log: list[str] = []
    leaf = text_node("leaf", "a", log=log)
    target = text_node("top", "c", {"x": leaf, "y": text_node("other", "b", {"leaf": leaf}, log)}, log)
    products = Products(tmp_path)
    first = graph.run(target, products, FakeProgress())
    second = graph.run(target, products, FakeProgress())
    assert log == ["leaf", "other", "top"]
    assert (products.path(target) / "text").read_text() == "aabc"
    assert (first.rendered, first.reused, second.rendered, second.reused) == (3, 0, 0, 3)


def test_only_what_depends_on_a_change_is_made_again(tmp_path: Path) -> None:
    log: list[str] = []
    products = Products(tmp_path)
    for middle in ("b", "B"):
        same = text_node("same", "a", log=log)
        target = text_node("top", "c", {"x": same, "y": text_node("middle", middle, log=log)}, log)
        graph.run(target, products, FakeProgress())
    assert log == ["same", "middle", "top", "middle", "top"]


def test_the_key_covers_kind_version_parameters_and_needs() -> None:
    def node(**changes: Any) -> Node:
        plain: dict[str, Any] = {"kind": "k", "name": "n", "version": 1, "params": {"a": 1}, "make": print}
        return Node(**{**plain, **changes})

    variants = [
        node(),
        node(kind="other"),
        node(version=2),
        node(params={"a": 2}),
        node(needs={"x": node()}),
        node(needs={"y": node()}),
    ]
    assert len({variant.key for variant in variants}) == len(variants)
    assert node(name="renamed").key == node().key


def test_a_maker_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def make(folder: Path, inputs: Inputs, progress: Any) -> None:
        (folder / "half").write_text("x")
        raise KeyboardInterrupt

    products = Products(tmp_path)
    node = Node("broken", "n", 1, {}, make)
    with pytest.raises(KeyboardInterrupt):
        graph.run(node, products, FakeProgress())
    assert not products.has(node)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_reused_product_tells_its_events_again(tmp_path: Path) -> None:
    event = Event("fallback", "font_missing", "No font")

    def make(folder: Path, inputs: Inputs, progress: Any) -> None:
        progress.event(event)

    node = Node("talking", "n", 1, {}, make)
    for _ in range(2):
        progress = FakeProgress()
        outcome = graph.run(node, Products(tmp_path), progress)
        assert progress.events == [event]
        assert outcome.events == [event]


def _hang(folder: Path) -> None:
    def make(inside: Path, inputs: Inputs, progress: Any) -> None:
        (inside / "half").write_text("x" * 1000)
        (folder / "started").touch()
        time.sleep(60)

    graph.run(Node("slow", "n", 1, {}, make), Products(folder), FakeProgress())


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_hang, args=(tmp_path,))
    child.start()
    for _ in range(2000):
        if (tmp_path / "started").exists():
            break
        time.sleep(0.01)
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert list(tmp_path.rglob("half"))
    node = text_node("after", "a")
    graph.run(node, Products(tmp_path), FakeProgress())
    assert not list(tmp_path.rglob("half"))
    assert Products(tmp_path).has(node)


def _note(folder: Path, name: str) -> None:
    def shared(inside: Path, inputs: Inputs, progress: Any) -> None:
        with (folder / "made").open("a") as file:
            file.write(name)
        time.sleep(0.3)
        (inside / "x").touch()

    def own(inside: Path, inputs: Inputs, progress: Any) -> None:
        assert (inputs["shared"] / "x").exists()

    last = Node("own", name, 1, {"name": name}, own, {"shared": Node("shared", "n", 1, {}, shared)})
    graph.run(last, Products(folder), FakeProgress())


def test_what_two_processes_need_is_made_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=_note, args=(tmp_path, name)) for name in "abc"]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert len((tmp_path / "made").read_text()) == 1


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "making").write_text("a file where a folder should be")
    with pytest.raises(StorageFailed) as caught:
        graph.run(text_node("n", "a"), Products(tmp_path), FakeProgress())
    assert caught.value.hint
