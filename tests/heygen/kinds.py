"""What the reference implies about HeyGen's resources: which request makes which, and the states jobs go through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.heygen.reference import operations


class Make(NamedTuple):
    """What a POST makes: resources below ``path``, told under ``key`` in the answer; ``paid`` ones are billed."""

    path: str
    key: str
    paid: bool = True


MAKES = {
    "/v3/videos": Make("/v3/videos", "video_id"),
    "/v3/templates/{template_id}": Make("/v3/videos", "id"),
    "/v3/ai-clipping": Make("/v3/ai-clipping", "id"),
    "/v3/background-removals": Make("/v3/background-removals", "id"),
    "/v3/lipsyncs": Make("/v3/lipsyncs", "lipsync_id"),
    "/v3/video-agents": Make("/v3/video-agents", "session_id"),
    "/v3/video-translations": Make("/v3/video-translations", "video_translation_ids"),
    "/v3/video-translations/proofreads": Make("/v3/video-translations/proofreads", "proofread_ids"),
    "/v3/video-translations/proofreads/{proofread_id}/generate": Make("/v3/video-translations", "video_translation_id"),
    "/v3/voices/clone": Make("/v3/voices", "voice_clone_id"),
    "/v3/voices/speech": Make("/speeches", "request_id"),
    "/v3/avatars": Make("/v3/avatars", "avatar_group.id"),
    "/v3/webhooks/endpoints": Make("/v3/webhooks/endpoints", "endpoint_id", paid=False),
    "/v3/assets": Make("/v3/assets", "asset_id", paid=False),
    "/v3/assets/direct-uploads": Make("/v3/assets", "asset_id", paid=False),
}
# A batch is made of items, each as one create would make it.
BATCHES = {
    "/v3/videos/batches": ("/v3/videos", "videos"),
    "/v3/lipsyncs/batches": ("/v3/lipsyncs", "lipsyncs"),
    "/v3/video-translations/batches": ("/v3/video-translations", "video_translations"),
    "/v3/assets/direct-uploads/batches": ("/v3/assets", "files"),
}
BATCH_HOMES = {"/v3/assets/direct-uploads/batches": "/v3/assets/batches"}
_ENDS = ("completed", "complete", "failed", "cancelled")
_ON_THE_WAY = ("pending", "queued", "thinking", "generating", "processing", "running")
SUCCESS = {
    "/v3/videos": "avatar_video.success",
    "/v3/video-translations": "video_translate.success",
    "/v3/video-agents": "video_agent.success",
    "/v3/ai-clipping": "ai_clipping.success",
}
# What a resource has not unless somebody says so; samples would make a translated film of every film.
ABSENT: dict[str, dict[str, None]] = {
    "/v3/videos": dict.fromkeys(("title", "folder_id", "output_language")),
    "/v3/video-translations": dict.fromkeys(("callback_id", "title")),
    "/v3/lipsyncs": dict.fromkeys(("callback_id", "title")),
    "/v3/avatars": {"error": None},
    "/v3/avatars/looks": {"error": None},
}
LINKS = {
    **{"video_url": ".mp4", "captioned_video_url": ".mp4", "subtitle_url": ".srt", "thumbnail_url": ".png"},
    **{"gif_url": ".gif", "caption_url": ".srt", "audio_url": ".mp3", "srt_caption_url": ".srt"},
    **{"vtt_caption_url": ".vtt"},
}


def shape(home: str) -> Mapping[str, Any]:
    """The schema of one resource below ``home``."""
    for each in operations():
        if each.method == "GET" and each.path.startswith(f"{home}/{{") and each.path.count("/") == home.count("/") + 1:
            return (each.response_schema or {})["properties"]["data"]  # type: ignore[no-any-return]
    listed: Iterator[Any] = ((each.response_schema or {}) for each in operations() if each.path == home)
    return next(
        (s["properties"]["data"]["items"] for s in listed if "items" in s.get("properties", {}).get("data", {})), {}
    )


def stages(home: str) -> list[str]:
    """The states that a job below ``home`` goes through, the last one being success; none for what is no job."""
    status = shape(home).get("properties", {}).get("status", {})
    words = status.get("enum", ["processing", "completed"] if home == "/v3/background-removals" else [])
    way = [word for word in words if word in _ON_THE_WAY]
    end = [word for word in words if word in _ENDS]
    return [*sorted(way, key=_ON_THE_WAY.index), end[0]] if end and home != "/v3/avatars" else []
