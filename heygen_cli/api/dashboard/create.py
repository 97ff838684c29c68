"""A new video, from a script and a few choices."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response
from starlette.datastructures import FormData

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, file_of, go, problems, text_of
from heygen_cli.api.orders import aside, from_mapping, remember
from heygen_cli.domain.errors import HeygenError, NotFound
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.job import Job
from heygen_cli.domain.speech import SpeechRequest
from heygen_cli.domain.storyboard import ASPECT_RATIOS, RESOLUTIONS
from heygen_cli.domain.video import Video
from heygen_cli.domain.voice import Voice

router = APIRouter()

_SAMPLE = "Hello! This is how I sound. I hope you like it."
_VOICES_SHOWN = 6
_BACKGROUNDS = {
    **{"#dfe4ea": "Mist", "#ffffff": "White", "#0f172a": "Night"},
    **{"#e0f2fe": "Sky", "#fef3c7": "Sand", "#dcfce7": "Mint"},
}
_CAPTIONS = {"off": "None", "burn": "In the picture", "karaoke": "Word by word"}
_LARGEST_PICTURE = 32 * 1024 * 1024  # bytes


@router.get("/create")
async def form_page(visiting: Visiting) -> Response:
    """The form."""
    return await _form(visiting, {})


@router.post("/create")
async def create(visiting: Visiting, form: Sent) -> Response:
    """Have the video made."""
    here = visiting.here
    try:
        picture = await _picture(visiting, form)
        job, video = await aside(lambda: _prepared(visiting, form, picture))
        await remember(here, [(job, video)])
    except HeygenError as problem:
        kept = {name: value for name, value in form.items() if isinstance(value, str)}
        return await _form(visiting, kept, 400, faults=problems(problem))
    return go(f"/videos/{video.id}")


@router.get("/studio/voices/{voice_id:path}/sample.wav")
async def sample(visiting: Visiting, voice_id: str) -> Response:
    """How a voice of this machine sounds."""
    voices = visiting.here.kit.voices
    name = hashlib.sha256(f"{voice_id}\n{_SAMPLE}".encode()).hexdigest()[:32]
    path: Path = visiting.here.kit.settings.folders.cache / "speech" / f"{name}.wav"
    try:
        voice = await run_in_threadpool(voices.get, voice_id)
        if voice.provider != "local":
            raise NotFound("Only voices of this machine can be tried here")
        if not path.is_file():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            order = SpeechRequest(_SAMPLE, voice_id)
            await run_in_threadpool(voices.synth, order, path, overwrite=True, tell=lambda _: None)
    except HeygenError as problem:
        return visiting.page("missing.html", 404, problem=problem)
    return FileResponse(path, headers={"Cache-Control": "private, max-age=86400"})


async def _picture(visiting: Visit, form: FormData) -> Path | None:
    """The background picture that a form brings, kept as an asset."""
    found = await file_of(form, "picture", _LARGEST_PICTURE)
    if found is None:
        return None
    name, data = found
    assets = visiting.here.kit.assets

    def take() -> Path:
        with assets.taking(name, None, _LARGEST_PICTURE) as arriving:
            arriving.write(data)
        return assets.path(assets.get(arriving.asset.id))

    return await run_in_threadpool(take)


def _prepared(visiting: Visit, form: FormData, picture: Path | None) -> tuple[Job, Video]:
    background: Any = str(picture) if picture else text_of(form, "background", 20) or None
    data = {
        "title": text_of(form, "title", 300) or None,
        "avatar": text_of(form, "avatar", 200) or None,
        "voice": text_of(form, "another_voice", 200) or text_of(form, "voice", 200) or None,
        "background": background,
        "captions": text_of(form, "captions", 20) or None,
        "aspect_ratio": text_of(form, "aspect_ratio", 10) or None,
        "resolution": text_of(form, "resolution", 10) or None,
        "scenes": [{"script": part} for part in _scenes(text_of(form, "script"))] or [{"script": ""}],
    }
    given = {name: value for name, value in data.items() if value is not None}
    return from_mapping(visiting.here, given, Marks(), allowed={picture} if picture else set())


def _scenes(script: str) -> list[str]:
    """Each paragraph that a line of dashes parts from the next is a scene of its own."""
    parts: list[str] = []
    lines: list[str] = []
    for line in [*script.split("\n"), "---"]:
        if line.strip() == "---":
            parts.append("\n".join(lines).strip())
            lines = []
        else:
            lines.append(line)
    return [part for part in parts if part]


async def _form(visiting: Visit, given: dict[str, str], status: int = 200, **data: Any) -> Response:
    kit = visiting.here.kit
    looks = (await run_in_threadpool(kit.avatars.looks, limit=100)).items
    voices = [voice for voice in (await run_in_threadpool(kit.voices.list, limit=100)).items if voice.available]
    cards = [(look, visiting.link(f"looks/{look.id}")) for look in looks]
    first = {look.avatar_id: look.id for look in reversed(looks)}
    chief = [card for card in cards if card[0].id in first.values()]
    chosen = {
        "avatar": kit.settings.avatar,
        "voice": "",
        "captions": kit.settings.captions,
        "aspect_ratio": "16:9",
        "resolution": kit.settings.resolution,
        "background": next(iter(_BACKGROUNDS)),
        **{name: "" for name in ("script", "title", "another_voice")},
        **given,
    }
    if chosen["avatar"] not in {look.id for look in looks} and looks:
        chosen["avatar"] = looks[0].id
    told = {
        "faults": [],
        "chief": chief,
        "others": [card for card in cards if card not in chief],
        "voices": _best(voices),
        "more_voices": voices,
        "given": chosen,
        "backgrounds": _BACKGROUNDS,
        "captions": _CAPTIONS,
        "ratios": ASPECT_RATIOS,
        "resolutions": RESOLUTIONS,
    }
    return visiting.page("create.html", status, **{**told, **data})


def _best(voices: list[Voice]) -> list[Voice]:
    """A few voices to choose from at once: the best, and of each kind one before a second."""
    spoken = [voice for voice in voices if voice.language.startswith("en") and voice.provider == "local"]
    return (spoken or voices)[:_VOICES_SHOWN]
