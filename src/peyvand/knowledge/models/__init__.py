"""What is remembered of what we know of customers."""

from peyvand.knowledge.models.fact import Fact
from peyvand.knowledge.models.profile import Familiarity, MinimumProfile
from peyvand.knowledge.models.questions import QuestionSet, SetVersion

__all__ = ["Fact", "Familiarity", "MinimumProfile", "QuestionSet", "SetVersion"]
