"""Templates: what is found wrong before they are kept, and what becomes of them with values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from heygen_cli.config import Settings, folders
from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import FileExists, InvalidInput, ManyInvalid, NotFound
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.template import Order, Template
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.templating import render
from heygen_cli.services.template import TemplateService
from tests.fakes import FakeClock, FakeRenderer, FakeTemplateStore

BOARD = """
title: "Hi {{ name }}"
avatar: {look: "{{ host }}", position: left}
brand: {font: type.ttf, logo: logo.png}
variables:
  name: {type: text, description: Who is greeted}
  host: {type: avatar, default: leo}
  photo: {type: image, default: paris.jpg}
  tier: {type: choice, choices: [free, pro], default: free}
scenes:
  - {script: "Hello {{ name }}!", background: "{{ photo }}"}
  - {script: "You are {{ tier }}.", show: {image: "{{ tier }}.png"}}
"""
FILES = ("logo.png", "type.ttf", "paris.jpg", "free.png", "pro.png")


class Desk:
    """A service with a folder of files, and short ways to use it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.renderer = folder, FakeClock(), FakeRenderer(folder)
        for name in FILES:
            (folder / name).touch()
        settings = Settings(folders({"HEYGEN_HOME": "unused"}), fps=25)
        self.service = TemplateService(
            store=FakeTemplateStore(),
            renderer=lambda: self.renderer,
            render=render,
            defaults=settings.storyboard,
            clock=self.clock,
        )

    def save(self, text: str = BOARD, name: str = "hi", *, overwrite: bool = False) -> Template:
        document = read_document(text, "hi.yaml")
        return self.service.save(name, document.data, document.marks, self.folder, overwrite=overwrite)

    def faults(self, text: str) -> list[InvalidInput]:
        with pytest.raises(InvalidInput) as caught:
            self.save(text, "faulty")
        return each(caught.value)

    def board(self, **variables: Any) -> Any:
        return self.service.storyboard("hi", Order(variables))[0]

    def refused(self, order: Order) -> list[InvalidInput]:
        with pytest.raises(InvalidInput) as caught:
            self.service.storyboard("hi", order)
        return each(caught.value)


def each(problem: InvalidInput) -> list[InvalidInput]:
    return list(problem.faults) if isinstance(problem, ManyInvalid) else [problem]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_all_files_are_kept_also_those_of_other_choices(desk: Desk) -> None:
    assert {path.name for path in desk.save().files} == set(FILES)


def test_the_name_of_a_template_keeps_its_id(desk: Desk) -> None:
    first = desk.save()
    desk.clock.time += 60
    with pytest.raises(FileExists):
        desk.save()
    again = desk.save(BOARD.replace("Hello", "Ciao"), overwrite=True)
    assert (again.id, again.created_at, again.updated_at) == (first.id, first.created_at, first.created_at + 60)
    assert desk.board(name="Bo").scenes[0].script == "Ciao Bo!"


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x1bb"])
def test_a_name_is_one_readable_line(name: str, desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="name is a line"):
        desk.save(name=name)


def test_every_fault_is_told_at_once_with_its_place(desk: Desk) -> None:
    text = (
        BOARD.replace("logo.png", "lost.png").replace("position: left", "position: leff").replace("{{ tier }}.p", "x.p")
    )
    faults = sorted(
        (fault.location and fault.location.line, fault.message.split("/")[0]) for fault in desk.faults(text)
    )
    assert faults == [(3, 'position cannot be "leff"'), (4, "There is no file "), (12, "There is no file ")]


def test_a_file_of_another_choice_must_be_there_too(desk: Desk) -> None:
    (desk.folder / "pro.png").unlink()
    (fault,) = desk.faults(BOARD)
    assert "pro.png" in fault.message


