"""The living style page: every component of the kit with sample words, in the reader's language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from peyvand.core.numbers import format_number
from peyvand.ui import pictures
from peyvand.ui.web.doors import signed_in

SAMPLES = Path(__file__).with_name("kit_samples.json")


@cache
def samples(language: str) -> dict[str, Any]:
    """Read the sample words of one language ("fa" or "en")."""
    every: dict[str, dict[str, Any]] = json.loads(SAMPLES.read_text(encoding="utf-8"))
    return every[language if language in every else "en"]


def sample_form(words: dict[str, Any]) -> forms.Form:
    """Return a form with one mistake in it, to see how fields look."""
    labels = words["form"]
    choices = [(str(index), text) for index, text in enumerate(labels["choices"])]
    fields: dict[str, forms.Field] = {
        "name": forms.CharField(label=labels["name"], initial=words["rows"][0]["name"]),
        "phone": forms.CharField(
            label=labels["phone"], help_text=labels["phone_help"], widget=forms.TextInput({"dir": "ltr"})
        ),
        "email": forms.EmailField(label=labels["email"], required=False),
        "city": forms.ChoiceField(label=labels["city"], choices=choices),
        "note": forms.CharField(label=labels["note"], required=False, widget=forms.Textarea({"rows": 3})),
        "agree": forms.BooleanField(label=labels["agree"], required=False),
    }
    shape = type("SampleForm", (forms.Form,), fields)
    form: forms.Form = shape({"name": words["rows"][0]["name"], "phone": "", "email": "info@example", "city": "0"})
    form.is_valid()
    return form


def steps_at(words: dict[str, Any], now: int) -> list[SimpleNamespace]:
    """Return the eight sample steps with the one at index `now` as the present one."""
    state = ["past"] * now + ["now"] + ["ahead"] * (len(words["steps"]) - now - 1)
    return [SimpleNamespace(**step, state=state[index]) for index, step in enumerate(words["steps"])]


def sample_pictures(words: dict[str, Any], right_to_left: bool) -> dict[str, Any]:
    """Draw one picture of each kind from the sample numbers."""
    drawn = words["pictures"]
    steps = words["steps"]

    def bars_of(values: list[int]) -> list[pictures.Bar]:
        pairs = zip(steps, values, strict=False)
        return [pictures.Bar(step["label"], value, format_number(value), key=step["key"]) for step, value in pairs]

    points = [pictures.Point(*point) for point in drawn["line"]]
    flows = [pictures.Flow(source, target, count) for source, target, count in drawn["flows"]]
    names = {step["key"]: step["label"] for step in steps}
    rhythm = pictures.Rhythm(
        days=[pictures.Dot(*dot) for dot in drawn["dots"]],
        now=drawn["now"],
        gap=drawn["gap"],
        tone="potential_separation",
    )
    return {
        "bars": pictures.bars(bars_of(drawn["bars"]), right_to_left=right_to_left),
        "funnel": pictures.funnel(bars_of(drawn["funnel"]), right_to_left=right_to_left),
        "line": pictures.line(points, right_to_left=right_to_left),
        "flow": pictures.flow(flows, names, right_to_left=right_to_left),
        "rhythm": pictures.rhythm(rhythm, right_to_left=right_to_left),
    }


@signed_in
@require_safe
def kit(request: HttpRequest) -> HttpResponseBase:
    """Show every component once."""
    words = samples(str(get_language())[:2])
    if "toast" in request.GET:
        messages.success(request, words["toast"], extra_tags="undo:/ui/kit/")
    context = {
        "words": words,
        "steps": [steps_at(words, now) for now in (0, 2, 5, 7)],
        "form": sample_form(words),
        "drawn": sample_pictures(words, right_to_left=words["right_to_left"]),
    }
    response: HttpResponse = render(request, "ui/kit.html", context)
    return response
