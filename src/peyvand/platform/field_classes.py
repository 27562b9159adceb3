"""Which class a field belongs to, and who may see and change the fields of a class.

Public fields go with the record: who sees a customer sees her name. Internal, personal and special ones ask for a right
of their own, `("personal_field", "view")`, on every surface: a field that somebody may not see is not there for her.
A field that nobody classified is treated as special, so that forgetting hides and never shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from peyvand.core.manifest import FieldClasses, offers
from peyvand.platform.choices import FieldClass
from peyvand.platform.fields import registry
from peyvand.platform.policies import may

GUARDED = tuple(one for one in FieldClass.values if one != FieldClass.PUBLIC)


@cache
def classes_of(model: str) -> Mapping[str, str]:
    """Return the classes of a model's fields by name, as all contexts together declare them; {} for an open model."""
    declared: list[FieldClasses] = [one for one in offers("field_classes") if one.model == model]
    return {name: field_class for one in declared for name, field_class in one.classes.items()}


def class_of(model: str, name: str) -> str:
    """Return the class of a field. A model that declares none is as open as its own rights make it.

    A custom field has the class of its definition, archived or not.
    """
    if registry.is_custom(name):
        own = next((one for one in registry.every(model) if one.name == name), None)
        return own.field_class if own else FieldClass.SPECIAL
    classes = classes_of(model)
    return classes.get(name, FieldClass.SPECIAL if classes else FieldClass.PUBLIC)


def reads_class(user: Any, field_class: str) -> bool:
    """Tell whether `user` may see fields of a class."""
    return field_class == FieldClass.PUBLIC or may(user, f"{field_class}_field", "view")


def writes_class(user: Any, field_class: str) -> bool:
    """Tell whether `user` may change fields of a class: what one may not see one does not change either."""
    return field_class == FieldClass.PUBLIC or (
        reads_class(user, field_class) and may(user, f"{field_class}_field", "change")
    )


def reads_field(user: Any, model: str, name: str) -> bool:
    """Tell whether `user` may see a field of records of `model` that she sees."""
    return reads_class(user, class_of(model, name))


def writes_field(user: Any, model: str, name: str) -> bool:
    """Tell whether `user` may change a field of records of `model` that she may change."""
    return writes_class(user, class_of(model, name))


def require_writing(user: Any, model: str, names: Iterable[str]) -> None:
    """Raise PermissionDenied with a sentence unless `user` may change all these fields."""
    if not all(writes_field(user, model, name) for name in names):
        raise PermissionDenied(
            _("Your role does not let you change fields of this kind. An administrator can change that.")
        )
