"""What every template store does, held by the fake and by the real one alike."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import FileExists, InvalidInput, NotFound
from heygen_cli.domain.template import Template
from heygen_cli.domain.video import new_id
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.template import SqliteTemplateStore
from heygen_cli.ports import TemplateStore
from tests.fakes import FakeTemplateStore


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteTemplateStore]:
    database = Database(tmp_path / "data" / "heygen.db")
    yield SqliteTemplateStore(database)
    database.close()


@pytest.fixture(params=["fake", "sqlite"])
def store(request: pytest.FixtureRequest, sqlite: SqliteTemplateStore) -> TemplateStore:
    return FakeTemplateStore() if request.param == "fake" else sqlite


def a_template(second: int = 0, name: str = "welcome") -> Template:
    now = 1_800_000_000.0 + second
    document = {"scenes": [{"script": 'Zoë: "{{ name }}" 🎬\n'}], "variables": {"name": {"default": 5}}}
    return Template(new_id("t", now), name, document, Path("/boards"), created_at=now, updated_at=now + 1)


def test_a_template_comes_back_as_it_was_saved(store: TemplateStore) -> None:
    template = a_template(name="Grüße, Welt")
    assert store.save(template, ()) == template
    assert store.get(template.id) == store.get("Grüße, Welt") == store.find("Grüße, Welt") == template


def test_saving_again_replaces_the_document_alone(store: TemplateStore) -> None:
    first = store.save(a_template(), ())
    second = store.save(replace(first, document={"scenes": []}, updated_at=first.updated_at + 9), ())
    assert store.get(first.id) == second != first
    assert len(store.page(limit=9)[0]) == 1


def test_two_templates_cannot_have_one_name(store: TemplateStore) -> None:
    first = store.save(a_template(), ())
    with pytest.raises(FileExists):
        store.save(a_template(second=1), ())
    assert store.page(limit=9)[0] == [first]


def test_an_id_wins_over_a_name(store: TemplateStore) -> None:
    first = store.save(a_template(), ())
    store.save(a_template(second=1, name=first.id), ())
    assert store.get(first.id) == first


def test_an_unknown_template_is_not_found_and_the_likely_one_is_named(store: TemplateStore) -> None:
    store.save(a_template(), ())
    assert store.find("welcom") is None
    with pytest.raises(NotFound) as caught:
        store.get("welcom")
    assert "welcome" in (caught.value.hint or "")
    with pytest.raises(NotFound):
        store.delete("t_none")


def test_pages_are_newest_first_and_stable_while_templates_are_added(store: TemplateStore) -> None:
    saved = [store.save(a_template(second, f"n{second}"), ()) for second in range(5)][::-1]
    first, token = store.page(limit=2)
    store.save(a_template(99, "late"), ())
    second, token = store.page(limit=2, token=token)
    last, end = store.page(limit=2, token=token)
    assert ([*first, *second, *last], end) == (saved, None)


@pytest.mark.parametrize("token", ["x", "%%%", "bm90LW1pbmU", "é"])
def test_a_foreign_token_is_refused(store: TemplateStore, token: str) -> None:
    with pytest.raises(InvalidInput):
        store.page(limit=1, token=token)


def test_a_deleted_template_is_gone(store: TemplateStore) -> None:
    template = store.save(a_template(), ())
    store.delete(template.id)
    assert store.find(template.id) is None
    store.save(a_template(second=1), ())


def test_files_are_copied_and_outlive_the_originals(sqlite: SqliteTemplateStore, tmp_path: Path) -> None:
    photo, twin = tmp_path / "Photo.PNG", tmp_path / "twin.png"
    photo.write_bytes(b"one")
    twin.write_bytes(b"one")
    template = sqlite.save(a_template(), [photo, twin])
    first = template.files[photo]
    assert first == template.files[twin]  # the same content is kept once
    assert (first.suffix, first.read_bytes()) == (".png", b"one")
    photo.write_bytes(b"two")
    again = sqlite.save(template, [photo])
    assert again.files[photo].read_bytes() == b"two"
    assert first.read_bytes() == b"one"  # a film that is being made may still read it
    assert sqlite.get(template.id) == again
    sqlite.delete(template.id)
    assert not first.parent.exists()


def test_a_file_that_cannot_be_copied_leaves_no_template(sqlite: SqliteTemplateStore, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"gone\.png"):
        sqlite.save(a_template(), [tmp_path / "gone.png"])
    assert sqlite.find("welcome") is None
    assert list((tmp_path / "data").rglob("*.part")) == []


def test_what_a_killed_process_left_is_swept_by_the_next(sqlite: SqliteTemplateStore, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"one")
    kept = sqlite.save(a_template(), [photo]).files[photo]
    lost = kept.parents[1] / "t_01lost"
    lost.mkdir()
    (lost / "half").touch()
    part = kept.with_name(".0a.part")
    part.touch()
    sqlite.save(a_template(second=1, name="other"), ())
    assert [path for path in (lost, part) if path.exists()] == []
    assert kept.is_file()


def test_saving_at_once_loses_nothing(sqlite: SqliteTemplateStore, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"one" * 100_000)

    def save(second: int) -> Template:
        return sqlite.save(a_template(second, f"n{second}"), [photo])

    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(save, range(24)))
    assert len(sqlite.page(limit=100)[0]) == 24
    assert all(template.files[photo].read_bytes() == photo.read_bytes() for template in saved)
