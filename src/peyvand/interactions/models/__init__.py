"""What is remembered about what passes between people, by noun."""

from peyvand.interactions.models.aim import Aim
from peyvand.interactions.models.consent import Consent, Suppression
from peyvand.interactions.models.interaction import Interaction
from peyvand.interactions.models.jot import Jot
from peyvand.interactions.models.promise import Promise
from peyvand.interactions.models.wording import WordingCount

__all__ = ["Aim", "Consent", "Interaction", "Jot", "Promise", "Suppression", "WordingCount"]
