"""The words of a film as a file: from its subtitle tracks, or from a file that lies beside it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.footage import Outcome, Transcript
from heygen_cli.ports import Progress
from heygen_cli.studio.captions import Cue, line_text, to_srt, to_vtt
from heygen_cli.studio.footage import reading
from heygen_cli.studio.footage.conversion import convert
from heygen_cli.studio.footage.source import PARAM, Source, examine, opened

# Subtitles of these kinds are pictures of text.
_PICTURES = ("dvd_subtitle", "hdmv_pgs_subtitle", "dvb_subtitle", "xsub")
# A longer silence begins a new paragraph, in seconds.
_PARAGRAPH = 2.0


def make(task: Transcript, path: Path, dest: Path, progress: Progress) -> Outcome:
    """Write the words of a film or of a subtitle file in the format that the name asks for."""
    found = reading.read(path) if path.suffix.lower() in reading.SUFFIXES else _of_film(task, path, progress)
    dest.write_text(WRITERS[dest.suffix.lower()](found), encoding="utf-8")
    return Outcome(found[-1].end, details={"cues": len(found)})


def to_ass(found: Sequence[Cue]) -> str:
    """The cues as Advanced SubStation Alpha in a style that suits a picture of any size."""
    style = "Style: Default,Arial,54,&H00FFFFFF,&H00FFFFFF,&H00101014,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,96,96,54,1"
    return "\n".join(
        [
            *("[Script Info]", "ScriptType: v4.00+", "PlayResX: 1920", "PlayResY: 1080", "WrapStyle: 0"),
            *("ScaledBorderAndShadow: yes", "", "[V4+ Styles]"),
            "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
            "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
            "MarginL, MarginR, MarginV, Encoding",
            *(style, "", "[Events]"),
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
            *(
                f"Dialogue: 0,{_clock(cue.start)},{_clock(cue.end)},Default,,0,0,0,,{_escaped(cue.text)}"
                for cue in found
            ),
            "",
        ]
    )


def to_text(found: Sequence[Cue]) -> str:
    """The words alone, in paragraphs that longer silences separate."""
    paragraphs: list[list[str]] = []
    silent_since = float("-inf")
    for cue in found:
        if cue.start - silent_since > _PARAGRAPH:
            paragraphs.append([])
        paragraphs[-1].append(" ".join(line_text(line) for line in cue.lines))
        silent_since = cue.end
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


def to_json(found: Sequence[Cue]) -> str:
    """The cues as JSON: times in seconds, the text with its line ends."""
    cues = [{"start": round(cue.start, 3), "end": round(cue.end, 3), "text": cue.text} for cue in found]
    return json.dumps({"cues": cues}, ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, Callable[[Sequence[Cue]], str]] = {
    ".srt": to_srt,
    ".vtt": to_vtt,
    ".ass": to_ass,
    ".txt": to_text,
    ".json": to_json,
}


def _of_film(task: Transcript, path: Path, progress: Progress) -> list[Cue]:
    film = examine(path)
    with opened(path) as (container, _):
        kinds = [stream.codec_context.name for stream in container.streams.subtitles]
    beside = next((there for suffix in reading.SUFFIXES if (there := path.with_suffix(suffix)).is_file()), None)
    if not kinds and beside:
        return reading.read(beside)
    if not kinds:
        raise NotFound(
            f"{path.name} has no subtitles, and none lie beside it",
            param=PARAM,
            code="asset_not_available",
            hint="Captions that are part of the picture cannot be read; make the film with --captions sidecar.",
        )
    if task.track > len(kinds):
        raise InvalidInput(f"{path.name} has {len(kinds)} subtitle tracks, not {task.track}", param="--track")
    if kinds[task.track - 1] in _PICTURES:
        raise InvalidInput(f"The subtitles of {path.name} are pictures of text, which cannot be read", param=PARAM)
    return _embedded(film, task.track - 1, progress)


def _embedded(film: Source, track: int, progress: Progress) -> list[Cue]:
    with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
        copy = Path(folder) / "track.srt"
        args = [*film.input(), "-map", f"0:s:{track}", "-c:s", "srt", "-f", "srt", f"file:{copy}"]
        convert(args, stage="Subtitles", seconds=film.duration, progress=progress)
        return reading.read(copy)


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"


def _escaped(text: str) -> str:
    """Text that is shown as it is: no braces that begin a command, no backslash that could."""
    plain = text.replace("\\", "\\\u2060").replace("{", r"\{").replace("}", r"\}")
    return plain.replace("\n", r"\N")
