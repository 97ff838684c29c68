# Everything that CI does, for running by hand. `just` comes with the development packages: .venv/bin/just

export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")

# List the recipes.
default:
    @just --list

# Everything that must hold before a commit reaches main.
check: lint test

# Style, types, import contracts.
lint:
    ruff format --check .
    ruff check .
    mypy
    lint-imports

# The whole test suite with branch coverage, which may not fall below 90 %.
test *args:
    coverage erase
    coverage run -m pytest -n 2 --dist worksteal {{args}}
    coverage combine -q
    coverage report --fail-under=90 > .coverage-report || (cat .coverage-report; exit 1)
    grep TOTAL .coverage-report

# The quick part of the suite, for while one works.
quick *args:
    pytest -m "not slow" -q {{args}}

# Rebuild generated files: help index, completion scripts, locked requirements.
generate:
    python -m heygen_cli.cli.generate
    just lock

# Pin every package, with hashes and without naming where it came from.
lock:
    uv pip compile -q pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock

# Measure: start-up, rendering.
bench:
    python benchmarks/startup.py
    python benchmarks/render.py
