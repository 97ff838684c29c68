"""Ids and states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_cli.domain.errors import HeygenError
from heygen_cli.domain.video import Video, new_video_id


@given(st.lists(st.floats(min_value=0, max_value=4e9), min_size=2, max_size=20))
def test_ids_sort_by_time_and_look_alike(times: list[float]) -> None:
    ids = [new_video_id(time, random=lambda limit: limit - 1) for time in sorted(times)]
    assert ids == sorted(ids)
    assert all(re.fullmatch(r"v_[0-9a-z]{16}", video_id) for video_id in ids)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_video_id(1.0) for _ in range(1000)}) == 1000


def test_only_a_video_in_the_making_can_end() -> None:
    video = Video("v_1", "Hello", {}, Path("/hello.mp4"), created_at=1.0)
    for end in (lambda: video.canceled(2.0), lambda: video.failed("error", "why", 2.0)):
        with pytest.raises(HeygenError, match="queued"):
            end()
    with pytest.raises(HeygenError):
        video.started().started()


def test_starting_again_forgets_the_failure() -> None:
    video = Video("v_1", "Hello", {}, Path("/hello.mp4"), created_at=1.0).started().failed("error", "why", 2.0)
    again = video.started()
    assert (again.failure_code, again.failure_message, again.completed_at) == (None, None, None)
