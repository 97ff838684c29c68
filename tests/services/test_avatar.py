from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from heygen_cli.domain.avatar import Avatar, Look
from heygen_cli.domain.errors import FileExists, InvalidInput
from heygen_cli.services.avatar import AvatarService


def avatar(name: str, *looks: str) -> Avatar:
    ids = (name, *(f"{name}/{look}" for look in looks))
    return Avatar(name, name.title(), "female", tuple(Look(look, name, look.title(), "female") for look in ids))


class Cast:
    def avatars(self) -> Sequence[Avatar]:
        return [avatar("mira", "casual"), avatar("leo"), avatar("helen", "formal")]


@pytest.fixture
def service() -> AvatarService:
    return AvatarService(catalogue=Cast(), still=lambda look, width, height: f"{look} {width}x{height}".encode())


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


def test_a_preview_is_written_whole_and_never_over_another_file(service: AvatarService, tmp_path: Path) -> None:
    target = tmp_path / "mira.png"
    assert service.save_preview("mira", target, width=64, height=36) == target
    assert target.read_bytes() == b"mira 64x36"
    with pytest.raises(FileExists):
        service.save_preview("leo", target, width=64, height=36)
    assert target.read_bytes() == b"mira 64x36"
    service.save_preview("leo", target, width=64, height=36, overwrite=True)
    assert target.read_bytes() == b"leo 64x36"
    with pytest.raises(InvalidInput):
        service.save_preview("leo", tmp_path / "leo.jpg", width=64, height=36)
