"""Removing what an import made, set by set: whatever depends on it goes the way its foreign key says."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.deletion import CASCADE, PROTECT, SET_NULL


def remove_all(doomed: QuerySet[Any]) -> int:
    """Delete the rows of `doomed` and what cascades from them without loading any; return how many of them went.

    Rows that a protecting foreign key still holds stay.
    """
    for relation in doomed.model._meta.related_objects:
        if relation.many_to_many:
            continue
        holder: type[models.Model] = relation.related_model
        attname = relation.field.attname
        dependent = holder._base_manager.filter(**{f"{attname}__in": doomed.values("pk")})
        if relation.on_delete is CASCADE:
            remove_all(dependent)
        elif relation.on_delete is SET_NULL:
            dependent.update(**{attname: None})
        elif relation.on_delete is PROTECT:
            doomed = doomed.filter(~Exists(holder._base_manager.filter(**{attname: OuterRef("pk")})))
    doomed = doomed.order_by()
    return int(doomed._raw_delete(doomed.db))
