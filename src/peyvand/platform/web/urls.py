"""Addresses of the platform's pages."""

from __future__ import annotations

from django.urls import path

from peyvand.platform.web import door, health, imports, person, search, second_factor, today, views
from peyvand.platform.web.office import audit, colleagues, jobs, roles, settings, tabs, teams

app_name = "platform"
urlpatterns = [
    path("", today.today, name="today"),
    path("today/later/", today.attention_snooze, name="attention_snooze"),
    path("today/back/", today.attention_wake, name="attention_wake"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/code/", second_factor.sign_in_code, name="sign_in_code"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("welcome/<str:secret>/", door.accept, name="accept"),
    path("language/", door.language, name="language"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("me/", person.profile, name="profile"),
    path("me/theme/", person.theme, name="theme"),
    path("me/security/", person.security, name="security"),
    path("me/second-factor/", second_factor.second_factor, name="second_factor"),
    path("me/sessions/end/", person.end_session, name="end_session"),
    path("me/tokens/", person.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revoke/", person.revoke, name="token_revoke"),
    path("office/", tabs.office, name="office"),
    path("office/colleagues/", colleagues.colleagues, name="colleagues"),
    path("office/colleagues/new/", colleagues.invite, name="invite"),
    path("office/colleagues/<int:pk>/", colleagues.colleague, name="colleague"),
    path("office/colleagues/<int:pk>/presence/", colleagues.presence, name="colleague_presence"),
    path("office/colleagues/<int:pk>/sessions/", colleagues.sign_out_everywhere, name="colleague_sessions"),
    path("office/colleagues/<int:pk>/factor/", colleagues.reset_factor, name="colleague_factor"),
    path("office/colleagues/<int:pk>/link/", colleagues.new_link, name="colleague_link"),
    path("office/teams/", teams.teams, name="teams"),
    path("office/teams/<int:pk>/", teams.team, name="team"),
    path("office/roles/", roles.roles, name="roles"),
    path("office/roles/<int:pk>/", roles.role, name="role"),
    path("office/roles/<int:pk>/factor/", roles.factor, name="role_factor"),
    path("office/settings/", settings.settings, name="settings"),
    path("office/settings/now/", settings.back_to_now, name="back_to_now"),
    path("office/holidays/", settings.holidays, name="holidays"),
    path("office/holidays/<int:pk>/", settings.holiday, name="holiday"),
    path("office/jobs/", jobs.jobs, name="jobs"),
    path("office/jobs/<int:pk>/retry/", jobs.retry, name="job_retry"),
    path("office/audit/", audit.audit, name="audit"),
    path("search/", search.search, name="search"),
    path("search/palette", search.palette, name="palette"),
    path("views/save/", views.save, name="view_save"),
    path("views/<int:pk>/delete/", views.delete, name="view_delete"),
    path("views/undo/<str:kept>/", views.undo, name="view_undo"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/read/", imports.import_read, name="import_read"),
    path("imports/<int:pk>/columns/", imports.import_choose, name="import_choose"),
    path("imports/<int:pk>/begin/", imports.import_begin, name="import_begin"),
    path("imports/<int:pk>/errors/", imports.import_errors, name="import_errors"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/as-of/", imports.import_as_of, name="import_as_of"),
]
