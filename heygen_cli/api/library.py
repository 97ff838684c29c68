"""``/v3/audio`` and ``/v3/brand-…``: what lies ready for films."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool

from heygen_cli.api.paging import Limit, Token
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.bootstrap.studio import probe
from heygen_cli.domain.library import Sound, SoundKind
from heygen_cli.services.page import cut

router = APIRouter()

Here = Annotated[Site, Depends(site)]


@router.get("/v3/audio/sounds")
async def sounds(
    request: Request,
    here: Here,
    query: Annotated[str, Query(min_length=1, max_length=200)],
    type: SoundKind = "music",
    limit: Limit = 10,
    token: Token = None,
    min_score: Annotated[float, Query(ge=0, le=1)] = 0.7,
) -> dict[str, Any]:
    """Music and sounds of this machine, by their names."""
    library = here.kit.library

    def found() -> dict[str, Any]:
        page = library.sounds(query, kind=type, limit=limit, token=token, least=min_score)
        return paged([_sound(request, here, score, sound) for score, sound in page.items], page.next_token)

    return await run_in_threadpool(found)


@router.get("/v3/brand-kits")
async def kits(request: Request, here: Here, limit: Limit = 20, token: Token = None) -> dict[str, Any]:
    """Brand kits of this machine."""
    page = cut(await run_in_threadpool(here.kit.library.kits), limit=limit, token=token, key=lambda kit: kit.id)
    data = [
        {
            "brand_kit_id": kit.id,
            "name": kit.name,
            "colors": list(kit.colors.values()),
            "logo_url": here.link(request, f"logos/{kit.id}") if kit.logo else None,
        }
        for kit in page.items
    ]
    return paged(data, page.next_token)


@router.get("/v3/brand-glossaries")
async def glossaries(here: Here, limit: Limit = 10, token: Token = None) -> dict[str, Any]:  # noqa: ARG001
    """The lexicon of this machine, which is what it has for a glossary."""
    path = here.kit.settings.folders.config / "lexicon.toml"
    if not path.is_file():
        return paged([], None)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    one = {"brand_glossary_id": "lexicon", "name": "Lexicon", "created_at": changed, "updated_at": changed}
    return paged([one], None)


def _sound(request: Request, here: Site, score: float, sound: Sound) -> dict[str, Any]:
    try:
        seconds = round(float(probe(sound.path)["duration"]), 3)
    except Exception:  # noqa: BLE001 - a file that cannot be measured is listed all the same
        seconds = None
    return {
        "id": sound.id,
        "type": sound.kind,
        "name": sound.name,
        "description": sound.name.replace("-", " ").replace("_", " "),
        "audio_url": here.link(request, f"sounds/{sound.id}"),
        "duration": seconds,
        "score": round(score, 3),
        "peak_offset": None,
        "placement": None,
    }
