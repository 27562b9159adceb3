"""The laws of the house that import-linter cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, OneToOneField
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "peyvand"
LADDER = ["core", "ui", "platform", "people", "interactions", "knowledge", "catalog", "sales", "relationship", "config"]
RANK = {name: rank for rank, name in enumerate(LADDER)}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "signals", "common"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_VIEW, MOST_PARAMETERS = 400, 40, 150, 20, 6


def our_python() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts and "tests" not in p.parts)


def our_tests() -> list[Path]:
    """Return all test files but the tables of rights, which are as long as the product has doors."""
    tables = set((ROOT / "tests" / "permissions").glob("*.py"))
    return sorted({*PACKAGE.rglob("tests/**/*.py"), *(ROOT / "tests").rglob("*.py")} - tables)


def our_templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def context_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_folder_stands_on_the_ladder() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders == set(LADDER)


def test_foreign_keys_point_down() -> None:
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("peyvand."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | OneToOneField | ManyToManyField):
                target = field.remote_field.model._meta.app_label
                if target in RANK and RANK[target] > RANK[model._meta.app_label]:
                    upward.append(f"{model.__name__}.{field.name} -> {target}")
    assert upward == []


def test_templates_link_and_include_down() -> None:
    link = re.compile(r"""{%-?\s*url\s+['"](\w+):|{%-?\s*(?:include|extends)\s+['"](\w+)/|<c-(\w+)[.\s>]""")
    upward = []
    for path in our_templates():
        here = context_of(path)
        for match in link.finditer(path.read_text(encoding="utf-8")):
            there = next(part for part in match.groups() if part)
            if there in RANK and RANK[there] > RANK[here]:
                upward.append(f"{path.relative_to(PACKAGE)} -> {there}")
    assert upward == []


def test_no_drawer_for_odds_and_ends() -> None:
    named = [
        str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("*") if p.stem in FORBIDDEN_NAMES and "static" not in p.parts
    ]
    assert named == []


def test_every_context_has_one_room_for_its_api() -> None:
    beside = [str(p.relative_to(PACKAGE)) for p in PACKAGE.glob("*/api*.py") if context_of(p) != "config"]
    assert beside == []


def test_files_stay_short() -> None:
    limits = [(path, LONGEST_FILE) for path in our_python() + our_tests()]
    limits += [(path, LONGEST_TEMPLATE) for path in our_templates()]
    long = [
        f"{path.relative_to(ROOT)}: {length}"
        for path, limit in limits
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > limit
    ]
    assert long == []


def test_functions_stay_short() -> None:
    long = []
    for path in our_python():
        limit = LONGEST_VIEW if path.parent.name == "web" else LONGEST_FUNCTION
        for node in functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > max(limit, 40 if _is_not_a_view(node) else limit):
                long.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}: {length}")
    assert long == []


def _is_not_a_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return not any("page" in ast.dump(d) or "public" in ast.dump(d) for d in node.decorator_list)


def test_functions_take_few_parameters() -> None:
    wide = []
    for path in our_python():
        for node in functions(path):
            arguments = node.args
            names = [a.arg for a in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
            count = len([n for n in names if n not in {"self", "cls"}])
            if count > MOST_PARAMETERS:
                wide.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}: {count}")
    assert wide == []


def urls(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from urls(pattern.url_patterns, route)
        else:
            yield route, pattern


def test_every_page_declares_its_permission() -> None:
    silent = [
        route
        for route, pattern in urls(get_resolver().url_patterns)
        if not route.startswith("api/") and not hasattr(pattern.callback, "need")
    ]
    assert silent == []


@pytest.mark.parametrize(
    "word", ['type="number"', 'type="date"', "onclick=", "<script>", "|date:", "|floatformat", "|intcomma"]
)
def test_templates_avoid_what_breaks_persian_or_the_content_policy(word: str) -> None:
    assert [str(p.relative_to(PACKAGE)) for p in our_templates() if word in p.read_text(encoding="utf-8")] == []


def test_templates_use_logical_directions() -> None:
    physical = re.compile(
        r"""["'\s:](?:-?(?:ml|mr|pl|pr|left|right)-(?:\d|\[|auto|px)|text-(?:left|right)\b|(?:border|rounded)-[lr]\b)"""
    )
    found = [
        f"{p.relative_to(PACKAGE)}: {m.group(0).strip()}"
        for p in our_templates()
        for m in physical.finditer(p.read_text(encoding="utf-8"))
    ]
    assert found == []
