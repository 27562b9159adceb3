"""Every main page as people see it: Persian and English, light and dark, phone and desktop.

./peyvand screenshots                 all of them, into ./screenshots
./peyvand screenshots --only board    the ones whose name contains a word
./peyvand screenshots --readme        the chosen ones for the README, into docs/images
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from tests import chromium
from tests.shots import FOR_README, SHOTS, Shot, places

ROOT = Path(__file__).resolve().parent.parent
EVERYWHERE, README = ROOT / "screenshots", ROOT / "docs" / "images"
COMMAND = [sys.executable, "-c", "from peyvand.config.cli import main; main()"]
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
DRESSES = (("fa", "light"), ("en", "dark"), ("fa", "dark"), ("en", "light"))
LARGEST = 300_000  # bytes of a picture in the README


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    """Tell whether the server is there."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def served(folder: str) -> Iterator[str]:
    """Serve the demo company out of `folder`; yields the address."""
    env = {**os.environ, "PEYVAND_DATA_DIR": folder, "PYTHONPATH": str(ROOT / "src")}
    for arguments in (["setup"], ["demo", "load"]):
        subprocess.run([*COMMAND, *arguments], env=env, check=True, cwd=ROOT)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=env, cwd=ROOT)
    try:
        deadline = time.monotonic() + 120
        while not answers(url):
            if time.monotonic() > deadline or server.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.3)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def sessions(people: dict[str, Any]) -> dict[str, str]:
    """Sign everybody in; return the session cookies."""
    from django.test import Client

    found = {}
    for name, user in people.items():
        client = Client()
        client.force_login(user, "peyvand.platform.signin.EmailOrPhoneBackend")
        found[name] = client.cookies["sessionid"].value
    return found


def look(page: Any, url: str, shot: Shot, path: Path) -> list[str]:
    """Open a page, wait until it is still, take its picture; return what the browser complained about."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type == "error" and shot.status < 400 else None
    )
    page.goto(url + shot.url, wait_until="networkidle")
    page.locator(".htmx-request").first.wait_for(state="detached")
    if shot.press.startswith("Control"):
        page.keyboard.press(shot.press)
        page.wait_for_timeout(600)
    elif shot.press and page.locator(shot.press).count():
        page.locator(f"{shot.press}:visible").first.click()
        page.wait_for_timeout(1200)
    page.wait_for_timeout(150)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width > 0:
        complaints.append(f"scrolls sideways by {width} px")
    page.screenshot(path=path, full_page=not shot.window)
    return complaints


def dress(users: Any, language: str, theme: str) -> None:
    """Let everybody see the product in this language and theme."""
    calendar = "jalali" if language == "fa" else "gregorian"
    users.update(language=language, digits=language, calendar=calendar, theme=theme)


def wanted(options: argparse.Namespace) -> Iterator[tuple[Shot, str, str, str]]:
    """Yield what is to be taken, grouped by language and theme."""
    for (language, theme), shot, device in product(DRESSES, SHOTS, WIDTHS):
        chosen = not options.readme or (shot.name, language, theme, device) in FOR_README
        if chosen and options.only in f"{shot.name}-{language}-{theme}-{device}":
            yield shot, language, theme, device


def take(url: str, options: argparse.Namespace) -> int:
    """Take the pictures; return how many pages complained."""
    import django

    django.setup()
    from peyvand.platform.models import User

    staff = User.objects.filter(is_demo=True)
    people = {(user.email or "").partition("@")[0]: user for user in staff.select_related("role")}
    ids, cookies = places(people), sessions(people)
    folder, bad = (README if options.readme else EVERYWHERE), 0
    folder.mkdir(parents=True, exist_ok=True)
    with chromium.browser() as browser:
        for shot, language, theme, device in wanted(options):
            dress(staff, language, theme)
            wide, high = WIDTHS[device]
            context = browser.new_context(
                viewport={"width": wide, "height": high}, locale=language, color_scheme=theme, reduced_motion="reduce"
            )
            if shot.who:
                context.add_cookies([{"name": "sessionid", "value": cookies[shot.who], "url": url}])
            dress_of = language if options.readme else f"{language}-{theme}-{device}"
            path = folder / f"{shot.name}-{dress_of}.png"
            real = Shot(
                shot.name, shot.url.format(**ids), shot.who, shot.press, shot.window or options.readme, shot.status
            )
            for complaint in look(context.new_page(), url, real, path):
                print(f"{path.name}: {complaint}", flush=True)
                bad += 1
            if options.readme and path.stat().st_size > LARGEST:
                print(f"{path.name}: {path.stat().st_size} bytes are too many for the README", flush=True)
                bad += 1
            context.close()
    return bad


def main() -> None:
    """Load the demo company into a folder of its own, serve it, take the pictures."""
    parser = argparse.ArgumentParser(description="Screenshots of every main page.")
    parser.add_argument("--readme", action="store_true", help="only the chosen ones, into docs/images")
    parser.add_argument("--only", default="", help="only the pages whose name contains this")
    parser.add_argument("--data", default="", help="keep the demo company in this folder, and use it again")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server goes, too
    with tempfile.TemporaryDirectory(prefix="peyvand-screenshots-") as fresh:
        Path(fresh).chmod(0o755)
        folder = options.data or fresh
        os.environ |= {
            "PEYVAND_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "peyvand.config.settings",
        }  # fmt: skip
        sys.path.insert(0, str(ROOT / "src"))
        with served(folder) as url:
            bad = take(url, options)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