def test_what_variables_without_a_default_leave_open_is_no_fault(desk: Desk) -> None:
    open_board = """
    fps: "{{ rate }}"
    resolution: "{{ size }}"
    variables: {rate: {type: number}, size: {type: text}, words: {type: text}, film: {type: video}, tune: {type: audio}}
    music: "{{ tune }}"
    scenes: [{script: "{{ words }}", show: {video: "{{ film }}"}, overlays: [{text: Look, at: here}]}]
    """
    assert desk.save(open_board).files == {}
    (fault,) = desk.faults(open_board.replace("at: here", "at: here, enter: leap"))
    assert 'enter cannot be "leap"' in fault.message


def test_an_open_text_that_cannot_be_worked_out_hides_nothing(desk: Desk) -> None:
    text = "title: '{{ n | round }}'\nvariables: {n: {type: text}}\nscenes: [{script: Hello, layuot: left}]"
    (fault,) = desk.faults(text)
    assert (fault.param, fault.hint) == ("scenes[0].layuot", 'did you mean "layout"?')
    desk.save(text.replace("layuot: left", "title: Hello"))
    assert [fault.param for fault in desk.refused(Order({}))] == ["variables.n"]


@pytest.mark.parametrize("scenes", ["'{{ n }}'", "['{{ n }}']", "3"])
def test_a_value_never_becomes_a_scene(scenes: str, desk: Desk) -> None:
    assert desk.faults(f"title: '{{{{ n }}}}'\nvariables: {{n: {{type: text}}}}\nscenes: {scenes}")


def test_a_presenter_that_is_not_there_is_told_when_saving(desk: Desk) -> None:
    (fault,) = desk.faults(BOARD.replace("leo", "nobody"))
    assert "nobody" in fault.message


def test_a_presenter_that_is_not_said_yet_is_not_looked_for(desk: Desk) -> None:
    board = "avatar: '{{ who }}'\nvariables: {who: {type: text}}\nscenes: [{script: Hello}]"
    desk.renderer.check = _nobody_is_there  # type: ignore[method-assign]
    assert desk.save(board)
    with pytest.raises(InvalidInput):
        desk.save(board.replace("text", "avatar"), "other")


def _nobody_is_there(_: Storyboard) -> None:
    raise InvalidInput("There is no such presenter")


@pytest.mark.parametrize("data", ["[1]", "words", "variables: [a]\nscenes: [{script: x}]", "title: x"])
def test_what_is_no_storyboard_is_refused(data: str, desk: Desk) -> None:
    assert desk.faults(data)


def test_values_fill_it_and_settings_lie_beneath(desk: Desk) -> None:
    desk.save()
    board = desk.board(name="Ada", tier="pro")
    assert (board.title, board.avatar, board.staging.position, board.fps) == ("Hi Ada", "leo", "left", 25)
    assert board.scenes[0].background == Background(image=desk.folder / "paris.jpg")
    assert board.scenes[1].show.file == desk.folder / "pro.png"


def test_without_a_title_the_name_is_one(desk: Desk) -> None:
    desk.save("scenes: [{script: Hello there}]")
    assert desk.board().title == "hi"


def test_copies_take_the_place_of_files(desk: Desk, tmp_path: Path) -> None:
    store = desk.service._store
    template = desk.save()
    copies = {path: Path("/kept") / path.name for path in template.files}
    store.templates["t"] = Template(**{**vars(template), "files": copies, "id": "t", "name": "moved"})  # type: ignore[attr-defined]
    for path in FILES:
        (tmp_path / path).unlink()
    board, _ = desk.service.storyboard("moved", Order({"name": "Ada"}))
    assert (board.brand.logo, board.brand.font) == (Path("/kept/logo.png"), "/kept/type.ttf")
    assert board.scenes[1].show.file == Path("/kept/free.png")  # type: ignore[union-attr]


def test_a_file_that_is_given_lies_where_it_was_named(desk: Desk, tmp_path: Path) -> None:
    desk.save()
    below = tmp_path / "values"
    below.mkdir()
    (below / "me.png").touch()
    board, _ = desk.service.storyboard("hi", Order({"name": "Ada", "photo": "me.png"}, base=below))
    assert board.scenes[0].background == Background(image=below / "me.png")


