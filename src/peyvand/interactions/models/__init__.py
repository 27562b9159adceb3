"""What is remembered about what passes between people, by noun."""

from peyvand.interactions.models.interaction import Interaction

__all__ = ["Interaction"]
