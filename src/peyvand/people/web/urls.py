"""Addresses of this context's pages."""

from django.urls import path

from peyvand.people.web import affiliations, care, customer, edit, entry, groups, history
from peyvand.people.web import list as customer_list

app_name = "people"
urlpatterns = [
    path("", customer_list.customers, name="customers"),
    path("export/", customer_list.export, name="customers_export"),
    path("bulk/", customer_list.bulk, name="bulk"),
    path("bulk/undo/<str:mark>/", customer_list.bulk_undo, name="bulk_undo"),
    path("<int:pk>/cell/<slug:name>/", customer_list.cell, name="cell"),
    path("new/", entry.new, name="new"),
    path("similar/", entry.similar, name="similar"),
    path("cities/", entry.cities, name="cities"),
    path("persons/", affiliations.persons, name="persons"),
    path("rows/<slug:what>/", entry.row, name="row"),
    path("deleted/", care.deleted, name="deleted"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/delete/", groups.group_delete, name="group_delete"),
    path("people/<int:pk>/", affiliations.affiliation, name="affiliation"),
    path("people/<int:pk>/remove/", affiliations.affiliation_remove, name="affiliation_remove"),
    path("<int:pk>/", customer.customer, name="customer"),
    path("<int:pk>/head/", customer.head, name="head"),
    path("<int:pk>/facts/<slug:name>/", customer.fact, name="fact"),
    path("<int:pk>/edit/", edit.edit, name="edit"),
    path("<int:pk>/next-step/", care.next_step, name="next_step"),
    path("<int:pk>/next-step/done/", care.next_step_done, name="next_step_done"),
    path("<int:pk>/next-step/undo/<str:was>/", care.next_step_undo, name="next_step_undo"),
    path("<int:pk>/owners/", care.owners, name="owners"),
    path("<int:pk>/groups/", care.memberships, name="memberships"),
    path("<int:pk>/delete/", care.delete, name="delete"),
    path("<int:pk>/restore/", care.restore, name="restore"),
    path("<int:pk>/people/new/", affiliations.affiliation_new, name="affiliation_new"),
    path("<int:pk>/people/undo/<str:was>/", affiliations.affiliation_undo, name="affiliation_undo"),
    path("<int:pk>/history/", history.history, name="history"),
]