def test_all_faults_of_an_order_come_at_once_with_suggestions(desk: Desk) -> None:
    desk.save()
    marks = Marks("people.json", {("variables", "nam"): (2, 5), ("variables", "tier"): (3, 5)})
    faults = desk.refused(Order({"nam": "x", "tier": "gold"}, scene_ids=("scene_1", "scene_3", "scene_2"), marks=marks))
    assert [(fault.message, str(fault.location), fault.hint) for fault in faults] == [
        ('There is no scene "scene_3"', "people.json  scene_ids[1]", 'did you mean "scene_2"?'),
        ('There is no variable "nam"', "people.json:2:5  variables.nam", 'did you mean "name"?'),
        ('tier must be one of free, pro, not "gold"', "people.json:3:5  variables.tier", None),
        ('The variable "name" was not given', "template hi  variables.name", "--var name=… (Who is greeted)"),
    ]


def test_a_value_that_does_not_fit_its_place_is_the_variables_fault(desk: Desk) -> None:
    desk.save()
    faults = desk.refused(Order({"name": "x" * 4999, "photo": "lost.png"}, base=Path("/nowhere")))
    assert {(fault.param, fault.message.split()[0]) for fault in faults} == {
        ("variables.name", "The"),
        ("variables.photo", "There"),
    }


def test_scenes_are_chosen_ordered_and_repeated(desk: Desk) -> None:
    desk.save()
    board, _ = desk.service.storyboard("hi", Order({"name": "Ada"}, scene_ids=("scene_2", "scene_1", "scene_2")))
    assert [scene.script for scene in board.scenes] == ["You are free.", "Hello Ada!", "You are free."]


def test_scenes_that_are_left_out_need_no_values_and_may_have_them(desk: Desk) -> None:
    desk.save(BOARD.replace("Hi {{ name }}", "Hi"))
    board, _ = desk.service.storyboard("hi", Order({"tier": "pro", "photo": "x"}, scene_ids=("scene_2",)))
    assert [scene.script for scene in board.scenes] == ["You are pro."]
    assert len(desk.refused(Order({"tier": "pro"}, scene_ids=("scene_1",)))) == 1


def test_only_files_that_are_allowed_may_be_named(desk: Desk, tmp_path: Path) -> None:
    desk.save()
    order = Order({"name": "Ada", "photo": "/etc/hostname.png"}, base=tmp_path, exists=lambda _: False)
    assert [fault.param for fault in desk.refused(order)] == ["variables.photo"]
    assert desk.service.storyboard("hi", Order({"name": "Ada"}, exists=lambda _: False))


def test_a_name_is_found_in_either_spelling_of_unicode(desk: Desk) -> None:
    template = desk.save(name="Gru\u0308\u00dfe  Welt")
    assert (template.name, desk.service.get("Gr\u00fc\u00dfe Welt")) == ("Gr\u00fc\u00dfe Welt", template)


def test_changes_lie_over_the_document(desk: Desk) -> None:
    desk.save()
    changes = {"title": "Other", "fps": 60.0, "captions": "off", "quality": "draft"}
    board, _ = desk.service.storyboard("hi", Order({"name": "Ada"}, changes=changes))
    assert (board.title, board.fps, board.captions.mode, board.quality) == ("Other", 60, "off", "draft")
    marks = Marks().with_flags({("quality",): "--quality"})
    (fault,) = desk.refused(Order({"name": "Ada"}, changes={"quality": "best"}, marks=marks))
    assert (fault.param, fault.hint) == ("--quality", "choose from draft, standard, high")


def test_captions_stand_beside_a_transparent_film(desk: Desk) -> None:
    desk.save("format: webm\nscenes: [{script: Hello}]")
    board, notes = desk.service.storyboard("hi", Order())
    assert (board.captions.mode, [note.code for note in notes]) == ("sidecar", ["captions_beside"])


def test_what_is_deleted_is_not_found(desk: Desk) -> None:
    template = desk.save()
    assert desk.service.delete("hi") == template
    with pytest.raises(NotFound):
        desk.service.get(template.id)


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_holds_one_to_a_hundred(limit: int, desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="limit"):
        desk.service.list(limit=limit)
