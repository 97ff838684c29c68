"""HeyGen's own request bodies, read for the local renderer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.panel import Footage, Picture
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.video import Video
from heygen_cli.infra.documents import read_document
from heygen_cli.v3 import video as v3
from heygen_cli.v3.storyboard import from_body

AVATAR = {"type": "avatar", "avatar_id": "mira", "script": "Hello"}


def read(body: dict[str, Any]) -> tuple[Storyboard, list[str]]:
    document = read_document(json.dumps(body, indent=1), "body.json")
    found = from_body(document.data, document.marks)
    board = storyboard_from_mapping(found.data, found.marks, Path("/here"), exists=lambda path: "gone" not in path.name)
    return board, [event.code for event in found.events]


def faults_of(body: dict[str, Any]) -> dict[str | None, str]:
    with pytest.raises(InvalidInput) as caught:
        read(body)
    faults = caught.value.faults if isinstance(caught.value, ManyInvalid) else (caught.value,)
    assert all(fault.location and fault.location.line for fault in faults)
    return {fault.param: fault.message for fault in faults}


def test_an_avatar_video() -> None:
    board, events = read(
        {
            **AVATAR,
            "title": "Launch",
            "voice_id": "flite/rms",
            "voice_settings": {"speed": 1.25, "pitch": -3},
            "resolution": "720p",
            "aspect_ratio": "9:16",
            "background": {"type": "color", "value": "#112233"},
            "caption": {"style": "default"},
        }
    )
    assert (board.title, board.size, board.captions.mode) == ("Launch", (720, 1280), "burn")
    assert (board.voice_settings.speed, board.voice_settings.pitch) == (1.25, -3)
    assert board.scenes[0].background == Background(color="#112233")
    assert (board.scenes[0].avatar, board.scenes[0].voice) == ("mira", "flite/rms")
    assert events == []


@pytest.mark.parametrize(("caption", "mode"), [(None, "off"), ({}, "sidecar"), ({"file_format": "srt"}, "sidecar")])
def test_captions_are_as_in_the_cloud(caption: dict[str, str] | None, mode: str) -> None:
    assert read({**AVATAR, "caption": caption})[0].captions.mode == mode


def test_files_come_by_url_or_path() -> None:
    body = {**AVATAR, "script": None, "audio_url": "file:///a/voice.wav"}
    board, _ = read({**body, "background": {"type": "image", "asset_id": "pics/sky.png"}})
    assert board.scenes[0].audio == Path("/a/voice.wav")
    assert board.scenes[0].background == Background(image=Path("/here/pics/sky.png"))


def test_studio_scenes_follow_one_another() -> None:
    board, events = read(
        {
            "type": "studio",
            "scenes": [
                {
                    "type": "avatar_video",
                    "input": {
                        **AVATAR,
                        "background": {"type": "color", "color": "#fff"},
                        "voice_settings": {"speed": 1.5},
                    },
                },
                {
                    "type": "image",
                    "source": {"type": "url", "url": "file:///sky.png"},
                    "script": "Two",
                    "voice_settings": {"speed": 1.5},
                },
            ],
        }
    )
    assert [scene.script for scene in board.scenes] == ["Hello", "Two"]
    assert board.scenes[0].background == Background(color="#ffffff")
    assert (board.scenes[1].show, board.scenes[1].layout) == (Picture(Path("/sky.png")), "none")
    assert board.voice_settings.speed == 1.5
    assert events == []


def test_silent_images_and_videos_are_scenes() -> None:
    sky, sea = ({"type": "url", "url": f"file:///{name}"} for name in ("sky.png", "sea.mp4"))
    scenes = [{"type": "image", "source": sky, "duration": 3}, {"type": "video", "source": sea, "playback": {}}]
    board, events = read({"type": "studio", "scenes": scenes})
    assert [scene.show for scene in board.scenes] == [
        Picture(Path("/sky.png")),
        Footage(Path("/sea.mp4"), sound=True),
    ]
    assert [(scene.script, scene.layout, scene.duration) for scene in board.scenes] == [
        ("", "none", 3),
        ("", "none", None),
    ]
    assert events == []


def test_a_speaking_photograph_is_told_as_a_substitute() -> None:
    board, events = read({"type": "image", "image": {"type": "url", "url": "file:///me.jpg"}, "script": "Hi"})
    assert board.scenes[0].background == Background(image=Path("/me.jpg"))
    assert events == ["image"]


def test_a_photograph_that_became_a_presenter_speaks_itself() -> None:
    body = {"type": "image", "image": {"type": "url", "url": "me.jpg"}, "script": "Hi", "expressiveness": "high"}
    document = read_document(json.dumps(body), "body.json")
    found = from_body(document.data, document.marks, {"me.jpg": "ada"}.get)
    assert found.data["scenes"][0]["avatar"] == {"look": "ada", "expressiveness": "high"}
    assert "background" not in found.data["scenes"][0]
    assert found.events == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("engine", {"type": "avatar_v"}, "engine"),
        ("motion_prompt", "wave", "motion_prompt"),
        ("fit", "cover", "fit"),
        ("remove_background", True, "remove_background"),
        ("watermark", {"image": {"type": "url", "url": "https://x.test/w.png"}}, "watermark"),
        ("callback_url", "https://x.test", "callback_url"),
        ("callback_id", "7", "callback_id"),
        ("aspect_ratio", "auto", "aspect_ratio"),
        ("voice_settings", {"locale": "en-GB"}, "locale"),
        ("voice_settings", {"engine_settings": {"engine_type": "starfish"}}, "engine_settings"),
    ],
)
def test_what_cannot_be_done_here_is_told(field: str, value: object, code: str) -> None:
    assert read({**AVATAR, field: value})[1] == [code]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, {"type": "type is missing"}),
        ({"type": "hologram"}, {"type": '"hologram" is not a type of video that can be made here'}),
        ({"type": "avatar", "script": "Hi"}, {"avatar_id": "avatar_id is missing"}),
        ({**AVATAR, "sript": "Hi"}, {"sript": 'There is no field "sript" here'}),
        ({**AVATAR, "audio_url": "a.wav"}, {"audio_url": "script and audio_url do not go together"}),
        ({**AVATAR, "background": {"type": "color"}}, {"background": "A background of type color needs its value"}),
        (
            {**AVATAR, "background": {"type": "image", "url": "file:///gone.png"}},
            {"background.url": "There is no file /gone.png"},
        ),
        (
            {**AVATAR, "voice_settings": {"pitch": 40}},
            {"voice_settings.pitch": "pitch is 40; it must lie between -12 and 12"},
        ),
        (
            {"type": "image", "script": "Hi", "image": {"type": "base64", "media_type": "image/png", "data": "aGk="}},
            {"image": "A file inside the request cannot be read here"},
        ),
        (
            {"type": "studio", "scenes": [{"type": "video", "source": {"type": "url", "url": "file:///gone.mp4"}}]},
            {"scenes[0].source.url": "There is no file /gone.mp4"},
        ),
        (
            {
                "type": "studio",
                "scenes": [{"type": "image", "source": {"type": "url", "url": "file:///x.png"}}],
            },
            {"scenes[0]": "A silent image needs a duration"},
        ),
        (
            {"type": "studio", "scenes": [{"type": "avatar_video", "input": {**AVATAR, "voice": "x"}}]},
            {"scenes[0].input.voice": 'There is no field "voice" here'},
        ),
    ],
)
def test_faults_are_told_where_the_user_wrote_them(body: dict[str, Any], faults: dict[str, str]) -> None:
    assert faults_of(body) == faults


def test_unknown_fields_are_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(InvalidInput) as caught:
        read({**AVATAR, "voice_settings": {"sped": 1}})
    assert caught.value.hint == 'did you mean "speed"?'


def test_scenes_with_different_voice_settings_are_refused() -> None:
    scenes = [{"type": "avatar_video", "input": {**AVATAR, "voice_settings": {"speed": speed}}} for speed in (1.0, 1.5)]
    assert list(faults_of({"type": "studio", "scenes": scenes})) == ["scenes[1].input.voice_settings"]


def test_our_answers_have_the_shape_we_publish() -> None:
    video = Video("v_1", "Hello", {}, Path("/hello.mp4"), created_at=1.0)
    v3.VideoItem.model_validate(video.to_json(), strict=True)


def test_schemas_are_published() -> None:
    assert set(v3.request_schema()["discriminator"]["mapping"]) == {"avatar", "image", "studio"}
    assert "data" in v3.response_schema()["properties"]
