"""Films whose presenters HeyGen makes: each spoken scene is a clip from the cloud, the rest is composed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_cli.domain.check import Expectation
from heygen_cli.domain.clip import ClipOrder, is_local_voice, order_for
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film, Plan, PlannedNode, PlannedPurchase
from heygen_cli.domain.panel import Footage
from heygen_cli.domain.price import Quantity
from heygen_cli.domain.remark import Remark
from heygen_cli.domain.storyboard import DEFAULT_AVATAR, DEFAULT_VOICE, Scene, Storyboard
from heygen_cli.ports import ClipMaker, Progress, Renderer
from heygen_cli.services.spending import Spending

SCRIPT_LIMIT = 5000


@dataclass(frozen=True)
class Casting:
    """Who stands in for presenters and voices of this machine, and which those are."""

    avatar: str
    voice: str
    local: Callable[[str], bool]


class CloudRenderer:
    """Makes clips in HeyGen's cloud and composes them here with everything else that a storyboard says."""

    def __init__(self, *, local: Renderer, clips: ClipMaker, spending: Spending, casting: Casting, jobs: int) -> None:
        self._local = local
        self._clips = clips
        self._spending = spending
        self._casting = casting
        self._jobs = jobs

    def check(self, storyboard: Storyboard) -> None:
        """Refuse what the cloud or this machine could not make, before anything is paid for."""
        self.checker()(storyboard)

    def checker(self) -> Callable[[Storyboard], None]:
        """The same for many storyboards."""
        check = self._local.checker()

        def checked(storyboard: Storyboard) -> None:
            for scene in storyboard.scenes:
                self._avatar(storyboard, scene)
                if len(scene.script) > SCRIPT_LIMIT:
                    raise InvalidInput(f"HeyGen reads at most {SCRIPT_LIMIT:,} characters in one clip", param="script")
            check(self._spoken_here(storyboard))
            orders = self._orders(storyboard)
            for order in orders.values():
                if not self._clips.ready(order):
                    cost = self._spending.prices.cost("heygen", order.engine, order.quantity)
                    self._spending.check("heygen", order.engine, cost)

        return checked

    def plan(self, storyboard: Storyboard) -> Plan:
        """The nodes of a render; clips of the cloud come first."""
        orders = self._orders(storyboard)
        there = {index: self._clips.ready(order) for index, order in orders.items()}
        missing = [index for index, path in there.items() if path is None]
        here = self._local.plan(self._spoken_here(storyboard) if missing else self._composed(storyboard, _found(there)))
        nodes = [
            PlannedNode("cloud", f"scene {index + 1}", f"cloud-{index}", there[index] is not None, "HeyGen makes it")
            for index in orders
        ]
        clips = [self._bought(orders[index]) for index in missing]
        return replace(here, nodes=(*nodes, *here.nodes), bought=(*clips, *here.bought))

    def _bought(self, order: ClipOrder) -> PlannedPurchase:
        asked = order.quantity
        return PlannedPurchase(self._clips.key(order), "heygen", order.engine, asked.characters, asked.seconds)

    def expect(self, storyboard: Storyboard) -> Expectation:
        """What a film of the storyboard must be like."""
        there = {index: self._clips.ready(order) for index, order in self._orders(storyboard).items()}
        board = self._composed(storyboard, _found(there)) if None not in there.values() else None
        return self._local.expect(board or self._spoken_here(storyboard))

    def lint(self, storyboard: Storyboard, progress: Progress) -> Sequence[Remark]:
        """What is wrong or unwise about a storyboard, looked at with a presenter of this machine."""
        return self._local.lint(self._spoken_here(storyboard), progress)

    def frame(self, storyboard: Storyboard, scene: int, seconds: float, progress: Progress) -> bytes:
        """One picture of a scene, with a presenter of this machine in place of the cloud's."""
        return self._local.frame(self._spoken_here(storyboard), scene, seconds, progress)

    def render(self, storyboard: Storyboard, progress: Progress) -> Film:
        """Have the clips made, then compose the film. What was paid for before is not paid for again."""
        orders = self._orders(storyboard)
        for event in self._events(storyboard):
            progress.event(event)
        made = self._made(orders, progress)
        film = self._local.render(self._composed(storyboard, made), progress)
        return replace(film, events=(*self._events(storyboard), *film.events))

    def _made(self, orders: Mapping[int, ClipOrder], progress: Progress) -> dict[int, Path]:
        """The files of all clips, made several at once."""
        made: dict[int, Path] = {}
        progress.stage("HeyGen", float(len(orders)), "clips")
        with ThreadPoolExecutor(max(1, self._jobs), "clip") as pool:
            waiting = {pool.submit(copy_context().run, self._clip, order): index for index, order in orders.items()}
            try:
                for future in as_completed(waiting):
                    made[waiting[future]] = future.result()
                    progress.advance(float(len(made)))
            except BaseException:
                self._clips.stop()
                pool.shutdown(cancel_futures=True)
                raise
        return made

    def _clip(self, order: ClipOrder) -> Path:
        there = self._clips.ready(order)
        if there is not None:
            return there
        key = self._clips.key(order)
        with self._spending.charge(
            "cloud",
            "heygen",
            order.engine,
            order.quantity,
            voice=order.voice,
            key=key,
            begun=lambda: self._clips.asked(order),
        ) as bill:
            path, seconds = self._clips.make(order)
            bill.used = Quantity(seconds=seconds)
            bill.cost = self._spending.prices.cost("heygen", order.engine, bill.used)
        return path

    def _orders(self, storyboard: Storyboard) -> dict[int, ClipOrder]:
        """The clips of a film, by the scenes they are for."""
        return {
            index: order_for(
                storyboard, scene, avatar=self._avatar(storyboard, scene), voice=self._voice(storyboard, scene)
            )
            for index, scene in enumerate(storyboard.scenes)
            if scene.spoken
        }

    def _composed(self, storyboard: Storyboard, clips: Mapping[int, Path]) -> Storyboard:
        """The film with its clips as recordings, seen where nothing else is shown."""
        scenes = list(storyboard.scenes)
        for index, path in clips.items():
            scene = scenes[index]
            shown = scene.show or Footage(path, loop=False)
            scenes[index] = replace(scene, audio=path, show=shown, layout="none", avatar=None, voice=None)
        board = self._spoken_here(storyboard)
        return replace(board, scenes=tuple(replace(scene, avatar=None) for scene in scenes))

    def _spoken_here(self, storyboard: Storyboard) -> Storyboard:
        """The film as this machine would make it alone: with its own presenter and voice."""
        own = storyboard.avatar if self._casting.local(storyboard.avatar) else DEFAULT_AVATAR
        voice = storyboard.voice if is_local_voice(storyboard.voice) else DEFAULT_VOICE
        scenes = tuple(
            replace(
                scene,
                avatar=scene.avatar if scene.avatar and self._casting.local(scene.avatar) else None,
                voice=scene.voice if scene.voice and is_local_voice(scene.voice) else None,
            )
            for scene in storyboard.scenes
        )
        return replace(storyboard, avatar=own, voice=voice, scenes=scenes)

    def _avatar(self, storyboard: Storyboard, scene: Scene) -> str:
        wanted = scene.avatar or storyboard.avatar
        if not self._casting.local(wanted):
            return wanted
        if not self._casting.avatar:
            raise InvalidInput(
                f"{wanted} is a presenter of this machine; HeyGen's cloud has others",
                param="avatar",
                hint="heygen avatar looks list --provider heygen; then heygen config set cloud_avatar ID",
            )
        return self._casting.avatar

    def _voice(self, storyboard: Storyboard, scene: Scene) -> str | None:
        wanted = scene.voice or storyboard.voice
        return (self._casting.voice or None) if is_local_voice(wanted) else wanted

    def _events(self, storyboard: Storyboard) -> list[Event]:
        events = []
        for index, scene in enumerate(storyboard.scenes, 1):
            if scene.spoken and scene.show is not None and scene.layout != "none":
                message = f"Scene {index}: the presenter is heard and not seen beside what is shown"
                events.append(Event("fallback", "cloud_presenter_unseen", message, "layout: none"))
            background = scene.background or storyboard.background
            if scene.spoken and background and background.kind not in ("color", "image") and scene.show is None:
                message = f"Scene {index}: HeyGen's presenter has its own background, not a {background.kind}"
                events.append(Event("fallback", "cloud_background", message, "a colour or an image can be sent"))
            wanted = scene.voice or storyboard.voice
            if scene.spoken and wanted != DEFAULT_VOICE and is_local_voice(wanted):
                instead = self._casting.voice or "the presenter's own voice"
                events.append(Event("fallback", "cloud_voice", f"{wanted} is not in the cloud: {instead} speaks"))
        return list(dict.fromkeys(events))


def _found(paths: Mapping[int, Path | None]) -> dict[int, Path]:
    return {index: path for index, path in paths.items() if path is not None}
