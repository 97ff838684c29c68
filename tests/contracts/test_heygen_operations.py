"""Each of HeyGen's 85 operations: what our command sends is what the vendor's reference describes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.cli.conftest import Answer
from tests.heygen.fake import KEY, FakeHeyGen, Request
from tests.heygen.reference import Operation, operations
from tests.heygen.sample import sample

Run = Callable[..., Answer]
# Ids that would leave their place in the path unless they are escaped.
ODD = "ü 7?x=1#&"
FILE = b"\x89PNG\r\n\x1a\n--not a boundary"

every_operation = pytest.mark.parametrize("operation", operations(), ids=lambda each: each.command)
with_flags = pytest.mark.parametrize(
    "operation", [each for each in operations() if each.body == "json" and each.flags], ids=lambda each: each.command
)


def value(flag: Mapping[str, Any]) -> Any:
    """A value for a flag, other than what HeyGen would take for granted."""
    if flag["type"] == "bool":
        return flag["default"] != "true"
    if flag["enum"]:
        return flag["enum"][-2:] if flag["type"] == "string-slice" else flag["enum"][-1]
    if flag["field"] == "token":
        return "ZnJvbTow"
    texts = {"checksum_sha256": "ab" * 32, "size_bytes": 7, "limit": 7}
    kinds: dict[str, Any] = {"int": 3, "float64": 0.5, "string-slice": ["one", "two"]}
    return texts.get(flag["field"], kinds.get(flag["type"], f"a {flag['name']}, with ü & = signs"))


def words(flag: Mapping[str, Any], given: Any) -> list[str]:
    """How a line gives that value."""
    if isinstance(given, bool):
        return [f"--{flag['name']}" if given else f"--{flag['name']}=false"]
    if isinstance(given, list):
        return [word for item in given for word in (f"--{flag['name']}", item)]
    return [f"--{flag['name']}", str(given)]


def settle(cloud: FakeHeyGen, operation: Operation) -> list[str]:
    """Put everything there that the path names; returns the arguments that name it."""
    path, given = "", []
    for part in operation.path.strip("/").split("/"):
        path += "/" + (f"{part[1:-1]} {ODD}" if part.startswith("{") else part)
        if part.startswith("{"):
            given.append(f"{part[1:-1]} {ODD}")
            cloud.put(path, **({"items": [], "batch_id": given[-1], "title": None} if "/batches/" in path else {}))
    if operation.path == "/v3/assets/{asset_id}/complete":
        cloud.world.resources[path.removesuffix("/complete")].fields["stored"] = "ab" * 32
    if operation.path == "/v3/assets/complete/batches":
        cloud.put(
            f"/v3/assets/batches/{value({'type': 'string', 'enum': None, 'field': '', 'name': 'batch-id'})}", items=[]
        )
    return given


def line(operation: Operation, given: list[str], tmp_path: Path) -> tuple[list[str], dict[str, list[str]], Any]:
    """A command line that says everything that can be said, and the query and the body that it stands for."""
    said, query, body = [*operation.command.split(), *given], {}, {}
    for flag in operation.flags:
        chosen = value(flag)
        if flag["in"] == "file":
            file = tmp_path / "picture.png"
            file.write_bytes(FILE)
            said += ["--file", str(file)]
            continue
        said += words(flag, chosen)
        if flag["in"] == "query":
            query[flag["field"]] = [str(chosen)]
        else:
            body[flag["field"]] = chosen
    if operation.body == "json":
        schema = operation.request_schema or {}
        whole = sample(schema)
        rest = {name: part for name, part in whole.items() if name not in body}
        body = {**rest, **body}
        said += ["-d", json.dumps(rest)] if rest else []
    if operation.destructive:
        said.append("--force")
    return said, query, body if operation.body == "json" else None


def expected_path(operation: Operation, given: list[str]) -> str:
    path = operation.path
    for arg, text in zip(operation.args, given, strict=True):
        path = path.replace(f"{{{arg['param']}}}", quote(text, safe=""))
    return path


def check_headers(request: Request, operation: Operation) -> None:
    assert request.headers["x-api-key"] == KEY
    assert request.headers["user-agent"].startswith("heygen-cli/")
    assert "json" in request.headers["accept"]
    assert ("idempotency-key" in request.headers) == (operation.method in ("POST", "PATCH"))
    if operation.body is None:
        assert "content-type" not in request.headers or request.body
    else:
        kinds = {"json": "application/json", "multipart": "multipart/form-data; boundary="}
        assert request.headers["content-type"].startswith(kinds[operation.body])


@every_operation
def test_the_request_is_the_one_that_the_reference_describes(
    heygen: Run,
    cloud: FakeHeyGen,
    tmp_path: Path,
    operation: Operation,
    record_property: Callable[[str, object], None],
) -> None:
    record_property("operation", f"{operation.command:<42}{operation.method:<7}{operation.path}")
    given = settle(cloud, operation)
    said, query, body = line(operation, given, tmp_path)
    answer = heygen(*said)
    assert (answer.code, answer.err) == (0, "")
    (request,) = cloud.requests
    assert (request.method, request.path) == (operation.method, expected_path(operation, given))
    assert request.query == query
    check_headers(request, operation)
    if operation.body == "json":
        assert request.json == body
    elif operation.body == "multipart":
        assert list(cloud.uploads.values()) == [FILE]
        assert b'filename="picture.png"' in request.body
    else:
        assert request.body in (b"", b"{}")
    assert answer.out.encode().rstrip(b"\n") == cloud.answers[0]


@pytest.mark.parametrize(
    "operation", [each for each in operations() if each.method == "GET"][::2], ids=lambda o: o.command
)
def test_people_see_more_than_nothing(heygen: Run, cloud: FakeHeyGen, tmp_path: Path, operation: Operation) -> None:
    given = settle(cloud, operation)
    said, _, _ = line(operation, given, tmp_path)
    answer = heygen(*said, "--human")
    assert answer.code == 0
    assert "Traceback" not in answer.err
    assert not answer.out.startswith("{")


@every_operation
def test_schemas_are_printed_without_a_key_and_without_a_request(
    heygen: Run, cloud: FakeHeyGen, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HEYGEN_API_KEY")
    given = [f"some {arg['name']}" for arg in operation.args]
    kinds = {
        "response": operation.response_schema,
        **({"request": operation.request_schema} if operation.body == "json" else {}),
    }
    for kind, schema in kinds.items():
        answer = heygen(*operation.command.split(), *given, f"--{kind}-schema")
        assert answer.code == 0, answer.err
        printed = json.loads(answer.out)
        assert set(printed.get("properties", {})) == set((schema or {}).get("properties", {}))
    assert cloud.requests == []


@with_flags
def test_fields_may_come_from_data_and_flags_win(heygen: Run, cloud: FakeHeyGen, operation: Operation) -> None:
    settled = settle(cloud, operation)
    whole = {**sample(operation.request_schema or {}), **{flag["field"]: value(flag) for flag in operation.flags}}
    first = next((flag for flag in operation.flags if flag["type"] == "string"), operation.flags[0])
    given = {**whole, first["field"]: "what the flag replaces"}
    said = [*operation.command.split(), *settled, "-d", json.dumps(given), *words(first, whole[first["field"]])]
    answer = heygen(*said)
    assert answer.code == 0, answer.err
    assert cloud.requests[0].json == whole


@pytest.mark.parametrize(
    "operation", [each for each in operations() if each.destructive], ids=lambda each: each.command
)
def test_nothing_is_deleted_where_nobody_can_be_asked(heygen: Run, cloud: FakeHeyGen, operation: Operation) -> None:
    given = settle(cloud, operation)
    answer = heygen(*operation.command.split(), *given)
    assert (answer.code, answer.error["code"]) == (1, "confirmation_required")
    assert cloud.requests == []


@pytest.mark.parametrize("operation", [each for each in operations() if each.paginated], ids=lambda each: each.command)
def test_all_pages_come_one_item_a_line(heygen: Run, cloud: FakeHeyGen, operation: Operation) -> None:
    given = settle(cloud, operation)
    if operation.path.endswith("}"):  # the items of a batch
        made = [cloud.put(f"/v3/videos/v_{number}") for number in range(3)]
        batch = cloud.world.resources[operation.path.format(**{operation.args[0]["param"]: given[0]})]
        batch.fields["items"] = [each.path for each in made]
    else:
        for number in range(3):
            cloud.put(f"{operation.path}/thing_{number}")
    required = [word for flag in operation.flags if flag["required"] for word in words(flag, value(flag))]
    answer = heygen(*operation.command.split(), *given, *required, "--limit", "1", "--all")
    assert answer.code == 0, answer.err
    assert len(cloud.requests) == 3
    assert len([json.loads(item) for item in answer.out.splitlines()]) == 3


def test_a_missing_value_is_told_before_anything_is_sent(heygen: Run, cloud: FakeHeyGen) -> None:
    answer = heygen("asset", "search", "--type", "image")
    assert (answer.code, answer.error["code"]) == (2, "usage_error")
    assert "query" in answer.error["message"]
    assert cloud.requests == []


def test_the_old_name_of_brand_kits_still_answers(heygen: Run, cloud: FakeHeyGen) -> None:
    assert heygen("brand-kit", "list").code == 0
    assert cloud.requests[0].path == "/v3/brand-kits"


def test_a_list_in_the_query_repeats_its_name(heygen: Run, cloud: FakeHeyGen) -> None:
    assert heygen("video", "statuses", "list", "--video-ids", "a,b").code == 0
    assert cloud.requests[0].query in ({"video_ids": ["a,b"]}, {"video_ids": ["a", "b"]})
