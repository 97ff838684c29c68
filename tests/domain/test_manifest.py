"""Manifests: what they become, and everything that can be wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.manifest import Manifest
from heygen_cli.domain.recipe import Board
from heygen_cli.domain.schema import manifest_schema
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.manifests import ManifestFiles

PEOPLE = "name,city\nAda,London\nGrace,New York\nSeymour,Boston\n"
GREETING = """
version: 1
rows: people.csv
template:
  title: "Hi {{ name }}"
  scenes:
    - script: "Hello {{ name }}, how is {{ city }}?"
    - script: "The same for all."
output: "out/{{ name | slug }}.mp4"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def read(folder: Path, text: str, **environ: str) -> Manifest:
    path = folder / "videos.yaml"
    path.write_text(text)

    def kept(name: str) -> Board | None:
        if name != "greeting":
            return None
        document = read_document("variables: {who: {}}\nscenes:\n  - script: Hi {{ who }}\n", "template greeting")
        return Board(document.data, document.marks, folder, "Greeting")

    return ManifestFiles({"quality": "draft"}, kept, folder / "pictures").read(path)


def faults(folder: Path, text: str) -> list[InvalidInput]:
    with pytest.raises(InvalidInput) as caught:
        read(folder, text)
    return list(caught.value.faults) if isinstance(caught.value, ManyInvalid) else [caught.value]


def only(folder: Path, text: str) -> InvalidInput:
    (fault,) = faults(folder, text)
    return fault


def test_each_row_is_a_video_with_its_own_words(folder: Path) -> None:
    found = read(folder, GREETING)
    assert [item.name for item in found.items] == ["out/ada.mp4", "out/grace.mp4", "out/seymour.mp4"]
    assert found.items[0].output == folder / "out" / "ada.mp4"
    assert found.items[1].storyboard.scenes[0].script == "Hello Grace, how is New York?"
    assert found.items[1].storyboard.quality == "draft"
    assert found.items[2].place.endswith("people.csv:4")
    assert found.items[0].storyboard.scenes[1] == found.items[2].storyboard.scenes[1]


def test_a_matrix_makes_every_combination(folder: Path) -> None:
    text = """
version: 1
matrix:
  language: {en: {hello: Hello}, "no": {hello: Hei}}
  aspect_ratio: ["16:9", "9:16"]
  voice: [espeak/en-us, espeak/nb]
template:
  title: Greeting
  scenes: [{script: "{{ hello }} from {{ language }}"}]
output: "out/{{ language }}-{{ aspect_ratio | replace(':', 'x') }}-{{ voice | slug }}.mp4"
"""
    found = read(folder, text)
    assert len(found.items) == 8
    last = found.items[-1].storyboard
    assert (last.aspect_ratio, last.voice, last.scenes[0].script) == ("9:16", "espeak/nb", "Hei from no")


def test_rows_and_a_matrix_multiply(folder: Path) -> None:
    text = GREETING.replace("output:", 'matrix: {aspect_ratio: ["16:9", "1:1"]}\noutput:')
    text = text.replace("| slug }}.mp4", "| slug }}-{{ aspect_ratio | slug }}.mp4")
    assert len(read(folder, text).items) == 6


def test_videos_are_files_written_out_or_kept_templates(folder: Path) -> None:
    (folder / "talk.yaml").write_text("title: A talk\nscenes: [{script: One.}]\n")
    (folder / "notes.md").write_text("# Notes\n\nSome words.\n")
    text = """
version: 1
defaults: {avatar: leo}
videos:
  - talk.yaml
  - notes.md
  - {storyboard: greeting, variables: {who: Ada}, output: "ada.mp4"}
  - title: Written here
    scenes: [{script: Two.}]
    output: here/two.mp4
"""
    found = read(folder, text)
    assert [item.name for item in found.items] == ["out/a-talk.mp4", "out/notes.mp4", "ada.mp4", "here/two.mp4"]
    assert found.items[2].storyboard.scenes[0].script == "Hi Ada"
    assert {item.storyboard.avatar for item in found.items} == {"leo"}


def test_further_formats_are_videos_of_their_own(folder: Path) -> None:
    found = read(folder, "version: 1\nvideos:\n  - {title: A, formats: [9:16], scenes: [{script: x}]}\n")
    assert [item.name for item in found.items] == ["out/a.mp4", "out/a-9x16.mp4"]


def test_other_manifests_are_read_from_their_own_folders(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "people.csv").write_text("name,city\nZoe,Oslo\n")
    (inner / "more.yaml").write_text(GREETING)
    found = read(folder, "version: 1\ndefaults: {avatar: leo}\ninclude: [inner/more.yaml]\n")
    assert found.items[0].output == inner / "out" / "zoe.mp4"
    assert found.items[0].storyboard.avatar == "leo"


def test_settings_of_a_run(folder: Path) -> None:
    text = (
        GREETING + "concurrency: 3\nbudget: 4.5\non_failure: stop\nnotify: {url: 'https://x.test/', command: [a, b]}\n"
    )
    found = read(folder, text)
    assert (found.concurrency, found.budget, found.on_failure) == (3, 4.5, "stop")
    assert (found.notify.url, found.notify.command) == ("https://x.test/", ("a", "b"))


def test_environment_variables_only_where_declared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP", "Tea & Co")
    video = "videos:\n  - {title: A, scenes: [{script: 'From {{ SHOP }}'}]}\n"
    assert (
        read(folder, f"version: 1\nenvironment: [SHOP]\n{video}").items[0].storyboard.scenes[0].script
        == "From Tea & Co"
    )
    assert 'There is no variable "SHOP"' in only(folder, f"version: 1\n{video}").message
    monkeypatch.delenv("SHOP")
    assert "is not set" in faults(folder, f"version: 1\nenvironment: [SHOP]\n{video}")[0].message


