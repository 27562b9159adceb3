"""Addresses of this context's pages."""

from django.urls import path

from peyvand.people.web import affiliations, care, customer, duplicates, edit, entry, exact, groups, history, merging
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
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/count/", duplicates.duplicate_count, name="duplicate_count"),
    path("duplicates/exact/", exact.exact, name="exact"),
    path("duplicates/exact/<int:pk>/", exact.exact_run, name="exact_run"),
    path("duplicates/<int:pk>/merge/", duplicates.duplicate_merge, name="duplicate_merge"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate_dismiss"),
    path("duplicates/<int:pk>/reopen/", duplicates.duplicate_reopen, name="duplicate_reopen"),
    path("merges/", duplicates.merges, name="merges"),
    path("merges/<int:pk>/undo/", merging.merge_undo, name="merge_undo"),
    path("<int:pk>/merge/", merging.merge_choose, name="merge_choose"),
    path("<int:pk>/merge/<int:other>/", merging.merge_both, name="merge"),
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
