"""Addresses of this context's pages."""

from django.urls import path

from peyvand.knowledge.web import backlog, facts, profiles, questions, voices

app_name = "knowledge"
urlpatterns = [
    path("", voices.voices, name="voices"),
    path("export/", voices.export, name="voices_export"),
    path("backlog/", backlog.backlog, name="backlog"),
    path("priorities/", backlog.priorities, name="priorities"),
    path("shares/", profiles.shares, name="shares"),
    path("below/", profiles.below, name="below"),
    path("below/export/", profiles.below_export, name="below_export"),
    path("minimum/", profiles.minimum, name="minimum"),
    path("questions/", questions.sets, name="sets"),
    path("questions/new/", questions.set_new, name="set_new"),
    path("questions/row/", questions.set_row, name="set_row"),
    path("questions/<int:pk>/", questions.set_, name="set"),
    path("questions/<int:pk>/archive/", questions.set_archive, name="set_archive"),
    path("questions/<int:pk>/restore/", questions.set_restore, name="set_restore"),
    path("customers/<int:pk>/answer/", questions.answer, name="answer"),
    path("customers/<int:pk>/familiarity/", profiles.familiarity, name="familiarity"),
    path("customers/<int:pk>/", facts.card, name="card"),
    path("customers/<int:pk>/new/", facts.fact_new, name="fact_new"),
    path("customers/<int:pk>/order/<slug:kind>/", facts.order, name="order"),
    path("<int:pk>/", facts.fact, name="fact"),
    path("<int:pk>/settle/<slug:status>/", facts.settle, name="settle"),
    path("<int:pk>/remove/", facts.remove, name="remove"),
    path("<int:pk>/restore/", facts.restore, name="restore"),
]