@pytest.mark.parametrize(
    ("change", "words", "hint"),
    [
        (("version: 1", "version: 2"), "version must be 1", "version: 1"),
        (("rows:", "row:"), 'no field "row"', "rows"),
        (("people.csv", "nobody.csv"), "There is no file", None),
        (("{{ city }}", "{{ town }}"), 'no variable "town"', "choose from"),
        (("how is {{ city }}", "how are you"), 'column "city" is not used', "ignore"),
        (("{{ name | slug }}", "same"), "made twice", "index"),
        (("{{ name | slug }}", "{{ name | sluggish }}"), "no filter", "slug"),
        (('- script: "The same', '- scrip: "The same'), 'no field "scrip"', "script"),
        (("out/{{", "out/../../{{"), None, None),
        (("template:", "template: 3\nx:"), None, None),
        (("on_", "on_"), None, None),
    ],
)
def test_what_is_wrong_is_told_with_a_remedy(
    folder: Path, change: tuple[str, str], words: str | None, hint: str | None
) -> None:
    text = GREETING.replace(*change, 1)
    if words is None:
        return
    messages = faults(folder, text)
    assert any(words in fault.message for fault in messages), [fault.message for fault in messages]
    if hint:
        assert any(hint in (fault.hint or "") for fault in messages)
    assert all(fault.location or fault.param for fault in messages)


def test_a_value_leads_nowhere_outside(folder: Path) -> None:
    (folder / "people.csv").write_text("name,city\n../../etc/passwd,x\n")
    text = GREETING.replace("{{ name | slug }}", "{{ name }}")
    assert "leads out of the folder" in only(folder, text).message


def test_names_that_differ_in_case_alone_collide(folder: Path) -> None:
    (folder / "people.csv").write_text("name,city\nAda,x\nADA,y\n")
    fault = only(folder, GREETING.replace("| slug ", ""))
    assert "people.csv:2" in fault.message


def test_all_faults_are_told_at_once_and_shared_ones_once(folder: Path) -> None:
    rows = "".join(f"Person {number},City\n" for number in range(500))
    (folder / "people.csv").write_text("name,city\n" + rows + ",Nowhere\n")
    text = GREETING.replace("The same for all.", "{{ nmae }}").replace("  title:", "  fps: 500\n  title:")
    found = faults(folder, text)
    assert len(found) == 1, "a storyboard that cannot be filled is not read further"
    assert "and 500 more" in found[0].message
    assert found[0].location
    assert (found[0].location.line, found[0].location.column) == (9, 7)
    found = faults(folder, GREETING.replace("  title:", "  fps: 500\n  qualty: high\n  title:"))
    assert len(found) == 2
    assert all("people.csv:2 and 500 more" in fault.message for fault in found)


def test_a_row_that_is_wrong_alone_is_named(folder: Path) -> None:
    (folder / "people.csv").write_text(PEOPLE + f"{'x' * 5001},Rome\n")
    fault = only(folder, GREETING)
    assert fault.location
    assert (fault.location.line, Path(fault.location.file).name) == (5, "people.csv")


def test_norwegian_stays_norwegian(folder: Path) -> None:
    text = "version: 1\nmatrix: {language: [no, en]}\ntemplate: {title: '{{ language }}', scenes: [{script: x}]}\n"
    assert [item.storyboard.title for item in read(folder, text).items] == ["no", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\n",
        "version: 1\nvideos: none.yaml\n",
        "version: 1\nvideos: [3]\n",
        "version: 1\nvideos: [none.yaml]\n",
        "version: 1\nvideos: [nowhere]\n",
        "version: 1\nrows: people.csv\n",
        "version: 1\ntemplate: {scenes: [{script: x}]}\n",
        "version: 1\nmatrix: {voice: []}\ntemplate: {scenes: [{script: x}]}\n",
        'version: 1\nmatrix: {format: ["9:16"]}\ntemplate: {scenes: [{script: x}]}\n',
        "version: 1\nmatrix: {voice: [[1]]}\ntemplate: {scenes: [{script: x}]}\n",
        "version: 1\ninclude: [videos.yaml]\n",
        "version: 1\nvideos: [{storyboard: greeting, variable: {}}]\n",
        "version: 1\nnotify: {command: x}\nvideos: [{scenes: [{script: x}]}]\n",
        "version: 1\nversion: 1\n",
        "[]",
        "",
        "3",
        "a: &x [*x]",
    ],
)
def test_nonsense_is_refused(folder: Path, text: str) -> None:
    assert all(fault.message for fault in faults(folder, text))


def test_the_schema_accepts_what_is_accepted_here() -> None:
    schema = manifest_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(GREETING), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "row": "x"}, schema)


_VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_NAMES = some.sampled_from(
    ("version", "videos", "rows", "template", "matrix", "include", "output", "defaults", "environment", "notify", "x")
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.dictionaries(_NAMES, _VALUES, max_size=5))
def test_whatever_a_manifest_holds_the_answer_is_designed(folder: Path, data: dict[str, object]) -> None:
    path = folder / "any.json"
    path.write_text(json.dumps({"version": 1, **data}))
    told = "it is a manifest"
    try:
        ManifestFiles({}, lambda _: None, folder / "pictures").read(path)
    except InvalidInput as fault:
        told = fault.message
    assert told
