"""The organisation's settings."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.pages import show
from peyvand.platform import organisation
from peyvand.platform.actions.settings import change_setting, change_settings
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.settings import SettingsForm
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.web.door import safe_next
from peyvand.platform.web.office.tabs import tabs


def group_name(group: str) -> str:
    """Return what a group of settings is called in the reader's language."""
    names = {
        "general": _("The organisation"),
        "engine": _("Relationships"),
        "promises": _("Promises"),
        "visits": _("Visits"),
        "contacting": _("Contacting customers"),
    }
    return names.get(group, group)


def _save(actor: User, form: SettingsForm) -> bool:
    """Change what was changed, all or nothing; write the reasons of a refusal into the form."""
    try:
        change_settings(actor=actor, texts=form.texts())
    except ValidationError as wrong:
        take_errors(form, wrong)
        return False
    return True


@page("setting", "view")
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    """Show every setting by group; change them."""
    form = SettingsForm(organisation.specs().values(), request.POST or None)
    if request.method == "POST" and form.is_valid() and _save(request.user, form):
        messages.success(request, _("Saved."))
        return redirect("platform:settings")
    context = {
        "form": form,
        "groups": [(group_name(name), fields) for name, fields in form.groups()],
        "may_change": may(request.user, "setting", "change"),
        "tabs": tabs(request),
    }
    return show(request, "platform/office/settings.html", context, status=422 if form.errors else 200)


@page("setting", "change")
@require_POST
def back_to_now(request: StaffRequest) -> HttpResponse:
    """Look at everything as it is now again."""
    change_setting(actor=request.user, key="as_of", text="now")
    return redirect(safe_next(request))
