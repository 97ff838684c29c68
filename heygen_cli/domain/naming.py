"""Names that the user did not choose: a title from the script, a file name from the title."""

from __future__ import annotations

import re
import unicodedata

_TITLE_WORDS = 8
_TITLE_LENGTH = 60
_SLUG_BYTES = 120  # file systems allow 255, and temporary files and suffixes need some


def title_from(script: str) -> str:
    """The first words of a script, on one line."""
    words = "".join(char if char.isprintable() else " " for char in script[:1000]).split()
    title = " ".join(words[:_TITLE_WORDS])[:_TITLE_LENGTH].rstrip(" ,;:.-–—")
    return title or "Untitled"


def slug(title: str) -> str:
    """A file name of letters, digits and dashes, in the title's own writing system."""
    plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", title).casefold()).strip("-")
    return plain.encode()[:_SLUG_BYTES].decode(errors="ignore").strip("-") or "video"
