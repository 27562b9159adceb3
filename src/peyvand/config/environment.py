"""What the environment says, typed; a wrong value stops the start with a sentence that says what to do."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlparse

T = TypeVar("T")


def read(name: str, parse: Callable[[str], T], default: T, environ: Mapping[str, str] = os.environ) -> T:
    """Return environment variable `name` through `parse`, or `default` when it is absent or empty."""
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        return parse(text)
    except ValueError as error:
        shown = re.sub(r"//([^:/]*):.*@", r"//\1:…@", text)  # a password is nothing for a terminal or a log
        raise SystemExit(f"peyvand: {name}={shown!r} cannot be used: {error}") from None


def yes_no(text: str) -> bool:
    """Parse 1/0, true/false, yes/no, on/off."""
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in known:
        raise ValueError("write yes or no")
    return known[text.lower()]


def words(text: str) -> list[str]:
    """Parse a comma-separated list."""
    return [word.strip() for word in text.split(",") if word.strip()]


def database_url(text: str) -> dict[str, object]:
    """Parse postgresql://user:password@host:port/name?option=value into Django's DATABASES entry."""
    url = urlparse(text)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError("Peyvand runs on PostgreSQL: write postgresql://user:password@host:5432/name")
    options: dict[str, object] = dict(parse_qsl(url.query))
    if threshold := options.get("prepare_threshold"):
        options["prepare_threshold"] = int(str(threshold))
    return {
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", None) or unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def last_address(data_dir: Path) -> str:
    """Return where this installation was last served: what a command prints for a browser is to open there."""
    try:
        return (data_dir / "address").read_text().strip()
    except OSError:
        return "http://127.0.0.1:8000"


def keep_address(data_dir: Path, url: str) -> None:
    """Remember where this installation is served; a folder that takes nothing is no reason not to serve."""
    with suppress(OSError):
        (data_dir / "address").write_text(url)


def secret_key(data_dir: Path) -> str:
    """Return the installation's secret: from the environment, else from a file made on first use (mode 0600)."""
    if given := os.environ.get("PEYVAND_SECRET_KEY", "").strip():
        return given
    path = data_dir / "secret.key"
    if path.exists():
        return path.read_text().strip()
    draft = data_dir / f"secret.key.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
    except OSError as error:
        sentence = f"nothing can be kept in the folder {data_dir}: {error.strerror}. Name another in PEYVAND_DATA_DIR."
        raise SystemExit(f"peyvand: {sentence}") from None
    try:
        os.link(draft, path)  # the first of several starts at once wins, the others read its key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
