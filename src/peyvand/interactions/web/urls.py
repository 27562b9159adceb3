"""Addresses of this context's pages."""

from django.urls import path

from peyvand.interactions.web import before, interactions, jots, known, promise_report, promises, timeline

app_name = "interactions"
urlpatterns = [
    path("interactions/", interactions.interactions, name="interactions"),
    path("interactions/<int:pk>/", interactions.interaction, name="interaction"),
    path("interactions/<int:pk>/remove/", interactions.remove, name="remove"),
    path("interactions/<int:pk>/restore/", interactions.restore, name="restore"),
    path("interactions/customers/<int:pk>/timeline/", timeline.timeline, name="timeline"),
    path("interactions/customers/<int:pk>/log/", timeline.log, name="log"),
    path("customers/<int:pk>/before/", before.before, name="before"),
    path("customers/<int:pk>/before/paper/", before.before_paper, name="before_paper"),
    path("customers/<int:pk>/before/goals/", before.goal_add, name="goal_add"),
    path("customers/<int:pk>/before/ticks/", before.ticks, name="ticks"),
    path("customers/goals/<int:pk>/remove/", before.goal_remove, name="goal_remove"),
    path("known/", known.known, name="known"),
    path("promises/", promises.promises, name="promises"),
    path("promises/export/", promises.export, name="promises_export"),
    path("promises/report/", promise_report.report, name="promise_report"),
    path("promises/day/", promises.due_day, name="promise_day"),
    path("promises/customers/<int:pk>/", promises.card, name="promise_card"),
    path("promises/customers/<int:pk>/new/", promises.promise_new, name="promise_new"),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    path("promises/<int:pk>/settle/<str:outcome>/", promises.settle, name="promise_settle"),
    path("promises/<int:pk>/reopen/", promises.reopen, name="promise_reopen"),
    path("promises/<int:pk>/tell/", promises.tell, name="promise_tell"),
    path("promises/<int:pk>/remove/", promises.remove, name="promise_remove"),
    path("promises/<int:pk>/restore/", promises.restore, name="promise_restore"),
    path("jots/", jots.jots, name="jots"),
    path("jots/keep/", jots.keep, name="jot_keep"),
    path("jots/receive/", jots.receive, name="jot_receive"),
    path("jots/customers/", jots.customers, name="jot_customers"),
    path("jots/<int:pk>/", jots.file, name="jot"),
    path("jots/<int:pk>/split/", jots.split, name="jot_split"),
    path("jots/<int:pk>/discard/", jots.discard, name="jot_discard"),
    path("jots/<int:pk>/restore/", jots.restore, name="jot_restore"),
    path("jots/<int:pk>/unfile/", jots.unfile, name="jot_unfile"),
]
