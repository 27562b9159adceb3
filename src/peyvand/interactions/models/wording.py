"""What is remembered of how we write about customers: counts by month and team, nothing about a note or who wrote it."""

from __future__ import annotations

from django.db import models

from peyvand.interactions.rules.wording import may_be_told


class WordingCount(models.Model):
    """Of what a team wrote about customers in a month (`month`, its first day): how much, by how many colleagues, and in
    how much a word judges. No team: of colleagues in none. Told anew every night."""

    month = models.DateField()
    team = models.ForeignKey("platform.Team", on_delete=models.CASCADE, null=True, related_name="+")
    notes = models.PositiveIntegerField()
    writers = models.PositiveIntegerField()
    judging = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "team"], name="one_wording_count", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.judging}/{self.notes}"

    @property
    def told(self) -> bool:
        """Tell whether it may be shown: not where it would say who wrote what."""
        return may_be_told(self.notes, self.writers)
