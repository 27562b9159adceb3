"""What is remembered about customers, by noun."""

from peyvand.people.models.contact import Address, ContactPoint
from peyvand.people.models.customer import CoOwner, Customer
from peyvand.people.models.duplicate import DuplicateKey, DuplicatePair, Merge, MergeRun
from peyvand.people.models.erasure import Forgotten, PersonFile
from peyvand.people.models.group import Group, GroupMember, GroupStay
from peyvand.people.models.handover import HandOver
from peyvand.people.models.organisation import Affiliation
from peyvand.people.models.party import PartyRole, Relation, RelationKind
from peyvand.people.models.share import Share
from peyvand.people.models.treatment import Treatment

__all__ = [
    "Address",
    "Affiliation",
    "CoOwner",
    "ContactPoint",
    "Customer",
    "DuplicateKey",
    "DuplicatePair",
    "Forgotten",
    "Group",
    "GroupMember",
    "GroupStay",
    "HandOver",
    "Merge",
    "MergeRun",
    "PartyRole",
    "PersonFile",
    "Relation",
    "RelationKind",
    "Share",
    "Treatment",
]
