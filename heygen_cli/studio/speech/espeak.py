"""eSpeak NG through the library of ``espeakng-loader``; runs only inside the speech worker.

The library is under the GPL-3 and kills its process on some input, two good reasons to keep it at arm's length.
"""

from __future__ import annotations

import ctypes
from itertools import accumulate
from typing import Any

# Words a minute at speed 1; espeak's own default of 175 sounds hurried.
WORDS_PER_MINUTE = 162
_SLOWEST, _FASTEST = 80, 450
_SYNCHRONOUS = 2
# espeakINITIALIZE_PHONEME_EVENTS | _PHONEME_IPA | _DONT_EXIT, <speak_lib.h>
_OPTIONS = 0x0001 | 0x0002 | 0x8000
_UTF8_END_PAUSE = 0x0001 | 0x1000
_RATE = 1
_PHONEME = 7
# Languages that espeak lists under one name and answers to under another.
_NAMES = {"en-gb": "en", "fr-fr": "fr", "chr-us-qaaa-x-west": "chr"}


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """``espeak_EVENT``, <speak_lib.h>; ``text_position`` counts characters from 1."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """All espeak voices: a language, and after ``+`` a variant such as ``en-us+klatt4``."""

    def __init__(self, library: str) -> None:
        path, _, data = library.partition("|")
        self._voice = ""
        self._core = ctypes.CDLL(path)
        self._rate = self._core.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _OPTIONS)
        if self._rate <= 0:
            raise OSError(f"espeak cannot read its data in {data}")

    def load(self, voice: str) -> None:
        """Make ``voice`` the one that speaks."""
        if voice == self._voice:
            return
        language, plus, variant = voice.partition("+")
        name = _NAMES.get(language, language) + plus + variant
        if self._core.espeak_SetVoiceByName(name.encode()) != 0:
            raise ValueError(f"espeak has no voice {voice!r}")
        self._voice = voice

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence; see ``worker.Engine``."""
        self.load(voice)
        pace = min(_FASTEST, max(_SLOWEST, round(WORDS_PER_MINUTE * speed)))
        self._core.espeak_SetParameter(_RATE, pace, 0)
        pcm, events = self._run("".join(words))
        phones = _timed(events, starts(words), len(pcm) // 2)
        return {"rate": self._rate, "pcm": pcm, "phones": share(phones, words)}

    def sounds(self, voice: str, words: list[str]) -> list[tuple[tuple[str, int], int]]:
        """The sounds of a sentence, each with its word, and with the word that espeak itself counts it to.

        The two differ where espeak speaks several words as one.
        """
        self.load(voice)
        _, events = self._run("".join(words))
        phones = [phone for phone in _timed(events, starts(words), 0) if phone[3] is not None]
        origins = [phone[3] for phone in phones]
        return [((phone[0], phone[3]), origin) for phone, origin in zip(share(phones, words), origins, strict=True)]

    def _run(self, text: str) -> tuple[bytes, list[tuple[int, int, str]]]:
        """The samples, and each phoneme's text position (from 0), first sample and name."""
        blocks: list[bytes] = []
        events: list[tuple[int, int, str]] = []

        def receive(samples: int | None, count: int, event: Any) -> int:
            if samples and count > 0:
                blocks.append(ctypes.string_at(samples, 2 * count))
            index = 0
            while event[index].type:
                item = event[index]
                if item.type == _PHONEME:
                    raw = ctypes.string_at(ctypes.addressof(item.id), 8).split(b"\0")[0]
                    events.append((item.text_position - 1, item.sample, raw.decode("utf-8", "ignore")))
                index += 1
            return 0

        callback = _CALLBACK(receive)
        self._core.espeak_SetSynthCallback(callback)
        raw = text.encode()
        size = ctypes.c_size_t(len(raw) + 1)
        self._core.espeak_Synth(raw, size, 0, 1, 0, _UTF8_END_PAUSE, None, None)
        self._core.espeak_Synchronize()
        return b"".join(blocks), events


def starts(words: list[str]) -> list[int]:
    """Where each word begins in the sentence they make together."""
    return [0, *accumulate(map(len, words))][: len(words)]


def _timed(events: list[tuple[int, int, str]], begins: list[int], length: int) -> list[list[Any]]:
    """Phones with their ends (each lasts until the next begins) and words; a nameless phoneme is a pause."""
    ends = [*(sample for _, sample, _ in events), length][1:]
    phones: list[list[Any]] = []
    for (position, start, name), end in zip(events, ends, strict=True):
        word = max((index for index, begin in enumerate(begins) if begin <= position), default=0) if name else None
        stress = 1 if "ˈ" in name else 2 if "ˌ" in name else 0
        phones.append([name or "pau", start, end, word, stress])
    return phones


def share(phones: list[list[Any]], words: list[str]) -> list[list[Any]]:
    """Give words without sounds their part of the word before: espeak speaks ``of the`` as one.

    The cut lies before a ``ð`` when the silent word begins with th, else by the words' lengths.
    """
    heard = {phone[3] for phone in phones if phone[3] is not None}
    for word in range(1, len(words)):
        if word in heard:
            continue
        group = [phone for phone in phones if phone[3] == word - 1]
        voiced = [index for index, phone in enumerate(group) if index and phone[0] in ("ð", "θ")]
        if len(group) < 2:
            continue
        if words[word].lower().startswith("th") and voiced:
            cut = voiced[-1]
        else:
            part = len(words[word - 1]) / (len(words[word - 1]) + len(words[word]))
            cut = min(len(group) - 1, max(1, round(part * len(group))))
        for phone in group[cut:]:
            phone[3] = word
    return phones
