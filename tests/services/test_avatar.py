from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.avatar import CONSENT_VERSION, Avatar, Consent, Look, Preview
from heygen_cli.domain.errors import ConfirmationRequired, FileExists, InvalidInput
from heygen_cli.domain.staging import Staging
from heygen_cli.domain.voice import Gender
from heygen_cli.services.avatar import AvatarService
from tests.fakes import FakeClock, FakeProgress, FakeRenderer


def avatar(name: str, *looks: str) -> Avatar:
    ids = (name, *(f"{name}/{look}" for look in looks))
    return Avatar(name, name.title(), "female", tuple(Look(look, name, look.title(), "female") for look in ids))


class Cast:
    """Presenters, a pen, and an album of portraits."""

    def __init__(self) -> None:
        self.known = [avatar("mira", "casual"), avatar("leo"), avatar("helen", "formal")]

    def avatars(self) -> Sequence[Avatar]:
        return self.known

    def faults(self) -> Sequence[InvalidInput]:
        return []

    def still(self, look_id: str, width: int, height: int, *, staging: Staging | None = None) -> bytes:
        return f"{look_id} {width}x{height} {staging.framing if staging else None}".encode()

    def sheet(self, rows: Sequence[Sequence[tuple[str, bytes]]]) -> bytes:
        return b"\n".join(b" ".join(name.encode() for name, _ in row) for row in rows)

    def create(
        self,
        image: Path,
        *,
        avatar_id: str,
        name: str,
        gender: Gender,
        voice: str | None,
        consent: Consent | None,
        lipsync: Path | None = None,
    ) -> Avatar:
        look = Look(avatar_id, avatar_id, name, gender, avatar_type="photo_avatar", default_voice=voice)
        made = Avatar(avatar_id, name, gender, (look,), private=True, consent=consent, pending=consent is None)
        self.known.append(made)
        return made

    def waiting(self, avatar_id: str) -> Avatar | None:
        return next((avatar for avatar in self.known if avatar.id == avatar_id and avatar.pending), None)

    def agree(self, avatar_id: str, consent: Consent) -> Avatar:
        self.known = [
            replace(each, consent=consent, pending=False) if each.id == avatar_id else each for each in self.known
        ]
        return self.known[-1]

    def rename(self, avatar_id: str, name: str) -> Avatar:
        self.known = [replace(each, name=name) if each.id == avatar_id else each for each in self.known]
        return self.known[-1]

    def made_of(self, photo: Path) -> Avatar | None:
        return self.known[-1] if photo.read_bytes() == b"taught" and self.known else None

    def remove(self, avatar_id: str) -> None:
        self.known = [avatar for avatar in self.known if avatar.id != avatar_id]


@pytest.fixture
def renderer(tmp_path: Path) -> FakeRenderer:
    return FakeRenderer(tmp_path / "films")


@pytest.fixture
def service(renderer: FakeRenderer) -> AvatarService:
    cast = Cast()
    return AvatarService(
        catalogue=cast, artist=cast, portraits=cast, renderer=lambda: renderer, clock=FakeClock(1_900_000_000.0)
    )


def test_pages_follow_one_another(service: AvatarService) -> None:
    first = service.list(limit=2)
    assert [item.id for item in first.items] == ["mira", "leo"]
    second = service.list(limit=2, token=first.next_token)
    assert [item.id for item in second.items] == ["helen"]
    assert second.next_token is None


def test_nobody_is_private(service: AvatarService) -> None:
    assert service.list(ownership="private").items == ()
    assert len(service.list(ownership="public").items) == 3
    assert service.looks(ownership="private").items == ()


def test_looks_of_all_of_one_and_of_a_type(service: AvatarService) -> None:
    assert [look.id for look in service.looks().items] == ["mira", "mira/casual", "leo", "helen", "helen/formal"]
    assert [look.id for look in service.looks(avatar_id="helen").items] == ["helen", "helen/formal"]
    assert service.looks(avatar_type="photo_avatar").items == ()


def test_an_unknown_id_is_answered_with_the_nearest(service: AvatarService) -> None:
    with pytest.raises(InvalidInput, match="'mirra'") as caught:
        service.get("mirra")
    assert caught.value.error_code == "avatar_not_found"
    assert "'mira'" in str(caught.value.hint)
    with pytest.raises(InvalidInput) as caught:
        service.look("mira/causal")
    assert "'mira/casual'" in str(caught.value.hint)
    with pytest.raises(InvalidInput):
        service.looks(avatar_id="nobody")


SMALL = Preview(64, 36)


def test_a_preview_is_written_whole_and_never_over_another_file(service: AvatarService, tmp_path: Path) -> None:
    target, progress = tmp_path / "mira.png", FakeProgress()
    assert service.save_preview("mira", target, SMALL, progress=progress) == target
    assert target.read_bytes() == b"mira 64x36 None"
    with pytest.raises(FileExists):
        service.save_preview("leo", target, SMALL, progress=progress)
    assert target.read_bytes() == b"mira 64x36 None"
    wide = Preview(64, 36, Staging("wide"))
    service.save_preview("leo", target, wide, progress=progress, overwrite=True)
    assert target.read_bytes() == b"leo 64x36 wide"
    with pytest.raises(InvalidInput):
        service.save_preview("leo", tmp_path / "leo.jpg", SMALL, progress=progress)


def test_a_clip_greets_by_name(service: AvatarService, renderer: FakeRenderer, tmp_path: Path) -> None:
    service.save_preview("mira/casual", tmp_path / "a.webm", Preview(720, 1280), progress=FakeProgress())
    assert (tmp_path / "a.webm").is_file()
    (board,) = renderer.rendered
    assert (board.avatar, board.format, board.aspect_ratio, board.size) == ("mira/casual", "webm", "9:16", (720, 1280))
    assert board.scenes[0].script.startswith("Hello! My name is Mira/Casual.")


def test_a_sheet_has_a_row_for_each_presenter(service: AvatarService, tmp_path: Path) -> None:
    service.sheet(tmp_path / "all.png", progress=FakeProgress())
    assert (tmp_path / "all.png").read_text() == "mira mira/casual\nleo\nhelen helen/formal"
    service.sheet(tmp_path / "one.png", ["leo"], progress=FakeProgress())
    assert (tmp_path / "one.png").read_text() == "leo"


def test_a_portrait_becomes_a_presenter_with_the_consent_kept(service: AvatarService) -> None:
    made = service.create(Path("ada.jpg"), name=" Ada Löve ", consented="terminal", gender="female")
    assert (made.id, made.name) == ("ada-löve", "Ada Löve")
    assert made.consent == Consent(1_900_000_000.0, "terminal", CONSENT_VERSION)
    assert [item.id for item in service.list(ownership="private").items] == ["ada-löve"]
    assert [look.id for look in service.looks(avatar_type="photo_avatar").items] == ["ada-löve"]
    assert made.to_json()["consent_status"] == "approved"
    service.delete("ada-löve")
    assert service.list(ownership="private").items == ()


def test_nobody_speaks_without_consent_or_under_anothers_name(service: AvatarService) -> None:
    with pytest.raises(ConfirmationRequired) as refused:
        service.create(Path("ada.jpg"), name="Ada", consented=None)
    assert refused.value.error_code == "consent_required"
    for name, code in (("Mira", "avatar_exists"), (" ", "usage_error")):
        with pytest.raises(InvalidInput) as caught:
            service.create(Path("ada.jpg"), name=name, consented="flag")
        assert caught.value.error_code == code
    with pytest.raises(InvalidInput, match="drawn"):
        service.delete("mira")
