"""What is remembered of what we know of customers."""

from peyvand.knowledge.models.fact import Fact
from peyvand.knowledge.models.profile import Familiarity, MinimumProfile

__all__ = ["Fact", "Familiarity", "MinimumProfile"]
