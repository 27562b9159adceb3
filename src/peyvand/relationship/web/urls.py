"""Addresses of this context's pages."""

from django.urls import path

from peyvand.relationship.web import board, care, panels, thresholds

app_name = "relationship"
urlpatterns = [
    path("", board.board, name="board"),
    path("values/", board.board_values, name="board_values"),
    path("thresholds/", thresholds.thresholds, name="thresholds"),
    path("thresholds/preview/", thresholds.preview, name="thresholds_preview"),
    path("<int:pk>/stage/", panels.stage, name="stage"),
    path("<int:pk>/stages/", panels.stages, name="stages"),
    path("<int:pk>/rhythm/", panels.rhythm, name="rhythm"),
    path("<int:pk>/closeness/", panels.closeness, name="closeness"),
    path("<int:pk>/decide/", care.override, name="override"),
    path("<int:pk>/decide/end/", care.override_end, name="override_end"),
    path("<int:pk>/problems/", care.problems, name="problems"),
    path("<int:pk>/problems/new/", care.problem_new, name="problem_new"),
    path("problems/<int:pk>/close/", care.problem_close, name="problem_close"),
    path("<int:pk>/farewell/", care.farewell, name="farewell"),
    path("<int:pk>/farewell/undo/", care.farewell_undo, name="farewell_undo"),
    path("<int:pk>/win-back/", care.win_back, name="win_back"),
]
