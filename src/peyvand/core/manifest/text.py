"""What people read in a manifest."""

from __future__ import annotations

from django.utils.functional import Promise

Text = str | Promise
