"""Addresses of this context's pages."""

from django.urls import path

from peyvand.interactions.web import interactions, timeline

app_name = "interactions"
urlpatterns = [
    path("", interactions.interactions, name="interactions"),
    path("<int:pk>/", interactions.interaction, name="interaction"),
    path("<int:pk>/remove/", interactions.remove, name="remove"),
    path("<int:pk>/restore/", interactions.restore, name="restore"),
    path("customers/<int:pk>/timeline/", timeline.timeline, name="timeline"),
    path("customers/<int:pk>/log/", timeline.log, name="log"),
]
