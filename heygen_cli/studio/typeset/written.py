"""What may be set: text without anything a reader cannot see."""

from __future__ import annotations

import re
import unicodedata

# Controls, those of direction too (it follows from the letters), soft hyphens, byte order marks, surrogates.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def cleaned(text: str) -> str:
    """The text in composed form, newlines kept, a tab as four spaces, other control characters left out."""
    text = _NEWLINE.sub("\n", text).replace("\t", "    ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))
