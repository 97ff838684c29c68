"""What the services need from outside, as small protocols. Each has a real adapter and a fake in ``tests/fakes.py``."""

from __future__ import annotations

from heygen_cli.ports.account import Passwords, UserStore
from heygen_cli.ports.cast import (
    Artist,
    AvatarCatalogue,
    Fetcher,
    LexiconShelf,
    ModelShelf,
    Portraits,
    Speaker,
    SpeechProvider,
    VoiceCatalogue,
)
from heygen_cli.ports.film import ClipMaker, FilmEditor, FilmInspector, Progress, Renderer
from heygen_cli.ports.script import LanguageModel
from heygen_cli.ports.store import (
    AssetStore,
    BatchStore,
    Cache,
    Clock,
    EventLog,
    Ledger,
    ManifestReader,
    PartStore,
    Presence,
    SessionStore,
    TemplateStore,
    UsageLog,
    UsageSums,
    VideoStore,
)
from heygen_cli.ports.work import Crew, EndpointStore, Post, Queue

__all__ = [
    "Artist",
    "AssetStore",
    "AvatarCatalogue",
    "BatchStore",
    "Cache",
    "ClipMaker",
    "Clock",
    "Crew",
    "EndpointStore",
    "EventLog",
    "Fetcher",
    "FilmEditor",
    "FilmInspector",
    "LanguageModel",
    "Ledger",
    "LexiconShelf",
    "ManifestReader",
    "ModelShelf",
    "PartStore",
    "Passwords",
    "Portraits",
    "Post",
    "Presence",
    "Progress",
    "Queue",
    "Renderer",
    "SessionStore",
    "Speaker",
    "SpeechProvider",
    "TemplateStore",
    "UsageLog",
    "UsageSums",
    "UserStore",
    "VideoStore",
    "VoiceCatalogue",
]
