"""What a browser fetches to install the product: the manifest, the service worker, the page without connection."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_safe

from peyvand.core.manifest import offers
from peyvand.ui.web.doors import open_to_all

BUILT = Path(__file__).resolve().parent.parent / "static" / "dist"


@open_to_all("A browser fetches it before anybody signs in; it holds only our name and colours.")
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the product to a browser that installs it."""
    drawn = {"src": static("dist/app-icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}
    icons = [
        {"src": static(f"dist/app-icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    described = {
        "name": gettext("Peyvand"),
        "short_name": gettext("Peyvand"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fcfaf6",
        "theme_color": "#fcfaf6",
        "icons": [*icons, drawn],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@open_to_all("A script without data; it must answer for every visitor.")
@require_safe
def service_worker(request: HttpRequest) -> FileResponse:
    """Send the service worker with leave to serve the whole site."""
    script = BUILT / "sw.js"
    if not script.is_file():
        raise Http404
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return FileResponse(script.open("rb"), content_type="text/javascript; charset=utf-8", headers=headers)


@open_to_all("It is kept by the browser and shown when there is no connection; it holds no data.")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no connection."""
    return render(request, "ui/offline.html", {"overlays": [overlay.template for overlay in offers("overlays")]})
