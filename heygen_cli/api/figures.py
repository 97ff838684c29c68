"""What the server has done since it started, in Prometheus's words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
KIND = "text/plain; version=0.0.4"


class Figures:
    """Requests by route and status, how long they took, and whatever else is counted under a name."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._times: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: Counter[tuple[str, str]] = Counter()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer. ``route`` is the pattern of the address, so that there are few of them."""
        self._requests[method, route, status] += 1
        self._times[method, route][bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[method, route] += seconds  # type: ignore[assignment]  # a counter may hold fractions

    def lines(self) -> Iterator[str]:
        """Everything about requests."""
        labelled = {
            f'method="{method}",route="{route}",status="{status}"': count
            for (method, route, status), count in sorted(self._requests.items())
        }
        yield from series("heygen_requests_total", "counter", "Requests by route and status.", labelled)
        yield from _headed("heygen_request_seconds", "histogram", "How long answers took.")
        for (method, route), counts in sorted(self._times.items()):
            yield from _histogram(f'method="{method}",route="{route}"', counts, self._seconds[method, route])


def series(name: str, kind: str, about: str, values: Mapping[str, float]) -> Iterator[str]:
    """One family of figures, by their labels."""
    yield from _headed(name, kind, about)
    for labels, value in values.items():
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"


def page(parts: Iterable[str]) -> str:
    """The lines as Prometheus fetches them."""
    return "\n".join(parts) + "\n"


def _headed(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _histogram(labels: str, counts: list[int], seconds: float) -> Iterator[str]:
    reached = 0
    for bound, count in zip((*map(str, _BOUNDS), "+Inf"), counts, strict=True):
        reached += count
        yield f'heygen_request_seconds_bucket{{{labels},le="{bound}"}} {reached}'
    yield f"heygen_request_seconds_sum{{{labels}}} {seconds:.6f}"
    yield f"heygen_request_seconds_count{{{labels}}} {reached}"
