from __future__ import annotations

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.services.page import cut

ITEMS = [f"espeak/{letter}+ü" for letter in "abcdefg"]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 100])
def test_all_pages_together_are_the_list(limit: int) -> None:
    found: list[str] = []
    token = None
    while True:
        page = cut(ITEMS, limit=limit, token=token, key=str)
        found += page.items
        token = page.next_token
        if token is None:
            break
    assert found == ITEMS


@pytest.mark.parametrize("token", ["nonsense", "!!", "ü", "YWJj", "_" * 9])
def test_a_foreign_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidInput, match="does not belong") as caught:
        cut(ITEMS, limit=2, token=token, key=str)
    assert caught.value.param == "--token"


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_page_has_a_size(limit: int) -> None:
    with pytest.raises(InvalidInput, match="1 to 100"):
        cut(ITEMS, limit=limit, token=None, key=str)
