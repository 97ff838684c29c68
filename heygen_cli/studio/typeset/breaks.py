"""Where a line of text may end (after Unicode Standard Annex 14, and the Japanese kinsoku rules)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Closing punctuation, small kana, sound and repetition marks: no line begins with them (JIS X 4051).
_NO_BEGINNING = frozenset(
    ")]}〕〉》」』】〙〗〟’”｠»、。，．・：；？！‼⁇⁈⁉…‥ー〜～゠–々〻ゝゞヽヾ,.:;?!%°′″％"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ）］｝"
)
# Opening punctuation and signs before a number: no line ends with them.
_NO_END = frozenset("([{〔〈《「『【〘〖〝‘“｟«（［｛¥$£€＄￥￡#＃")
_GLUE = frozenset("\u00a0\u2007\u2011\u202f\u2060\u200d\ufe0e\ufe0f")
_AFTER_DASH = frozenset("—–-‐/")
# Vowels of Thai and Lao, which are written without spaces, that stand before their syllable's consonant.
_LEADING = frozenset("เแโใไເແໂໃໄ")
_HANGUL = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xAC00, 0xD7FF))  # written with spaces between words


def opportunities(text: str) -> list[int]:
    """The indexes at which a new line may begin."""
    return [index for index in range(1, len(text)) if _between(text, index)]


def _between(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after.isspace() or before in _GLUE or after in _GLUE:
        return False
    if before in " \u3000\u200b" or (before.isspace() and before != "\n"):
        return True
    if after in _NO_BEGINNING or before in _NO_END or unicodedata.combining(after):
        return False
    if before in _AFTER_DASH:
        # Neither inside "-5" and "1/2" nor after the slashes of "and/or" at the very beginning.
        return index > 1 and text[index - 2].isalpha() and after.isalpha()
    return _ideographic(before) or _ideographic(after) or (after in _LEADING and before.isalpha())


@lru_cache(4096)
def _ideographic(char: str) -> bool:
    """Whether lines may break on either side of a character: Chinese, Japanese, pictographs."""
    code = ord(char)
    if any(first <= code <= last for first, last in _HANGUL):
        return False
    return unicodedata.east_asian_width(char) in "WF"
