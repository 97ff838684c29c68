"""Guess what language a text is in: by its letters, then by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

DEFAULT = "en"
# First and last code point of a script, and the language most often written in it.
_SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
# Letters that tell apart two languages of one script.
_TELLING = {"ru": ("uk", "іїєґІЇЄҐ"), "ar": ("fa", "پچژگ")}
_STOP_WORDS = {
    "en": "the a and of to in is that it for you they with are this on be have not we was what your from can will",
    "de": "der die das und ist nicht ein eine mit von zu den dem auf für sich wir sie es auch wie im",
    "fr": "le la les et est un une des du que qui dans pour pas sur avec nous vous ce il elle au je",
    "es": "el la los las y es un una de que en por para con no se su del al lo como más pero",
    "it": "il lo la gli e è un una di che in per con non si del della sono al come più ma ci",
    "pt": "o a os as e é um uma de que em por para com não se do da no na como mais mas você",
    "nl": "de het een en is van dat niet op te zijn met voor die aan er ook als maar wij je",
    "sv": "och att det är en ett som på för av med inte den till vi har jag du om men",
    "pl": "i w nie na to się z jest że do jak co ale po dla od są tak przez",
    "tr": "ve bir bu için ile da de çok ne var gibi daha olarak ama o en mi",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}


def detect(text: str) -> str:
    """The likely language of ``text`` as a BCP-47 tag, ``en`` when nothing tells."""
    scripts = Counter(_script(char) for char in text if char.isalpha())
    if scripts["ja"]:
        scripts["ja"] += scripts.pop("zh", 0)  # kanji among kana are Japanese
    if not scripts:
        return DEFAULT
    language = scripts.most_common(1)[0][0]
    if language == "latin":
        return _by_stop_words(text)
    other, letters = _TELLING.get(language, ("", ""))
    return other if any(char in letters for char in text) else language


def _script(char: str) -> str:
    code = ord(char)
    return next((language for first, last, language in _SCRIPTS if first <= code <= last), "latin")


def _by_stop_words(text: str) -> str:
    counts = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {language: sum(counts[word] for word in words) for language, words in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    # One word is no evidence: `the die is cast`, `a la carte`.
    return best if scores[best] >= 2 and scores[best] > scores[DEFAULT] else DEFAULT


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """The language of a tag without its region: ``en-US`` gives ``en``; ``cmn`` and ``zh`` are one language."""
    first = tag.lower().replace("_", "-").split("-")[0]
    return "zh" if first == "cmn" else first
