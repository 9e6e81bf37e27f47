"""The work of one film: its shots and its sound in jobs of one thread each, then one file, checked."""

from dataclasses import dataclass
from pathlib import Path

from contracts import Narration, Script, Visuals
from render_agent.compositor import Compositor
from render_agent.crew import Stop
from render_agent.encoder import EncodedShot, FilmFormat, Packet, encode_sound, mux
from render_agent.layers import Layers
from render_agent.mix import Clip, mix
from render_agent.music import bed, choose_track
from render_agent.probe import Findings, check, examine
from render_agent.shot_job import render_poster, render_shot
from render_agent.sound_file import SAMPLE_RATE, read_sound
from render_agent.timeline import Timeline


@dataclass(frozen=True)
class Material:
    """What the other stages made of one task."""

    script: Script
    visuals: Visuals
    narration: Narration


class FilmWork:
    """The jobs of one film; each writes only what is its own, `finish` comes after all others."""

    def __init__(self, material: Material, timeline: Timeline, film: FilmFormat, layers: Layers) -> None:
        self._material = material
        self._timeline = timeline
        self._film = film
        self._layers = layers
        self._frames_done = [0] * len(timeline.shots)
        self._shots: list[EncodedShot] = []
        self._sound: list[Packet] = []
        self.poster = b""

    @property
    def share_done(self) -> float:
        """Share of the film's frames that are encoded."""
        return sum(self._frames_done) / self._timeline.frames

    def shoot(self, index: int, stop: Stop) -> None:
        """Render one shot, and the poster if it is taken from it."""
        shot = self._timeline.shots[index]
        compositor = Compositor(shot, self._material.visuals, self._layers, self._timeline.seconds)

        def count_frame() -> None:
            self._frames_done[index] += 1

        self._shots.append(render_shot(shot, self._film, compositor, stop, count_frame))
        if index == self._timeline.poster_shot:
            self.poster = render_poster(compositor, self._timeline.poster_frame, self._film)

    def record(self, stop: Stop) -> None:
        """Mix and encode the sound."""
        length = round(self._timeline.seconds * SAMPLE_RATE)
        clips = (
            Clip(scene.audio_start, read_sound(self._layers.path(scene.audio), channels=1))
            for scene in self._material.narration.scenes
        )
        track = choose_track(self._material.script.briefing.tone, self._material.narration.task_id)
        music = bed(track, length) if self._material.script.briefing.music else None
        stop.check()
        sound = mix(clips, self._material.narration, music, length)
        stop.check()
        self._sound = encode_sound(sound)

    def finish(self, path: Path) -> Findings:
        """Write the file and return what a look at it found; raises `PermanentError("render_check_failed")`."""
        mux(path, self._film, self._shots, self._sound)
        findings = examine(path)
        check(findings, width=self._film.width, height=self._film.height, seconds=self._material.narration.seconds)
        return findings
