"""What OpenAPI says of this server: every answer that a route may give, failures among them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "param", "doc_url"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "hint": {"type": ["string", "null"]},
                "doc_url": {"type": ["string", "null"]},
            },
        }
    },
}
_FAILURES = {
    "400": "Something about the request is wrong; it says what",
    "401": "The key is missing or wrong",
    "403": "This key, account or link may not do it",
    "404": "There is no such thing, or it is somebody else's",
    "405": "This address has no such method",
    "408": "The body came too slowly",
    "409": "Not now: it is being worked on, or was done already",
    "413": "The body is too large",
    "415": "This is no file of a kind that is known",
    "416": "There is no such part of the file",
    "422": "A fallback would be needed, and was refused",
    "429": "Too many requests, or too much at once; Retry-After says when to come again",
    "501": "HeyGen's cloud has this, and this server has not",
    "502": "Another service failed",
    "503": "Something that the work needs is not installed",
    "504": "It took too long",
    "507": "There is no room for it",
}


def install(app: FastAPI) -> None:
    """Describe the server at /openapi.json."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    parts = document.setdefault("components", {})
    parts.setdefault("schemas", {})["Error"] = _ERROR
    parts["responses"] = {
        status: {
            "description": words,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        for status, words in _FAILURES.items()
    }
    for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own form, which is never sent
        parts["schemas"].pop(name, None)
    parts["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    document["security"] = [{"key": []}, {"bearer": []}]
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            answers.pop("422", None)
            answers.update({status: {"$ref": f"#/components/responses/{status}"} for status in _FAILURES})
    return document
