"""What can be told about a script before it is spoken."""

from __future__ import annotations

from heygen_cli.domain.event import Event
from heygen_cli.domain.voice import Voice
from heygen_cli.studio.speech import catalogue, plan, tags
from heygen_cli.studio.speech.language import detect, primary
from heygen_cli.studio.speech.pronunciation import Lexicon


def of(text: str, voice: Voice, lexicon: Lexicon, *, markup: bool = False) -> list[Event]:
    """Unknown tags, and a script in a language that the voice does not speak; both are fallbacks."""
    reading = plan.make(text, detect(text), markup=markup, lexicon=lexicon)
    found = [_unknown(tag) for tag in dict.fromkeys(reading.unknown)]
    language = detect(" ".join(token.text for token in reading.tokens))
    spoken = primary(voice.language)
    if language == "en" or spoken in ("mul", primary(language)):
        return found  # English words are at home everywhere, and a guess at English may be no more than a lack of signs
    better, _ = catalogue.Voices().resolve("auto", language)
    found.append(
        Event(
            "fallback",
            "voice_language",
            f"The script looks like {language!r}, and {voice.id} reads it as {voice.language}",
            f"--voice {better.id}",
        )
    )
    return found


def _unknown(tag: str) -> Event:
    meant = tags.meant(tag)
    hint = f"did you mean [{meant}]?" if meant else "docs/voices.md lists the tags"
    return Event("fallback", "unknown_tag", f"The tag [{tag}] is not known: it is shown, and not spoken", hint)
