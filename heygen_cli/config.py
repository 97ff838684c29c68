"""Settings: flag > ``HEYGEN_*`` > the project's ``heygen.toml`` > the user's ``config.toml`` > default.

No secrets live here. This is read on every run, so it is made of the standard library alone, and TOML is parsed only
where there is a file.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from heygen_cli.domain.errors import InvalidInput, Location, ManyInvalid, StorageFailed

PROJECT_FILE = "heygen.toml"
USER_FILE = "config.toml"
# What a storyboard allows. It is said again here, and tests hold the two together, because every run reads settings
# and few need a storyboard, which costs half as much as starting Python.
CAPTIONS = ("off", "sidecar", "burn", "karaoke")
RESOLUTIONS = ("720p", "1080p", "4k")
ASPECT_RATIOS = ("16:9", "9:16", "1:1", "4:5", "5:4")
FPS = range(10, 61)
QUALITIES = ("draft", "standard", "high")

# A key, and a value that begins and ends on its line; a comment may follow.
_ONE_LINE = re.compile(r"""^(\s*["']?\w+["']?\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#]+)(?!["'])""")


class Folders(NamedTuple):
    """Where the program keeps things: settings, videos, what can be made again, and reports."""

    config: Path
    data: Path
    cache: Path
    state: Path


class Setting(NamedTuple):
    """One setting: what it may be, and what for."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    numbers: range | None = None
    money: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"HEYGEN_{self.name.upper()}"

    def read(self, value: Any) -> Any:
        """The value in its own type; raises InvalidInput."""
        if self.numbers is not None:
            return self._number(value)
        if self.money:
            return self._amount(value)
        if not isinstance(value, str):
            raise InvalidInput(f"{self.name} must be text, not {value!r}", param=self.name)
        if self.choices and value not in self.choices:
            hint = f"{_meant(value, self.choices)}Choose one of: {', '.join(self.choices)}"
            raise InvalidInput(f"{self.name} cannot be {value!r}", param=self.name, hint=hint)
        return value

    def _number(self, value: Any) -> int:
        text = str(value)
        assert self.numbers is not None
        if isinstance(value, bool) or not text.isascii() or not text.isdigit() or int(text) not in self.numbers:
            first, last = self.numbers[0], self.numbers[-1]
            raise InvalidInput(f"{self.name} must be a whole number from {first} to {last}", param=self.name)
        return int(text)

    def _amount(self, value: Any) -> float | None:
        """Dollars; ``none`` lifts a limit that another source sets."""
        if value in (None, "none"):
            return None
        try:
            amount = float(value) if not isinstance(value, bool) else -1.0
        except (TypeError, ValueError):
            amount = -1.0
        if not 0 <= amount < 1e9:
            raise InvalidInput(f"{self.name} must be an amount of US dollars such as 2.50, or none", param=self.name)
        return amount


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("provider", "Who makes the videos", ("local", "heygen")),
        Setting("cloud_avatar", "HeyGen look that stands in for presenters of this machine in the cloud"),
        Setting("cloud_voice", "HeyGen voice that stands in for voices of this machine in the cloud"),
        Setting("cloud_jobs", "Clips that HeyGen makes at once, as the plan allows", numbers=range(1, 101)),
        Setting("output", "Form of results: by where they go, or always one", ("auto", "json", "human")),
        Setting("color", "When to colour the output", ("auto", "always", "never")),
        Setting("avatar", "Presenter or look when none is named"),
        Setting("voice", "Voice when none is named; auto takes the best that is installed"),
        Setting("captions", "Captions when nothing is said about them", CAPTIONS),
        Setting("resolution", "Picture size by its name", RESOLUTIONS),
        Setting("aspect_ratio", "Shape of the picture", ASPECT_RATIOS),
        Setting("fps", "Pictures per second", numbers=FPS),
        Setting("quality", "Encoding effort; drafts are small and quick", QUALITIES),
        Setting("jobs", "Scenes made at once; 0 is as many as processors and memory allow", numbers=range(65)),
        Setting(
            "rate_limit", "Requests a second that a key may send to the server; 0 is any number", numbers=range(10_001)
        ),
        Setting(
            "video_limit", "Videos of a user that may wait or be made at once; 0 is any number", numbers=range(100_001)
        ),
        Setting("budget_day", "US dollars that may be spent in a day", money=True),
        Setting("budget_month", "US dollars that may be spent in a month", money=True),
        Setting("max_cost", "US dollars that a video, or a batch, may cost", money=True),
        Setting("confirm_cost", "US dollars above which a video asks before it begins, at a terminal", money=True),
        Setting("unknown_cost", "What to do about work whose price nobody knows", ("refuse", "allow")),
        Setting("log_level", "What is logged on stderr", ("debug", "info", "warning", "error")),
        Setting("log_format", "How log lines are written", ("text", "json")),
        Setting("ffmpeg", "The FFmpeg program to use in place of the built-in one"),
    )
}


