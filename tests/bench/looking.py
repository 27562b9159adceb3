"""What a person sees in a real browser, and when: records on a desk, the first paint on a slow phone."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import COMMON, found

HOST, TIMES, SLOWER = "127.0.0.1", 7, 4
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# The time since navigation began at which the last asked-for row stands in a painted frame.
SEEN = """
(() => {
  const look = () => document.querySelectorAll("table[data-rows] tbody tr").length < 50
    ? requestAnimationFrame(look) : requestAnimationFrame(() => { window.seenAt = performance.now() })
  look()
})()
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def look(port: int, session: str, records: str, first: str) -> dict[str, float]:
    """Return the median ms until 50 records are seen on a desk and until the first paint on a phone.

    The phone's processor is slowed down four times and its cache is empty; the desk has been here before.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(*COMMON), args=["--no-sandbox"])
        seen = _records(browser, f"http://{HOST}:{port}", session, records)
        painted = [_first_paint(browser, f"http://{HOST}:{port}", session, first) for _time in range(TIMES)]
        browser.close()
    return {"records_ms": round(seen, 1), "phone_ms": round(median(painted), 1)}


def _records(browser: Browser, base: str, session: str, path: str) -> float:
    context = browser.new_context(viewport=DESK, locale="fa-IR")
    context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    context.add_init_script(SEEN)
    page, times = context.new_page(), []
    for _time in range(TIMES + 1):
        page.goto(base + path, wait_until="load")
        while (at := page.evaluate("window.seenAt")) is None:
            page.wait_for_timeout(10)
        times.append(float(at))
    context.close()
    return median(times[1:])


def _first_paint(browser: Browser, base: str, session: str, path: str) -> float:
    context = browser.new_context(viewport=PHONE, locale="fa-IR", is_mobile=True, has_touch=True, device_scale_factor=2)
    context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(base + path, wait_until="load")
    while (at := page.evaluate(PAINTED)) is None:
        page.wait_for_timeout(10)
    context.close()
    return float(at)
