"""What is heard: loudness, peaks, clipping, silence, and whether it goes with the picture."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from heygen_cli.domain.check import Expectation, Finding, Profile
from heygen_cli.studio.check.facts import Facts, Sound
from heygen_cli.studio.check.picture import one
from heygen_cli.studio.check.stretches import stretches

# Quieter than this, in dBFS, is silence to anybody; a block lasts a twentieth of a second.
_SILENCE, _BLOCK = -55.0, 0.05
# Sound and picture may begin and end this far apart: two frames at 30 a second.
_APART = 0.07


def check(facts: Facts, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    """Findings about the sound."""
    sound = facts.sound
    if sound is None:
        yield Finding("sound", "fail", "The film has no sound")
        return
    yield one("sound_codec", sound.codec in profile.sounds, sound.codec, f"one of {', '.join(profile.sounds)}")
    whole = sound.faults == 0 and sound.seconds > 0 and sound.seconds >= sound.declared - 0.15
    yield one("whole_sound", whole, f"{sound.seconds:.2f} s of sound", f"{sound.declared:.2f} s, all of it readable")
    yield from _together(facts, sound)
    yield from _levels(sound, profile, plan)
    yield from _silence(sound, profile, plan)


def _together(facts: Facts, sound: Sound) -> Iterator[Finding]:
    picture = facts.picture
    if picture is None or not picture.times.size:
        return
    first = float(picture.times[0])
    gap, rest = sound.start - first, (sound.start + sound.seconds) - picture.end
    good = abs(gap) <= _APART
    yield one(
        "sync", good, f"sound begins {gap * 1000:+.0f} ms from the picture", f"within {_APART * 1000:.0f} ms", first
    )
    good = abs(rest) <= 2 * _APART
    end = round(min(picture.end, sound.start + sound.seconds), 2)
    yield one(
        "same_length",
        good,
        f"sound ends {rest * 1000:+.0f} ms from the picture",
        f"within {2000 * _APART:.0f} ms",
        None if good else end,
    )


def _levels(sound: Sound, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    target = plan.loudness if plan and profile.name == "own" else profile.loudness
    if target is not None and not (plan and plan.quiet):
        told = f"{sound.loudness:.1f} LUFS" if math.isfinite(sound.loudness) else "nothing is heard"
        wanted = f"{target:g} LUFS, give or take {profile.tolerance:g}"
        yield one("loudness", abs(sound.loudness - target) <= profile.tolerance, told, wanted)
    yield one("true_peak", sound.peak <= profile.peak + 0.1, f"{sound.peak:.1f} dBTP", f"at most {profile.peak:g} dBTP")
    count = len(sound.clipped)
    told = f"cut off at full scale in {count} places" if count else "not cut off"
    yield one("clipping", not count, told, "below full scale", round(sound.clipped[0], 2) if count else None)


def _silence(sound: Sound, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    quiet = sound.blocks < _SILENCE
    times = np.arange(len(quiet), dtype=np.float64) * _BLOCK
    if plan:
        # Where nobody is to speak it may be silent.
        spoken = [(scene := plan.scene_at(float(at))) is None or scene.spoken for at in times]
        quiet = quiet & np.array(spoken, bool) if len(spoken) else quiet
    found = list(stretches(quiet, times, _BLOCK))
    start, seconds = max(found, key=lambda stretch: stretch[1], default=(0.0, 0.0))
    good = seconds <= profile.silent
    text = f"It is silent for {seconds:.1f} s at most; {profile.silent:g} s are allowed"
    yield Finding("silence", "pass" if good else "fail", text, None if good else round(start, 2))
