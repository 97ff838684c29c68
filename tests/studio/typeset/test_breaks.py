from itertools import pairwise

import pytest

from heygen_cli.studio.typeset.breaks import opportunities


def parts(text: str) -> list[str]:
    edges = [0, *opportunities(text), len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two", ["one ", "two"]),
        ("one  two ", ["one  ", "two "]),
        ("well-known", ["well-", "known"]),
        ("from -5 to 10-20", ["from ", "-5 ", "to ", "10-20"]),
        ("1/2 and/or", ["1/2 ", "and/", "or"]),
        ("10\u00a0km away", ["10\u00a0km ", "away"]),
        ("ends — here", ["ends ", "— ", "here"]),
        ("「日本」、世界。", ["「日", "本」、", "世", "界。"]),
        ("ちょっと待って", ["ちょっ", "と", "待っ", "て"]),
        ("한국어 문장", ["한국어 ", "문장"]),
        ("価格は￥500です", ["価", "格", "は", "￥500", "で", "す"]),
    ],
)
def test_lines_may_end(text: str, expected: list[str]) -> None:
    assert parts(text) == expected
