"""Installing, with the real shelf and the real downloads, from a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_cli.domain.errors import Forbidden, InvalidInput, NotFound, StorageFailed
from heygen_cli.domain.model import ModelFile
from heygen_cli.infra.download import Downloads
from heygen_cli.services.model import ModelService
from heygen_cli.studio.speech import models
from heygen_cli.studio.speech.shelf import Shelf
from tests.fakes import FakeProgress
from tests.infra.server import Site, serve
from tests.studio.speech import networks


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Serves the files of a piper voice and of kokoro, under their makers' names."""
    with serve() as site:
        for folder in (networks.piper(tmp_path / "piper"), networks.kokoro(tmp_path / "kokoro")):
            site.files |= {f"/{path.name}": path.read_bytes() for path in folder.iterdir()}
        yield site


@pytest.fixture
def service(tmp_path: Path) -> ModelService:
    return ModelService(shelf=Shelf(tmp_path / "voices"), fetcher=Downloads(sleep=lambda seconds: None))


@pytest.fixture
def progress() -> FakeProgress:
    return FakeProgress()


def test_a_voice_is_fetched_and_listed(service: ModelService, site: Site, progress: FakeProgress) -> None:
    assert not any(model.installed for model in service.list())
    done = service.install("kokoro", source=site.url, progress=progress)
    assert done.voices == ("kokoro/af_heart", "kokoro/am_michael")
    assert [model.name for model in service.list() if model.installed] == ["kokoro"]
    assert progress.stages == ["model.onnx", "voices.bin", "config.json"]
    assert [event.code for event in progress.events] == ["trusted_on_first_use"]
    assert service.remove("kokoro") == Path(done.path)
    assert not any(model.installed for model in service.list())


def test_whoever_keeps_lists_of_voices_is_told_of_changes(tmp_path: Path, site: Site, progress: FakeProgress) -> None:
    told: list[str] = []
    shelf = Shelf(tmp_path / "voices")
    service = ModelService(shelf=shelf, fetcher=Downloads(), changed=lambda: told.append("changed"))
    with pytest.raises(NotFound):
        service.remove("kokoro")
    assert told == []
    service.install("kokoro", source=site.url, progress=progress)
    service.remove("kokoro")
    assert told == ["changed", "changed"]


def test_a_broken_install_goes_on(service: ModelService, site: Site, progress: FakeProgress) -> None:
    site.faults = ["cut:300", *["500"] * 6]
    with pytest.raises(StorageFailed):
        service.install("kokoro", source=site.url, progress=progress)
    service.install("kokoro", source=site.url, progress=progress)
    assert ("/kokoro-v1.0.onnx", "bytes=300-") in site.asked


def test_an_address_of_one_network_is_enough(service: ModelService, site: Site, progress: FakeProgress) -> None:
    with pytest.raises(Forbidden, match="unknown"):
        service.install("mine", source=f"{site.url}/en_US-tone-medium.onnx", progress=progress)
    assert site.asked == []
    del site.files["/MODEL_CARD"]  # nice to have
    done = service.install("mine", source=f"{site.url}/en_US-tone-medium.onnx", accept_licence=True, progress=progress)
    assert done.voices == ("piper/mine",)


def test_a_file_that_is_needed_and_missing(service: ModelService, site: Site, progress: FakeProgress) -> None:
    del site.files["/voices-v1.0.bin"]
    with pytest.raises(NotFound, match=r"voices-v1\.0\.bin"):
        service.install("kokoro", source=site.url, progress=progress)


def test_a_folder_must_hold_the_files(service: ModelService, tmp_path: Path, progress: FakeProgress) -> None:
    with pytest.raises(InvalidInput, match="no folder"):
        service.install("norman", source=str(tmp_path / "nowhere"), progress=progress)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match=r"has no en_US-norman-medium\.onnx") as failure:
        service.install("norman", source=str(tmp_path / "empty"), progress=progress)
    assert "https://" in str(failure.value.hint)


def test_installing_again_replaces(service: ModelService, tmp_path: Path, progress: FakeProgress) -> None:
    source = str(networks.piper(tmp_path / "source"))
    first = service.install("norman", source=source, progress=progress)
    networks.piper(tmp_path / "source", speakers=2)
    assert len(service.install("norman", source=source, progress=progress).voices) == len(first.voices) + 2
    assert [event.code for event in progress.events] == ["trusted_on_first_use"] * 2 + ["voice_changed"]


@pytest.mark.parametrize("name", ["lessac", "de_DE-thorsten-medium"])
def test_a_licence_that_is_not_free_must_be_accepted(service: ModelService, name: str, progress: FakeProgress) -> None:
    with pytest.raises(Forbidden) as failure:
        service.install(name, progress=progress)
    assert "MODEL_CARD" in str(failure.value.hint)
    assert "--accept-licence" in str(failure.value.hint)


@pytest.mark.parametrize(("wrong", "hint"), [("kristn", "'kristin'"), ("../x", "--installable"), ("", "--from")])
def test_an_unknown_name_is_guessed(service: ModelService, wrong: str, hint: str, progress: FakeProgress) -> None:
    with pytest.raises(InvalidInput) as failure:
        service.install(wrong, progress=progress)
    assert hint in str(failure.value.hint)


def test_a_name_cannot_leave_the_folder(service: ModelService, tmp_path: Path, progress: FakeProgress) -> None:
    source = str(networks.piper(tmp_path / "source"))
    for name in ("..", "a/b", ".hidden", "x" * 80):
        with pytest.raises(InvalidInput):
            service.install(name, source=source, accept_licence=True, progress=progress)


def test_offline_tells_how_to_do_it_by_hand(service: ModelService, progress: FakeProgress) -> None:
    with pytest.raises(StorageFailed) as failure:
        service.install("kokoro", source="http://nobody.invalid", progress=progress)
    assert failure.value.error_code == "offline"
    assert "heygen voice install kokoro --from FOLDER" in str(failure.value.hint)


def test_every_known_voice_says_all_there_is_to_say() -> None:
    for model in models.known():
        assert model.files[0].url.startswith("https://")
        assert model.megabytes > 0
        assert {file.name for file in model.files} == set(models.FILES[model.engine])
    assert models.known()[0].free
    assert models.find("norman").files[0] == ModelFile(
        "model.onnx",
        "https://huggingface.co/rhasspy/piper-voices/resolve/main/en/en_US/norman/medium/en_US-norman-medium.onnx",
    )
