"""Colours that a person can read: the contrast of every pair we rely on, computed from the theme itself."""

from __future__ import annotations

import itertools
import re
from math import cos, radians, sin
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[4] / "frontend" / "css" / "theme.css"
STAGES = [
    "attraction",
    "welcome",
    "acquaintance",
    "account",
    "intensive_care",
    "potential_separation",
    "separation",
    "win_back",
]
SIGNALS = ["info", "success", "warning", "error", "primary"]


def linear_rgb(lightness: float, chroma: float, hue: float) -> list[float]:
    """Oklch to linear sRGB, cut to what a screen can show."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return [min(max(part, 0.0), 1.0) for part in rgb]


def luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = linear_rgb(*colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read_themes() -> dict[str, dict[str, tuple[float, float, float]]]:
    found = {}
    for block in re.findall(r'@plugin "daisyui/theme" \{(.*?)\n\}', THEME.read_text(encoding="utf-8"), re.DOTALL):
        name = re.search(r'name: "([\w-]+)"', block)
        colours = re.findall(r"--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);", block)
        found[name[1]] = {key: (float(light) / 100, float(c), float(h)) for key, light, c, h in colours}
    return found


THEMES = read_themes()


@pytest.mark.parametrize("name", ["peyvand", "peyvand-dark"])
def test_words_in_a_stage_colour_can_be_read_on_paper_and_surface(name):
    theme = THEMES[name]
    for key in [f"stage-{stage}" for stage in STAGES] + [f"color-{signal}" for signal in SIGNALS]:
        for ground in ("color-base-100", "color-base-200"):
            assert contrast(theme[key], theme[ground]) >= 4.5, (key, ground)


@pytest.mark.parametrize("name", ["peyvand", "peyvand-dark"])
def test_words_on_a_coloured_button_can_be_read(name):
    theme = THEMES[name]
    for signal in [*SIGNALS, "neutral", "base"]:
        ground = "color-base-100" if signal == "base" else f"color-{signal}"
        words = "color-base-content" if signal == "base" else f"color-{signal}-content"
        assert contrast(theme[ground], theme[words]) >= 4.5, signal


@pytest.mark.parametrize("name", ["peyvand", "peyvand-dark"])
def test_neighbouring_stages_differ_even_to_the_colour_blind(name):
    """Red-green blindness leaves lightness and the blue-yellow axis: neighbours must differ in one of the two."""
    theme = THEMES[name]
    for one, other in itertools.pairwise(STAGES):
        (l1, c1, h1), (l2, c2, h2) = theme[f"stage-{one}"], theme[f"stage-{other}"]
        yellow_blue = abs(c1 * sin(radians(h1)) - c2 * sin(radians(h2)))
        assert abs(l1 - l2) + yellow_blue >= 0.03, (one, other)


def test_both_themes_know_the_same_names():
    assert set(THEMES["peyvand"]) == set(THEMES["peyvand-dark"])
