"""Model fields that clean Persian text, and the database functions behind search and sort columns."""

import re
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
    "beginning",
    "holding",
]

# Only the type stubs know these classes as generic.
if TYPE_CHECKING:
    _CharField = models.CharField[str | int | Combinable, str]
    _TextField = models.TextField[str | Combinable, str]
    _Lookup = models.Lookup[bool]
else:
    _CharField, _TextField, _Lookup = models.CharField, models.TextField, models.Lookup


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


def holding(word: str) -> str:
    """Return the pattern of `LIKE` for texts that hold a word."""
    return f"%{beginning(word)}"


def beginning(word: str) -> str:
    """Return the pattern of `LIKE` for texts that begin with a word."""
    return re.sub(r"([\\%_])", r"\\\1", word) + "%"


@models.CharField.register_lookup
@models.TextField.register_lookup
class Like(_Lookup):
    """`name__like=holding("x")`: as `contains`, but the same words of SQL for a text and for the slot of a `Question`."""

    lookup_name = "like"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare with the pattern."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", (*left_params, *right_params)


class Among(Func):
    """`Among("pk", ArraySubquery(...))`: the column is one of an array's values.

    An array is read once and each of its values looked up in the column's index. "in (select ...)" finds the same
    rows, but beside an "or" PostgreSQL walks the whole table for it.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    arity = 2
    output_field = models.BooleanField()
