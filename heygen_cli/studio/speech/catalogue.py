"""Which voices there are, and which one ``auto`` means."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from heygen_cli.domain.errors import EngineMissing, InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.voice import QUALITY_CLASSES, Gender, Voice
from heygen_cli.ports import SpeechProvider
from heygen_cli.studio.speech.language import primary
from heygen_cli.studio.speech.models import FILES as ENGINES
from heygen_cli.studio.speech.shelf import Shelf

# Best first, by the word error rates that benchmarks/speech.py measures.
_CLEAR: tuple[tuple[str, str, Gender, int, str], ...] = (
    ("flite/rms", "en-US", "male", 16000, "calm"),
    ("festival/slt", "en-US", "female", 32000, "clear"),
    ("flite/slt", "en-US", "female", 16000, "plain"),
    ("flite/awb", "en-GB-scotland", "male", 16000, "Scottish"),
    ("flite/kal16", "en-US", "male", 16000, "diphones"),
)
# Both engines and their voices come from Carnegie Mellon under the same short licence.
_CLEAR_LICENCE = "MIT-CMU"
_CLEAR_HINT = "apt-get install flite festival festvox-us-slt-hts   (macOS: brew install flite)"
_FESTIVAL_HINT = "apt-get install festival festvox-us-slt-hts"
_FLITE_HINT = "apt-get install flite   (macOS: brew install flite)"
_ESPEAK_LICENCE = "GPL-3.0-or-later"
_ESPEAK_HINT = "pip install espeakng-loader"
# The variants of espeak's English that are worth offering by name; any other can still be asked for.
_VARIANTS: tuple[tuple[str, Gender, str], ...] = (
    ("klatt4", "male", "smooth"),
    ("f3", "female", "bright"),
)
_PREFERRED = {"en": "espeak/en-us", "zh": "espeak/cmn", "pt": "espeak/pt-br", "fr": "espeak/fr-fr"}
_LIBRARY_FOLDERS = ("/usr/lib/*-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")


class Voices:
    """The voices of the local engines, of the folder ``models``, and of the providers that are set up."""

    def __init__(self, providers: Sequence[SpeechProvider] = (), *, models: Path | None = None) -> None:
        self._providers = {provider.name: provider for provider in providers}
        self._shelf = Shelf(models) if models else None

    def voices(self) -> Sequence[Voice]:
        """All voices, best first; those whose engine is missing say how to install it."""
        remote = [voice for provider in self._providers.values() for voice in provider.voices()]
        return (*self.here(), *remote)

    def here(self) -> tuple[Voice, ...]:
        """The voices of this machine alone; no provider is asked for its own."""
        return (*(self._shelf.voices() if self._shelf else ()), *_all())

    def library(self, voice: Voice) -> str:
        """What the engine's worker loads: its library or program; for neural voices their folder before espeak's."""
        if voice.engine in ENGINES and self._shelf:
            return f"{self._shelf.home(voice)}|{_espeak_library()}"
        return library(voice)

    def provider(self, voice: Voice) -> SpeechProvider | None:
        """Who speaks with this voice over the network; None for a voice of this machine."""
        return self._providers.get(voice.engine)

    def identity(self, voice: Voice) -> dict[str, str]:
        """Digests of a neural voice's files, a provider's model; nothing for voices that their ids tell apart."""
        if self.provider(voice):
            return {"style": voice.style or ""}
        return self._shelf.identity(voice) if self._shelf else {}

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        """The voice for an id. ``auto`` is the best voice of this machine for the language, of ``gender`` if possible.

        The event is a fallback, when ``auto`` had to end on a lower class than ``clear``.

        Raises:
            InvalidInput: For an id that no voice has.
            EngineMissing: For a voice whose engine is not installed.
        """
        if voice_id == "auto":
            return _automatic(self.here(), primary(language or "en"), gender)
        # Providers look for credentials, in a keyring that may want to be unlocked: only for a voice of theirs.
        engine = self._providers.get(voice_id.partition("/")[0])
        listed = engine.voices() if engine else self.here()
        voice = next((voice for voice in listed if voice.id == voice_id), None) or _variant(voice_id)
        if voice is None:
            raise _unknown(voice_id, self.voices())
        if not voice.available:
            raise EngineMissing(f"The voice {voice_id} is not installed", hint=voice.install_hint, param="voice")
        return voice, None


def library(voice: Voice) -> str:
    """What the engine's worker loads: flite's library, festival's program, or espeak's library and data."""
    if voice.engine == "flite":
        return str(_flite_library())
    if voice.engine == "festival":
        return str(_festival())
    return _espeak_library()


def _espeak_library() -> str:
    import espeakng_loader

    return f"{espeakng_loader.get_library_path()}|{espeakng_loader.get_data_path()}"


def _automatic(voices: Sequence[Voice], language: str, gender: Gender | None) -> tuple[Voice, Event | None]:
    here = [voice for voice in voices if voice.available]
    fitting = [voice for voice in here if primary(voice.language) == language]
    if not here:
        raise EngineMissing("No speech engine is installed", hint=_ESPEAK_HINT, param="voice")
    candidates = fitting or [voice for voice in here if primary(voice.language) == "en"] or here
    first = _PREFERRED.get(language, "")
    clear = QUALITY_CLASSES.index("clear")
    best = min(
        candidates,
        key=lambda voice: (
            # However good a voice is, it does not stand in for a clear one of the gender.
            max(QUALITY_CLASSES.index(voice.quality), clear if gender not in (None, voice.gender) else 0),
            gender not in (None, voice.gender),
            not voice.style,  # a plain espeak voice comes after its variants
            not voice.id.startswith(first),
        ),
    )
    return best, _fallback(best, language, spoken=bool(fitting))


def _fallback(voice: Voice, language: str, *, spoken: bool) -> Event | None:
    if not spoken:
        return Event("fallback", "voice_fallback", f"No voice speaks {language!r}: {voice.id} reads it in its own way")
    if QUALITY_CLASSES.index(voice.quality) <= QUALITY_CLASSES.index("clear"):
        return None
    hint = _CLEAR_HINT if language == "en" else "See what there is: heygen voice list"
    return Event("fallback", "voice_fallback", f"The robotic voice {voice.id} speaks: no clearer one is here", hint)


def _unknown(voice_id: str, voices: Sequence[Voice]) -> InvalidInput:
    ids = [voice.id for voice in voices]
    close = difflib.get_close_matches(voice_id, ids, n=1, cutoff=0.5) or [
        known for known in ids if known.split("/")[1] == voice_id
    ]
    meant = f"Did you mean {close[0]}? " if close else ""
    return InvalidInput(f"There is no voice {voice_id!r}", param="voice", hint=f"{meant}List them: heygen voice list")


@cache
def _all() -> tuple[Voice, ...]:
    found = (*_clear_voices(), *_espeak_voices())
    return tuple({voice.id: voice for voice in found}.values())  # espeak lists Cantonese twice


def _clear_voices() -> Iterator[Voice]:
    for voice_id, language, gender, rate, style in _CLEAR:
        engine, _, name = voice_id.partition("/")
        here = _has_festival(name) if engine == "festival" else _has_flite(name)
        hint = None if here else _FESTIVAL_HINT if engine == "festival" else _FLITE_HINT
        yield Voice(
            voice_id,
            name,
            engine,
            language,
            gender,
            "clear",
            _CLEAR_LICENCE,
            rate,
            available=here,
            style=style,
            install_hint=hint,
        )


def _has_festival(name: str) -> bool:
    program = _festival()
    if program is None:
        return False
    shared = program.resolve().parent.parent / "share/festival"
    return any((shared / below / f"cmu_us_{name}_arctic_hts").is_dir() for below in ("voices/us", "lib/voices/us"))


def _festival() -> Path | None:
    found = shutil.which("festival")
    return Path(found) if found else None


def _has_flite(name: str) -> bool:
    found = _flite_library()
    return found is not None and found.with_name(found.name.replace("libflite", f"libflite_cmu_us_{name}")).exists()


@cache
def _flite_library() -> Path | None:
    """Libflite itself; HEYGEN_FLITE names a folder to look in first."""
    name = "libflite*.dylib" if sys.platform == "darwin" else "libflite.so*"
    folders = [os.environ["HEYGEN_FLITE"]] if os.environ.get("HEYGEN_FLITE") else []
    for pattern in [*folders, *_LIBRARY_FOLDERS]:
        root = Path(Path(pattern).anchor or ".")
        for folder in sorted(root.glob(str(Path(pattern).relative_to(root)))):
            found = sorted(folder.glob(name), key=lambda path: len(path.name))
            exact = [path for path in found if "libflite_" not in path.name]
            if exact:
                return exact[0]
    return None


def _espeak_voices() -> Iterator[Voice]:
    data = _espeak_data()
    if data is None:
        yield replace(_espeak("en-us+klatt4", "English (America)", "en-us", "male", "smooth"), available=False,
                      install_hint=_ESPEAK_HINT)  # fmt: skip
        return
    plain = sorted(_read_languages(data), key=lambda voice: (not voice.id.startswith("espeak/en-us"), voice.id))
    for name, gender, style in _VARIANTS:
        yield _espeak(f"en-us+{name}", f"English (America), {style}", "en-us", gender, style)
    yield from plain


@cache
def _espeak_data() -> Path | None:
    try:
        import espeakng_loader
    except ImportError:
        return None
    return Path(espeakng_loader.get_data_path())


def _read_languages(data: Path) -> Iterator[Voice]:
    """Espeak's own list: a small text file for each language, with its name and the tags it answers to."""
    for path in sorted((data / "lang").rglob("*")):
        if not path.is_file():
            continue
        lines = path.read_text("utf-8", "replace").splitlines()
        pairs = (line.partition("//")[0].partition(" ") for line in reversed(lines))
        fields = {key: value.strip() for key, _, value in pairs}
        tag = fields.get("language", "").split(" ")[0].lower()
        dictionary = fields.get("dictionary", tag.split("-")[0])
        # A few languages are listed although their dictionary is not in the package.
        if tag and (data / f"{dictionary}_dict").exists():
            yield _espeak(tag, fields.get("name", tag), tag, "male", None)


def _espeak(name: str, title: str, tag: str, gender: Gender, style: str | None) -> Voice:
    return Voice(f"espeak/{name}", title, "espeak", _bcp47(tag), gender, "robotic", _ESPEAK_LICENCE, 22050, style=style)


def _variant(voice_id: str) -> Voice | None:
    """A language of espeak with one of its hundred variants: ``espeak/de+f2``."""
    language, plus, variant = voice_id.partition("+")
    base = next((voice for voice in _all() if voice.id == language and voice.engine == "espeak"), None)
    data = _espeak_data()
    if (
        not plus
        or base is None
        or data is None
        or variant not in {path.name for path in (data / "voices/!v").iterdir()}
    ):
        return None
    gender: Gender = "female" if variant[:1] == "f" and variant[1:].isdigit() else base.gender
    return replace(base, id=voice_id, gender=gender, style=variant)


def _bcp47(tag: str) -> str:
    """``en-us`` as ``en-US``, ``cmn-latn-pinyin`` as ``cmn-Latn-pinyin``."""
    first, *rest = tag.split("-")
    cased = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    return "-".join([first, *cased])
