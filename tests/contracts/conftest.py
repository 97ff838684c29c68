"""The program against the stand-in for HeyGen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import heygen, home
from tests.heygen.fake import KEY, FakeHeyGen, serve

__all__ = ["heygen", "home"]


@pytest.fixture
def cloud(home: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHeyGen]:
    """A fake that the program takes for HeyGen."""
    with serve() as fake:
        monkeypatch.setenv("HEYGEN_PROVIDER", "heygen")
        monkeypatch.setenv("HEYGEN_API_BASE", fake.url)
        monkeypatch.setenv("HEYGEN_API_KEY", KEY)
        yield fake
