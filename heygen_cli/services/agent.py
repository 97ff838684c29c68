"""Films that somebody wishes for: a model writes each, and it is made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from heygen_cli.domain.agent import Saying, Session
from heygen_cli.domain.errors import Busy, HeygenError
from heygen_cli.domain.event import Event
from heygen_cli.domain.script import Brief
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.video import new_id
from heygen_cli.ports import Clock, Presence, SessionStore
from heygen_cli.services.script import Script, ScriptService

Make = Callable[[Script], str]


class _Silent:
    """Nobody watches the model write."""

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        """Hear of a stage."""

    def advance(self, done: float) -> None:
        """Hear how far it is."""

    def event(self, event: Event) -> None:
        """Hear of something."""


class AgentService:
    """One user's sessions."""

    def __init__(
        self, *, store: SessionStore, scripts: ScriptService, clock: Clock, presence: Presence, owner: str | None
    ) -> None:
        self._store = store
        self._presence = presence
        self._scripts = scripts
        self._clock = clock
        self._owner = owner or LOCAL

    def begin(self, prompt: str, chosen: Mapping[str, str | None]) -> Session:
        """A new session; ``work`` makes its film. Raises InvalidInput."""
        Brief(prompt)
        now, said = self._clock.now(), Saying("user", prompt, self._clock.now())
        here = self._presence.name
        session = Session(new_id("va", now), self._owner, now, (said,), chosen, here, title=prompt[:80])
        self._store.save(session)
        return session

    def answer(self, session_id: str, message: str) -> Session:
        """Say more; ``work`` makes another film. Raises Busy while the model writes."""
        Brief(message)
        session = self.get(session_id)
        if session.state == "thinking":
            raise Busy("The agent is still writing", hint="wait for it, or stop it")
        said = (*session.said, Saying("user", message, self._clock.now()))
        session = replace(session, said=said, state="thinking", process=self._presence.name)
        self._store.save(session)
        return session

    def work(self, session: Session, make: Make) -> None:
        """Have the script of a session written, and made by ``make``, which returns the id of its video.

        What goes wrong becomes a part of the session.
        """
        try:
            script = self._scripts.write(
                Brief(session.wish),
                output=None,
                overwrite=False,
                progress=_Silent(),
                keep=False,
                chosen=session.chosen,
            )
            if self._store.get(session.id).state != "thinking":
                return  # it was stopped meanwhile
            video = make(script)
        except HeygenError as problem:
            said = Saying("model", problem.message, self._clock.now(), "error")
            self._store.save(replace(session, said=(*session.said, said), state="failed"))
            return
        title = str(script.data["title"])
        said = Saying("model", f"I have written “{title}”. It is being made.", self._clock.now())
        videos = (*session.videos, video)
        self._store.save(replace(session, said=(*session.said, said), state="generating", title=title, videos=videos))

    def get(self, session_id: str) -> Session:
        """A session; one whose process died while the model wrote has failed. Raises NotFound."""
        session = self._store.get(session_id)
        if session.state == "thinking" and not self._presence.lives(session.process):
            said = Saying("model", "The server was stopped while I was writing", self._clock.now(), "error")
            session = replace(session, state="failed", said=(*session.said, said))
            self._store.save(session)
        return session

    def stop(self, session_id: str) -> Session:
        """Give up what is being written; raises NotFound."""
        session = self.get(session_id)
        if session.state == "thinking":
            session = replace(session, state="failed")
            self._store.save(session)
        return session

    def list(self, *, limit: int = 20, before: str | None = None) -> Sequence[Session]:
        """Sessions, newest first."""
        return self._store.page(limit=limit, before=before)
