"""Presenters, voices, the account: what there is to make videos with."""

from __future__ import annotations

import json
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.paging import Limit
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.domain.speech import SpeechRequest

router = APIRouter()

Here = Annotated[Site, Depends(site)]
_VOICES_LIFE_S = 10.0  # those of providers come and go without a word


class Speech(BaseModel):
    """A text to be spoken."""

    text: str = Field(min_length=1, max_length=5000)
    voice_id: str
    speed: float = Field(default=1, ge=0.5, le=2)
    input_type: str = "text"
    language: str | None = None
    locale: str | None = None


@router.get("/v3/users/me")
async def me(here: Here) -> dict[str, Any]:
    """Who one is."""
    user = here.kit.accounts.get(here.caller.user)
    first, _, last = user.name.partition(" ")
    account = {"username": user.id, "email": user.email or "local@localhost", "first_name": first, "last_name": last}
    nothing = {"billing_type": "usage_based", "wallet": None, "subscription": None, "usage_based": None}
    return {"data": {**account, **nothing}}


@router.get("/v3/voices")
async def voices(
    here: Here,
    limit: Limit = 20,
    token: str | None = None,
    language: str | None = None,
    gender: str | None = None,
    engine: str | None = None,
    type: str = "public",
) -> dict[str, Any]:
    """Voices, best first."""
    wanted, kit = {"language": language, "gender": gender, "engine": engine}, here.kit

    def look_up() -> dict[str, Any]:
        found = kit.voices.list(limit=limit, token=token, kind=type, **wanted)
        return paged([item.to_json() for item in found.items], found.next_token)

    # Servers that share a Redis need not have the same voices.
    key = json.dumps([str(kit.settings.folders.data), limit, token, type, *wanted.values()])
    found: dict[str, Any] = await run_in_threadpool(kit.answers.get, key, look_up, tag="voices", life=_VOICES_LIFE_S)
    return found


@router.post("/v3/voices/speech")
async def speech(request: Request, here: Here, asked: Speech) -> dict[str, Any]:
    """Have a text spoken, with the times of its words."""
    name = uuid.uuid4().hex
    folder = here.kit.settings.folders.cache / "speech"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def speak() -> Any:
        order = SpeechRequest(asked.text, asked.voice_id, speed=asked.speed, language=asked.language)
        return here.kit.voices.synth(order, folder / f"{name}.wav", tell=lambda _: None)

    spoken = await run_in_threadpool(speak)
    rate = spoken.track.rate
    words = [{"word": item.text, "start": item.start / rate, "end": item.end / rate} for item in spoken.track.tokens]
    return {
        "data": {
            "audio_url": here.link(request, f"speech/{name}"),
            "duration": round(spoken.track.seconds, 3),
            "request_id": name,
            "word_timestamps": words,
        }
    }


@router.get("/v3/voices/{voice_id:path}")
async def voice(here: Here, voice_id: str) -> dict[str, Any]:
    """One voice."""
    found = await run_in_threadpool(here.kit.voices.get, voice_id)
    return {"data": found.to_json()}
