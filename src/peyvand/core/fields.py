"""Model fields that clean Persian text, and the database functions behind search and sort columns."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Func
from django.db.models.expressions import Combinable

from peyvand.core.formfields import (
    CompanyIdField,
    JalaliDateField,
    JalaliDateTimeField,
    MoneyField,
    NationalIdField,
    NumberField,
    PhoneField,
    PostalCodeField,
)
from peyvand.core.text import clean, clean_multiline

__all__ = [
    "Among",
    "CompanyIdField",
    "FaKey",
    "FaSort",
    "JalaliDateField",
    "JalaliDateTimeField",
    "MoneyField",
    "NationalIdField",
    "NumberField",
    "PersianCharField",
    "PersianTextField",
    "PhoneField",
    "PostalCodeField",
]

# Only the type stubs know these classes as generic.
if TYPE_CHECKING:
    _CharField = models.CharField[str | int | Combinable, str]
    _TextField = models.TextField[str | Combinable, str]
else:
    _CharField, _TextField = models.CharField, models.TextField


class PersianCharField(_CharField):
    """One line of text, always stored as `peyvand.core.text.clean` leaves it."""

    def to_python(self, value: Any) -> Any:
        """Clean text before validation measures its length."""
        return clean(value) if isinstance(value, str) else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        """Clean what goes to the database, in rows and in lookups."""
        prepared = super().get_prep_value(value)
        return clean(prepared) if isinstance(prepared, str) else prepared

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Let the object in memory hold what the row will hold."""
        return _settle(self, super().pre_save(model_instance, add), model_instance)


class PersianTextField(_TextField):
    """Several lines of text, always stored as `peyvand.core.text.clean_multiline` leaves them."""

    def to_python(self, value: Any) -> Any:
        """Clean text before validation."""
        return clean_multiline(value) if isinstance(value, str) else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        """Clean what goes to the database, in rows and in lookups."""
        prepared = super().get_prep_value(value)
        return clean_multiline(prepared) if isinstance(prepared, str) else prepared

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Let the object in memory hold what the row will hold."""
        return _settle(self, super().pre_save(model_instance, add), model_instance)


def _settle(field: PersianCharField | PersianTextField, value: Any, instance: models.Model) -> Any:
    if not isinstance(value, str):
        return value
    cleaned = field.get_prep_value(value)
    setattr(instance, field.attname, cleaned)
    return cleaned


class FaKey(Func):
    """The search key of a text expression: SQL twin of `peyvand.core.text.key`."""

    function = "fa_key"
    arity = 1
    output_field = models.TextField()


class FaSort(Func):
    """The sort key of a text expression, compared byte by byte: SQL twin of `peyvand.core.text.sort_key`."""

    function = "fa_sort"
    arity = 1
    output_field = models.TextField(db_collation="C")


class Among(Func):
    """`Among("pk", ArraySubquery(...))`: the column is one of an array's values.

    An array is read once and each of its values looked up in the column's index. "in (select ...)" finds the same
    rows, but beside an "or" PostgreSQL walks the whole table for it.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    arity = 2
    output_field = models.BooleanField()
