"""Addresses of this context's pages."""

from django.urls import path

from peyvand.relationship.web import board, boundaries, care, decisions, everybody, panels, thresholds

app_name = "relationship"
urlpatterns = [
    path("", board.board, name="board"),
    path("values/", board.board_values, name="board_values"),
    path("everybody/", everybody.everybody, name="everybody"),
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
    path("decisions/", decisions.log, name="decisions"),
    path("<int:pk>/decisions/", decisions.decided, name="decided"),
    path("<int:pk>/decisions/<slug:kind>/", decisions.new, name="decision_new"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/answer/", decisions.answer, name="decision_answer"),
    path("decisions/<int:pk>/review/", decisions.review, name="decision_review"),
    path("decisions/<int:pk>/steps/<slug:step>/", decisions.step, name="decision_step"),
    path("<int:pk>/boundaries/", boundaries.boundaries, name="boundaries"),
    path("<int:pk>/boundaries/new/", boundaries.new, name="boundary_new"),
    path("boundaries/", boundaries.log, name="cases"),
    path("boundaries/<int:pk>/", boundaries.case, name="case"),
    path("boundaries/<int:pk>/answer/", boundaries.answer, name="boundary_answer"),
    path("<int:pk>/farewell/", care.farewell, name="farewell"),
    path("<int:pk>/farewell/undo/", care.farewell_undo, name="farewell_undo"),
    path("<int:pk>/win-back/", care.win_back, name="win_back"),
]
