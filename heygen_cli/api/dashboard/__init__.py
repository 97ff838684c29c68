"""The studio in the browser: pages that the server writes, with a little JavaScript to make them pleasant."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from heygen_cli.api.dashboard import account, batch, board, create, entrance, gallery, jobs, people, usage
from heygen_cli.api.dashboard.page import install_answers


def install(app: FastAPI) -> None:
    """Add the pages to a server."""
    for part in (entrance, gallery, create, board, batch, jobs, usage, account, people):
        app.include_router(part.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    install_answers(app)
