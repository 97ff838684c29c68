"""HeyGen's shapes of templates: requests as they are written for the cloud, answers as its schema has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.template import Template
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.templating import render
from heygen_cli.v3.template import Request, from_body, request_schema

TEXT = {"type": "string"}
NULLABLE = {"type": ["string", "null"]}
# The answers of `GET /v3/templates` and `GET /v3/templates/{template_id}`.
SUMMARY = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        **{"id": TEXT, "name": TEXT, "aspect_ratio": NULLABLE, "thumbnail_url": NULLABLE},
        **{"created_at": {"type": ["integer", "null"]}, "updated_at": {"type": ["integer", "null"]}},
    },
}
VARIABLE = {
    "type": "object",
    "required": ["name", "variable_type"],
    "properties": {"name": TEXT, "variable_type": {"enum": ["text", "image", "video", "audio", "character", "voice"]}},
}
SCENE = {
    "type": "object",
    "required": ["scene_id"],
    "properties": {"scene_id": TEXT, "script": NULLABLE, "variables": {"type": "array", "items": VARIABLE}},
}
DETAILS = {
    **SUMMARY,
    "properties": {
        **SUMMARY["properties"],  # type: ignore[dict-item]
        "variables": {"type": "object"},
        "scene_ids": {"type": "array", "items": TEXT},
        "scenes": {"type": "array", "items": SCENE},
    },
}
BOARD: dict[str, Any] = {
    "aspect_ratio": "9:16",
    "variables": {
        "name": {"type": "text", "description": "Who is greeted"},
        "host": {"type": "avatar", "default": "mira"},
        "reader": {"type": "voice", "default": "auto"},
        "photo": {"type": "image"},
        "clip": {"type": "video"},
        "tune": {"type": "audio"},
        "tier": {"type": "choice", "choices": ["free", "pro"], "default": "free"},
        "rate": 25,
        "loud": False,
        "tint": {"type": "color", "default": "#123456"},
    },
    "scenes": [{"script": "Hello {{ name }}", "background": "{{ photo }}"}, {"show": {"video": "{{ clip }}"}}],
}


def read(body: object) -> Request:
    document = read_document(json.dumps(body, indent=1), "body.json")
    return from_body(document.data, document.marks, Path("/here"))


def faults_of(body: object) -> dict[str | None, str]:
    try:
        faults = read(body).order.faults
    except ManyInvalid as problem:
        faults = problem.faults
    except InvalidInput as problem:
        faults = (problem,)
    assert all(fault.location and fault.location.line for fault in faults)
    return {fault.param: f"{fault.message} ({fault.hint})" for fault in faults}


@pytest.fixture
def template() -> Template:
    return Template("t_1", "welcome", BOARD, Path("/boards"), created_at=1.5, updated_at=2.5)


def test_answers_have_heygens_shape(template: Template) -> None:
    Draft202012Validator(SUMMARY).validate(template.to_json())
    Draft202012Validator(DETAILS).validate(template.details(render))


def test_each_type_has_heygens_name_and_carrier(template: Template) -> None:
    shapes = template.details(render)["variables"]
    assert {name: (shape["type"], shape["properties"]) for name, shape in shapes.items()} == {
        "name": ("text", {"content": None}),
        "host": ("character", {"character_id": "mira"}),
        "reader": ("voice", {"voice_id": "auto"}),
        "photo": ("image", {"url": None}),
        "clip": ("video", {"url": None}),
        "tune": ("audio", {"url": None}),
        "tier": ("text", {"content": "free"}),
        "rate": ("text", {"content": 25}),
        "loud": ("text", {"content": False}),
        "tint": ("text", {"content": "#123456"}),
    }


def test_a_scene_names_the_variables_it_uses(template: Template) -> None:
    first, second = template.details(render)["scenes"]
    assert first["script"] == "Hello {{ name }}"
    assert first["variables"] == [
        {"name": "name", "variable_type": "text"},
        {"name": "photo", "variable_type": "image"},
    ]
    assert (second["script"], second["variables"]) == (None, [{"name": "clip", "variable_type": "video"}])


def test_what_it_describes_can_be_sent_back(template: Template) -> None:
    described = template.details(render)["variables"]
    wrapped = {name: {key: shape[key] for key in ("name", "type", "properties")} for name, shape in described.items()}
    given = {name: shape for name, shape in wrapped.items() if None not in shape["properties"].values()}
    body = {"variables": given}
    Draft202012Validator(request_schema()).validate(body)
    assert read(body).order.variables == {
        **{"host": "mira", "reader": "auto", "tier": "free", "rate": 25, "loud": False, "tint": "#123456"}
    }


def test_its_schema_takes_its_values_and_no_others(template: Template) -> None:
    schema = template.schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = {"photo": "a.png", "clip": "a.mp4", "tune": "a.mp3"}
    assert validator.is_valid({"name": "Ada", "tier": "pro", "rate": 30, "tint": "#fff", **files})
    for wrong in ({"tier": "gold"}, {"rate": "x"}, {"tint": "red"}, {"nam": "x"}, {"name": None}):
        assert not validator.is_valid({"name": "Ada", **files, **wrong})
    assert not validator.is_valid(files)


def test_a_whole_request() -> None:
    request = read(
        {
            "title": "For Ada",
            "caption": True,
            "fps": 30,
            "dimension": {"width": 720, "height": 1280},
            "scene_ids": ["scene_2", "scene_1"],
            "variables": {
                "name": {"name": "name", "type": "text", "properties": {"content": "Ada"}},
                "photo": {"type": "image", "properties": {"url": "a.png", "asset_id": None, "fit": "contain"}},
                "host": {"type": "character", "properties": {"character_id": "leo", "type": "avatar"}},
                "city": "Paris",
            },
            "callback_url": "https://example.org/done",
            "reorder_music": False,
        }
    )
    order = request.order
    assert order.variables == {"name": "Ada", "photo": "a.png", "host": "leo", "city": "Paris"}
    assert order.scene_ids == ("scene_2", "scene_1")
    assert order.changes == {
        **{"title": "For Ada", "captions": "burn", "fps": 30, "resolution": "720p", "aspect_ratio": "9:16"}
    }
    assert [event.code for event in request.events] == ["fit", "callback_url", "reorder_music"]


@pytest.mark.parametrize(
    ("said", "captions"), [({}, None), ({"caption": False}, "off"), ({"subtitles": {"preset_name": "bold"}}, "burn")]
)
def test_captions(said: dict[str, Any], captions: str | None) -> None:
    assert read({"variables": {}, **said}).order.changes.get("captions") == captions


def test_every_fault_has_its_place() -> None:
    assert faults_of({"variables": {}, "titel": "x", "fps": "fast"}) == {
        "titel": 'There is no field "titel" here (did you mean "title"?)',
        "fps": "fps: Input should be a valid number, unable to parse string as a number (None)",
    }
    carriers = "(give one of content, url, asset_id, character_id, voice_id)"
    variables: dict[str, Any] = {
        "a": [1],
        "b": {"type": "txt", "properties": {"content": "x"}},
        "c": {"type": "image", "properties": {"url": "x", "asset_id": "y"}},
        "d": {"type": "text", "properties": {}},
        "e": {"type": "text", "propertys": {"content": "x"}, "properties": {"content": ["x"]}},
    }
    assert faults_of({"variables": variables}) == {
        "variables.a": "a must be a value, not a list (None)",
        "variables.b.type": 'type cannot be "txt" (did you mean "text"?)',
        "variables.c.properties": f"url and asset_id do not go together {carriers}",
        "variables.d.properties": f"d has no value {carriers}",
        "variables.e.propertys": 'There is no field "propertys" here (did you mean "properties"?)',
        "variables.e.properties.content": "content must be a value, not a list (None)",
    }


def test_a_size_is_refused_with_those_there_are() -> None:
    faults = faults_of({"variables": {}, "dimension": {"width": 640, "height": 640}})
    assert "A picture cannot be 640x640 here (choose from 1280x720, " in faults["dimension"]


@pytest.mark.parametrize("body", [[], "x", {}, {"variables": []}, {"variables": {}, "scene_ids": []}])
def test_what_is_no_request_is_refused(body: object) -> None:
    assert faults_of(body)
