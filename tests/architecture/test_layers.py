"""Imports point one way, and what is imported stays small."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import heygen_cli
from heygen_cli.cli.app import EXIT_CODES, exit_code
from heygen_cli.domain import errors

PACKAGE = Path(heygen_cli.__file__).parent
TOP = PACKAGE.parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
MAX_FILE, MAX_FUNCTION = 400, 60  # lines


def name(path: Path) -> str:
    return str(path.relative_to(TOP))


def test_the_contracts_of_pyproject_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_everything_public_says_what_it_is_for(path: Path) -> None:
    assert [*_undocumented(ast.parse(path.read_text(encoding="utf-8")))] == []


def _undocumented(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    for child in node.body:
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or child.name.startswith("_"):
            continue
        if ast.get_docstring(child) is None:
            yield child.name
        if isinstance(child, ast.ClassDef):
            yield from _undocumented(child)


def _kinds(base: type[errors.HeygenError]) -> Iterator[type[errors.HeygenError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


def test_every_kind_of_error_has_an_exit_code_and_a_code_of_its_own() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        own = re.search(r"^class \w+\(HeygenError\):", text, re.MULTILINE)
        assert path.name == "errors.py" or not own, f"{path}: kinds belong into domain/errors.py"
    kinds = set(_kinds(errors.HeygenError))
    assert set(EXIT_CODES) <= kinds
    assert {exit_code(kind) for kind in kinds} == {1, 2, 3, 4, 5, 130}
    codes = [kind.code for kind in kinds if "code" in vars(kind)]
    assert len(codes) == len(set(codes))


HEAVY = {
    *("rich", "pydantic", "httpx", "sqlite_utils", "asyncio", "numpy", "cv2", "av", "yaml", "ffmpeg", "jinja2"),
    *("click", "platformdirs", "importlib.metadata"),
}
LIST_MODULES = (
    "import sys; sys.argv[0] = 'heygen'\n"
    "from heygen_cli._entry import main\n"
    "main()\n"
    "print('\\n'.join(sys.modules), file=sys.stderr)"
)


def modules_loaded_by(*args: str, home: Path, completing: bool = False) -> set[str]:
    # Coverage would measure the child too, and import much into it.
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("HEYGEN_", "COV"))}
    environ |= {"HEYGEN_HOME": str(home), "PYTHONPATH": str(TOP)}
    if completing:
        environ["_HEYGEN_COMPLETE"] = "bash"
    command = [sys.executable, "-c", LIST_MODULES, *args]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ, cwd=home)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "line",
    [
        "--version",
        "--help",
        "video --help",
        "video create --help",
        "config list",
        "video list --help",
        "voice synth -h",
    ],
)
def test_nothing_heavy_is_imported_for(line: str, tmp_path: Path) -> None:
    assert modules_loaded_by(*line.split(), home=tmp_path) & HEAVY == set()


@pytest.mark.parametrize(
    ("line", "described"),
    [
        (["vi"], set()),
        (["video", "create", "--c"], {"video"}),
        (["video", "get", ""], {"video"}),
        (["avatar", "get", ""], {"avatar", "looks"}),
    ],
)
def test_nothing_but_the_index_is_imported_for_tab(line: list[str], described: set[str], tmp_path: Path) -> None:
    loaded = modules_loaded_by(*line, home=tmp_path, completing=True)
    assert loaded & {*HEAVY, "typer", "dataclasses", "json", "inspect"} == set()
    assert {module for module in loaded if module.startswith("heygen_cli")} == {
        *("heygen_cli", "heygen_cli._entry", "heygen_cli._complete", "heygen_cli._tree"),
        *(f"heygen_cli._tree.{name}" for name in described),
    }


@pytest.mark.parametrize("line", ["--version", "--help"])
def test_the_fast_path_imports_one_module(line: str, tmp_path: Path) -> None:
    loaded = modules_loaded_by(line, home=tmp_path)
    assert {module for module in loaded if module.startswith("heygen_cli")} == {"heygen_cli", "heygen_cli._entry"}
