"""Speech: a text is spoken, or a recording is listened to, and both give sound with the times of its words and sounds.

Importing this package is cheap; engines, numpy and FFmpeg are loaded by the first call that needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from heygen_cli.studio.speech.catalogue import Voices, resolve
from heygen_cli.studio.speech.language import detect as detect_language

if TYPE_CHECKING:
    from heygen_cli.domain.speech import SpeechRequest, SpeechTrack

__all__ = ["Voices", "check", "check_recording", "detect_language", "recording", "resolve", "synthesise"]


def check(text: str, language: str) -> None:
    """Refuse a text in which nothing can be spoken, without loading an engine; raises InvalidInput."""
    from heygen_cli.studio.speech import plan

    plan.make(text, language)


def check_recording(path: Path) -> None:
    """Refuse a recording that cannot be listened to; raises InvalidInput as ``recording`` would."""
    from heygen_cli.studio.speech import audio

    audio.decode(path)


def synthesise(request: SpeechRequest, folder: Path) -> SpeechTrack:
    """Speak a text of up to 5,000 characters into ``folder/speech.wav``, its times into ``folder/speech.json``.

    Raises:
        InvalidInput: When there is nothing to say, or the voice cannot say it.
        EngineMissing: When the voice's engine is not installed.
        RenderFailed: When the engine fails.
    """
    from heygen_cli.studio.speech import synthesis

    return synthesis.synthesise(request, folder)


def recording(audio: Path, script: str, folder: Path) -> SpeechTrack:
    """Listen to a recording: its sound into ``folder/speech.wav``, the times of its words and sounds beside it.

    With a ``script`` its words are found in the sound; without one, only when and how openly something is said.

    Raises:
        InvalidInput: When the file cannot be read, has no sound, is silent or lasts longer than ten minutes.
    """
    from heygen_cli.studio.speech import listening

    return listening.recording(audio, script, folder)