@dataclass(frozen=True)
class Settings:
    """All settings, checked, with the place each value comes from."""

    folders: Folders
    provider: str = "local"
    cloud_avatar: str = ""
    cloud_voice: str = ""
    cloud_jobs: int = 10
    output: str = "auto"
    color: str = "auto"
    avatar: str = "mira"
    voice: str = "auto"
    captions: str = "burn"
    resolution: str = "1080p"
    aspect_ratio: str = "16:9"
    fps: int = 30
    quality: str = "standard"
    jobs: int = 0
    rate_limit: int = 200
    video_limit: int = 1000
    budget_day: float | None = None
    budget_month: float | None = None
    max_cost: float | None = None
    confirm_cost: float | None = 1.0
    unknown_cost: str = "refuse"
    log_level: str = "warning"
    log_format: str = "text"
    ffmpeg: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Where a value comes from: ``flag``, a variable, a file, or ``default``."""
        return self.sources.get(name, "default")

    @property
    def storyboard(self) -> dict[str, Any]:
        """What a storyboard has that does not say otherwise."""
        names = ("avatar", "voice", "captions", "resolution", "aspect_ratio", "fps", "quality")
        return {name: getattr(self, name) for name in names}


def load(
    flags: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ, cwd: Path | None = None
) -> Settings:
    """Read every source. Raises ManyInvalid with all faults of all files, each with its file and line."""
    places = folders(environ)
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    faults: list[InvalidInput] = []
    for source, name, raw, location in _given(flags or {}, environ, places, cwd or Path.cwd()):
        try:
            values[name] = setting(name).read(raw)
            sources[name] = source
        except InvalidInput as fault:
            faults.append(InvalidInput(fault.message, hint=fault.hint, param=fault.param, location=location))
    if faults:
        raise faults[0] if len(faults) == 1 else ManyInvalid(faults)
    return Settings(folders=places, **values, sources=sources)


def setting(name: str) -> Setting:
    """The setting of this name; raises InvalidInput with the one that may have been meant."""
    if name not in SETTINGS:
        hint = f"{_meant(name, SETTINGS)}They are listed by: heygen config list"
        raise InvalidInput(f"There is no setting {name!r}", param=name, hint=hint)
    return SETTINGS[name]


def folders(environ: Mapping[str, str]) -> Folders:
    """The program's folders: below HEYGEN_HOME when set, else where the platform keeps such things."""
    home = environ.get("HEYGEN_HOME")
    if home:
        base = Path(home).expanduser().absolute()
        found = Folders(base / "config", base / "data", base / "cache", base / "state")
    else:
        found = _xdg(environ) if sys.platform == "linux" else _platform()
    named = environ.get("HEYGEN_CONFIG_DIR")
    return found._replace(config=Path(named).expanduser().absolute()) if named else found


def _xdg(environ: Mapping[str, str]) -> Folders:
    """What platformdirs says on Linux; importing it would cost as much as starting Python."""
    places = (
        *(("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local/share")),
        *(("XDG_CACHE_HOME", ".cache"), ("XDG_STATE_HOME", ".local/state")),
    )
    return Folders(*(Path(environ.get(name) or Path.home() / below) / "heygen" for name, below in places))


def _platform() -> Folders:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("heygen", appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_state_path)


def project_file(cwd: Path) -> Path | None:
    """The ``heygen.toml`` of this folder or of the nearest one above it."""
    return next((path for folder in (cwd, *cwd.parents) if (path := folder / PROJECT_FILE).is_file()), None)


_Given = tuple[str, str, Any, Location | None]


def _given(flags: Mapping[str, Any], environ: Mapping[str, str], places: Folders, cwd: Path) -> Iterator[_Given]:
    """Every value somebody set, from the weakest source to the strongest."""
    for path in (places.config / USER_FILE, project_file(cwd)):
        if path:
            yield from _in_file(path)
    for name, known in SETTINGS.items():
        if environ.get(known.variable):
            yield known.variable, name, environ[known.variable], Location(known.variable)
    for name, value in flags.items():
        yield "flag", name, value, None


def _in_file(path: Path) -> Iterator[_Given]:
    text = _text_of(path)
    if text is None:
        return
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InvalidInput(f"Not valid TOML: {problem}", location=Location(str(path))) from problem
    for name, value in data.items():
        yield str(path), name, value, Location(str(path), line_of(text, name), path=name)


def _text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as problem:
        raise InvalidInput("The settings file is not UTF-8 text", location=Location(str(path))) from problem
    except OSError as problem:
        raise StorageFailed(f"Cannot read {path}: {problem.strerror}", hint="heygen config path") from problem


def line_of(text: str, name: str) -> int | None:
    """The line of a TOML text, from 1, that gives a top-level key."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            key = line.strip().strip("[]").strip()
            return number if key == name else None
        if line.partition("=")[0].strip().strip("\"'") == name:
            return number
    return None


def _meant(name: str, known: Any) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]!r}? " if near else ""


def write(path: Path, name: str, value: Any) -> None:
    """Set one value in a settings file, keeping everything else in it as it is, comments too."""
    import json
    import tomllib

    read = setting(name).read(value)
    kept = "none" if read is None else read
    before = _text_of(path) or ""
    # A JSON string or number is a TOML string or number.
    after = _with_value(before, name, json.dumps(kept, ensure_ascii=False))
    try:
        understood = tomllib.loads(after) == {**tomllib.loads(before), name: kept}
    except tomllib.TOMLDecodeError:
        understood = False
    if not understood:
        location = Location(str(path), line_of(before, name), path=name)
        raise InvalidInput(f"Cannot change {name} there", location=location, hint="Edit the file by hand.")
    _replace(path, after)


def _with_value(text: str, name: str, value: str) -> str:
    """The text with ``value`` in place of a one-line value of ``name``, or with a new line before the first table."""
    lines = text.splitlines(keepends=True)
    number = line_of(text, name)
    if number:
        lines[number - 1] = _ONE_LINE.sub(lambda old: old[1] + value, lines[number - 1], count=1)
        return "".join(lines)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    first_table = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    return "".join([*lines[:first_table], f"{name} = {value}\n", *lines[first_table:]])


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, meets either the old text or the new."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}")
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise StorageFailed(f"Cannot write {path}: {problem.strerror}", hint="heygen config path") from problem
