"""A template from the command line: kept whole, filled twice, and what both films share rendered once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from heygen_cli.v3.video import VideoAnswer
from tests.e2e.conftest import Program

pytestmark = pytest.mark.slow
GREEN, BLUE = (40, 160, 60), (180, 80, 30)  # blue, green, red
BOARD = """
title: "Hi {{ name }}"
captions: "off"
variables:
  name: {type: text}
  photo: {type: image, default: green.png}
scenes:
  - {script: "Hi {{ name }}.", background: "{{ photo }}"}
  - {script: Bye., background: green.png}
"""


def plain(path: Path, colour: tuple[int, int, int]) -> None:
    assert cv2.imwrite(str(path), np.full((36, 64, 3), colour, np.uint8))


def corner(film: str) -> np.ndarray:
    """The colour of the upper left corner of a film's first picture."""
    with av.open(film) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="bgr24")
    return picture[4:20, 4:20].reshape(-1, 3).mean(axis=0)


def test_films_of_a_template(program: Program, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    plain(source / "green.png", GREEN)
    (source / "hi.yaml").write_text(BOARD)
    template = program.data("template", "save", "hi", str(source / "hi.yaml"))
    shutil.rmtree(source)

    out = tmp_path / "out"
    out.mkdir()
    first = program.run("template", "generate", "hi", "--var", "name=Ada", "--quality", "draft", "-o", f"{out}/a.mp4")
    ada = VideoAnswer.model_validate_json(first.stdout).data
    assert (ada.status, ada.title) == ("completed", "Hi Ada")
    assert np.allclose(corner(ada.path), GREEN, atol=12)

    plain(out / "blue.png", BLUE)
    (out / "bo.json").write_text(json.dumps({"name": "Bo", "photo": "blue.png"}))
    line = ("--vars", f"{out}/bo.json", "--quality", "draft", "-o", f"{out}/b.mp4")
    bo = program.data("template", "generate", template["id"], *line)
    assert np.allclose(corner(bo["path"]), BLUE, atol=12)
    assert bo["reused"] >= 2  # the speech and the picture of the second scene

    program.data("template", "delete", "hi", "--force")
    assert Path(bo["path"]).is_file()
    assert not (program.home / "data" / "templates" / template["id"]).exists()
