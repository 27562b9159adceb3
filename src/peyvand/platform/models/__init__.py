"""What the platform remembers, by noun."""

from peyvand.platform.models.access import IdempotencyKey, RateLimit, Session, SignInLink, Token
from peyvand.platform.models.fields import CustomField
from peyvand.platform.models.imports import Import, ImportChange, ImportMapping
from peyvand.platform.models.organisation import AttentionState, Holiday, SavedView, Setting
from peyvand.platform.models.records import AuditEntry, EventRow, JobFailure
from peyvand.platform.models.second_factor import RecoveryCode, SecondFactor
from peyvand.platform.models.users import Role, RoleRight, Team, User

__all__ = [
    "AttentionState",
    "AuditEntry",
    "CustomField",
    "EventRow",
    "Holiday",
    "IdempotencyKey",
    "Import",
    "ImportChange",
    "ImportMapping",
    "JobFailure",
    "RateLimit",
    "RecoveryCode",
    "Role",
    "RoleRight",
    "SavedView",
    "SecondFactor",
    "Session",
    "Setting",
    "SignInLink",
    "Team",
    "Token",
    "User",
]
