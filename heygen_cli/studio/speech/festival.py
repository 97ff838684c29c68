"""Festival through its command line, one process for many sentences; runs only inside the speech worker."""

from __future__ import annotations

import os
import subprocess
import tempfile
import wave
from functools import partial
from typing import Any

from heygen_cli.studio.speech.lifeline import die_with

_END = "-- end --"
# Cells of Lisp. The usual ten million take a fifth of a second to lay out.
_HEAP = "1000000"
# One line a sound: its name and end, the stress of its syllable, and which of the tokens it belongs to. The relation
# Token holds tokens and, below them, their words.
_SPEAK = """(begin
(set! hts_engine_params (cons (list "-r" {speed:.4f}) cmu_us_{voice}_arctic_hts::hts_engine_params))
(set! spoken (utt.synth (Utterance Text "{text}")))
(utt.save.wave spoken "{path}" 'riff)
(set! count -1)
(mapcar (lambda (item) (if (null (item.parent item)) (set! count (+ 1 count))) (item.set_feat item "place" count))
 (utt.relation.items spoken 'Token))
(mapcar (lambda (sound) (format t "%s %f %s %s\\n" (item.name sound) (item.feat sound "end")
  (item.feat sound "R:SylStructure.parent.stress")
  (if (item.relation sound 'SylStructure) (item.feat sound "R:SylStructure.parent.parent.R:Token.parent.place") "-")))
 (utt.relation.items spoken 'Segment)))"""


class Festival:
    """Festival's HTS voices; ``library`` is the path of the program."""

    def __init__(self, library: str) -> None:
        # An open file without a name: nothing is left behind however this process ends.
        self._sound = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the engine
        # Festival reads Scheme from its stdin and writes what that prints, nothing else.
        self._process = subprocess.Popen(
            [library, "--heap", _HEAP, "--pipe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[self._sound.fileno()],
            preexec_fn=partial(die_with, os.getpid()),
            encoding="ascii",
        )
        self._voice = ""

    def load(self, voice: str) -> None:
        """Make ``voice`` the one that speaks."""
        if voice != self._voice:
            self._ask(f"(voice_cmu_us_{voice}_arctic_hts)")
            self._voice = voice

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence; see ``worker.Engine``."""
        text = "".join(words).replace("\\", " ").replace('"', " ")
        self._sound.seek(0)
        self._sound.truncate()
        path = f"/dev/fd/{self._sound.fileno()}"
        lines = self._ask(_SPEAK.format(voice=voice, speed=speed, text=text, path=path))
        self._sound.seek(0)
        with wave.open(self._sound, "rb") as sound:
            rate, pcm = sound.getframerate(), sound.readframes(sound.getnframes())
        return {"rate": rate, "pcm": pcm, "phones": _phones(lines, rate)}

    def _ask(self, command: str) -> list[str]:
        """What a command prints, line by line."""
        assert self._process.stdin
        assert self._process.stdout
        print(command, f'(begin (format t "\\n{_END}\\n") (fflush nil))', file=self._process.stdin, flush=True)
        lines: list[str] = []
        for line in self._process.stdout:
            if line.rstrip() == _END:
                return lines
            lines.append(line)
        raise OSError("festival ended before it had answered")


def _phones(lines: list[str], rate: int) -> list[list[Any]]:
    phones: list[list[Any]] = []
    start = 0
    for line in lines:
        fields = line.split()
        if len(fields) != 4:
            continue
        name, seconds, stress, word = fields
        end = round(float(seconds) * rate)
        phones.append([name, start, end, None if word == "-" else int(word), int(stress)])
        start = end
    return phones
