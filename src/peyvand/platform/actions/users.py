"""Who works here: adding, inviting, changing and letting go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.core.text import clean
from peyvand.platform import audit, organisation
from peyvand.platform.choices import Calendar, Digits, Language, LinkPurpose, RoleKey
from peyvand.platform.duties import held_by
from peyvand.platform.events import UserChanged, UserLeft
from peyvand.platform.models import Role, Session, SignInLink, Team, User
from peyvand.platform.policies import require, require_covering
from peyvand.platform.roles import seed_roles
from peyvand.platform.rules.secrets import hash_secret, new_secret

LONGEST_NAME = 120
LINK_LASTS = timedelta(days=7)
OWN_FIELDS = frozenset({"name", "language", "calendar", "digits", "money_unit", "theme"})
# How a newcomer sees things until she chooses: as who invites her, or as goes with a language.
SEEN_AS = ("language", "calendar", "digits", "money_unit")
OFFICE_FIELDS = frozenset({"name", "email", "phone", "role_id", "team_id", "is_active"})


@dataclass(frozen=True)
class NewUser:
    """A colleague to be. E-mail or phone must be there; `password` None means that a one-time link will set it."""

    name: str
    role: str
    email: str = ""
    phone: str = ""
    team_id: int | None = None
    password: str | None = None
    is_demo: bool = False
    language: str = ""


def _ways_in(email: str, phone: str) -> tuple[str | None, str | None]:
    """Return (email, phone) normalised, None for what is absent; raise ValidationError for what is neither."""
    mail = clean(email).strip().lower() or None
    if mail:
        try:
            validate_email(mail)
        except ValidationError:
            raise ValidationError({"email": _("This is not an e-mail address.")}) from None
    number = None
    if phone.strip():
        try:
            number = organisation.phone(phone)
        except ValueError as error:
            raise ValidationError({"phone": str(error)}) from None
    if not (mail or number):
        raise ValidationError({"email": _("Write an e-mail address or a phone number to sign in with.")})
    return mail, number


def create_user(*, actor: User | None, new: NewUser) -> User:
    """Add a colleague. `actor` None is the command line, whose rights are the machine's."""
    if actor is not None:
        require(actor, "user", "add")
    role = Role.objects.filter(key=new.role).first()
    if role is None:
        keys = ", ".join(RoleKey.values)
        raise ValidationError(
            {"role": _("There is no role “%(role)s”. The roles are: %(keys)s.") % {"role": new.role, "keys": keys}}
        )
    if actor is not None:
        require_covering(actor, role.levels)
    _require_team(new.team_id)
    email, phone = _ways_in(new.email, new.phone)
    seen_as = {name: getattr(actor, name) for name in SEEN_AS} if actor else {}
    user = User(
        name=new.name.strip(), email=email, phone=phone, role=role, team_id=new.team_id, is_demo=new.is_demo,
        **{**seen_as, **usual_in(new.language)},
    )  # fmt: skip
    if new.password is None:
        user.set_unusable_password()
    else:
        validate_password(new.password, user)
        user.set_password(new.password)
    with transaction.atomic():
        _save(user)
        audit.record(actor=actor, action="user.add", subject=user, changes={"name": user.name, "role": role.key})
        publish(UserChanged(user_id=user.pk, fields=["created"]))
    return user


def usual_in(language: str) -> dict[str, str]:
    """Return how people who choose this language see dates and numbers; nothing for no language of ours."""
    if language not in Language.values:
        return {}
    at_home = language == Language.PERSIAN
    return {
        "language": language,
        "calendar": Calendar.JALALI if at_home else Calendar.GREGORIAN,
        "digits": Digits.PERSIAN if at_home else Digits.LATIN,
    }


def _require_team(team_id: int | None) -> None:
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise ValidationError({"team_id": _("There is no such team.")})


def _save(user: User, fields: list[str] | None = None) -> None:
    if not 0 < len(user.name.strip()) <= LONGEST_NAME:
        raise ValidationError({"name": _("Write a name of up to 120 letters.")})
    try:
        with transaction.atomic():
            user.save(update_fields=fields)
    except IntegrityError:
        raise ValidationError({"email": _("A colleague with this e-mail or phone is already here.")}) from None


def require_power_over(actor: User, user: User) -> None:
    """Raise PermissionDenied unless `actor` may change colleagues and has every right of this one: who opens the door
    of somebody with more rights could walk in as her."""
    require(actor, "user", "change")
    require_covering(actor, user.role.levels)


def make_link(*, actor: User | None, user: User, purpose: str = LinkPurpose.INVITATION) -> str:
    """Return the path of a one-time link that lets `user` set her password; earlier links stop working."""
    if actor is not None:
        require_power_over(actor, user)
    secret = new_secret()
    with transaction.atomic():
        user.sign_in_links.filter(used_at=None).delete()
        SignInLink.objects.create(
            user=user, secret_hash=hash_secret(secret), purpose=purpose, created_by=actor,
            expires_at=timezone.now() + LINK_LASTS,
        )  # fmt: skip
        audit.record(actor=actor, action="user.link", subject=user, changes={"purpose": str(purpose)})
    return reverse("platform:accept", args=[secret])


def open_link(secret: str) -> SignInLink | None:
    """Return the link that `secret` opens, while it is unused, unexpired and its person still works here."""
    links = SignInLink.objects.select_related("user").filter(used_at=None, expires_at__gt=timezone.now())
    return links.filter(secret_hash=hash_secret(secret), user__is_active=True).first()


def accept_link(*, secret: str, password: str, language: str = "") -> User:
    """Set the password of the person a link was made for, and end the link. Raises ValidationError in words.

    Who is invited goes on in the `language` that she chose at the door, if she did.
    """
    with transaction.atomic():
        link = SignInLink.objects.select_for_update().filter(secret_hash=hash_secret(secret), used_at=None).first()
        if link is None or link.expires_at <= timezone.now() or not link.user.is_active:
            raise ValidationError(_("This link was used or is too old. Ask an administrator for a new one."))
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        set_password(user=link.user, password=password)
        if link.purpose == LinkPurpose.INVITATION and language != link.user.language:
            change_profile(user=link.user, values=usual_in(language))
    return link.user


def set_password(*, user: User, password: str, keep_session: str | None = None) -> None:
    """Give `user` a new password and end her sessions (but `keep_session`)."""
    validate_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(user=user, keep=keep_session)
        audit.record(actor=user, action="user.password", subject=user)


def change_own_password(*, user: User, old: str, new: str, session_key: str | None) -> None:
    """Change one's own password, knowing the old one."""
    if not user.check_password(old):
        raise ValidationError({"old": _("This is not your present password.")})
    set_password(user=user, password=new, keep_session=session_key)


def end_sessions(*, user: User, keep: str | None = None, only: str | None = None, actor: User | None = None) -> int:
    """End a person's sessions: all but the one with key `keep`, or only the one with handle `only` (see
    `Session.handle`). `actor` is who ends them when she does not do it herself. Returns how many ended."""
    if actor is not None and actor.pk != user.pk:
        require_power_over(actor, user)
    sessions = Session.objects.filter(user=user)
    if only is not None:
        sessions = sessions.filter(pk__in=[session.pk for session in sessions if session.handle == only])
    elif keep:
        sessions = sessions.exclude(pk=keep)
    ended = sessions.delete()[0]
    if ended:
        audit.record(actor=actor or user, action="user.sessions", subject=user, changes={"ended": ended})
    return ended


def change_profile(*, user: User, values: Mapping[str, Any]) -> User:
    """Change how one is called and how one sees things."""
    unknown = set(values) - OWN_FIELDS
    if unknown:
        raise ValidationError({name: _("Unknown field.") for name in unknown})
    with transaction.atomic():
        changes = audit.apply(user, values)
        if changes:
            user.full_clean(exclude=["password", "email"], validate_constraints=False)
            _save(user, list(changes))
            audit.record(actor=user, action="user.profile", subject=user, changes=changes)
    return user


def change_user(*, actor: User, user_id: int, values: Mapping[str, Any]) -> User:
    """Change a colleague's role, team, ways in, or whether she still works here. The last administrator stays one."""
    require(actor, "user", "change")
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).select_related("role").get(pk=user_id)
        unknown = set(values) - OFFICE_FIELDS
        if unknown:
            raise ValidationError({name: _("Unknown field.") for name in unknown})
        require_power_over(actor, user)
        if "role_id" in values:
            require_covering(actor, Role.objects.get(pk=values["role_id"]).levels)
        _require_team(values.get("team_id"))
        given = dict(values)
        if {"email", "phone"} & set(given):
            given["email"], given["phone"] = _ways_in(
                given.get("email", user.email) or "", given.get("phone", user.phone) or ""
            )
        changes = audit.apply(user, given)
        _keep_an_administrator(user, changes)
        _leave_nothing_alone(user, changes)
        if changes:
            _save(user, [name.removesuffix("_id") for name in changes])
            audit.record(actor=actor, action="user.change", subject=user, changes=changes)
            publish(UserChanged(user_id=user.pk, fields=sorted(changes)))
            if _leaves(changes):
                end_sessions(user=user, actor=actor)
                publish(UserLeft(user_id=user.pk, by_id=actor.pk))
    return user


def _keep_an_administrator(user: User, changes: Mapping[str, Any]) -> None:
    if not {"role_id", "is_active"} & set(changes):
        return
    others = User.objects.active().filter(role__key=RoleKey.ADMINISTRATOR).exclude(pk=user.pk)
    stays = user.is_active and Role.objects.filter(pk=user.role_id, key=RoleKey.ADMINISTRATOR).exists()
    if not stays and not others.exists():
        raise ValidationError(_("Somebody must stay administrator. Make another colleague administrator first."))


def _leaves(changes: Mapping[str, Any]) -> bool:
    return changes.get("is_active", [None, True])[1] is False


def _leave_nothing_alone(user: User, changes: Mapping[str, Any]) -> None:
    """Refuse to let somebody go on whom customers still count."""
    if _leaves(changes) and (held := held_by(user.pk)):
        still = _(", ").join(one.said for one in held)
        raise ValidationError(_("First somebody else has to answer for what is hers: %(still)s.") % {"still": still})


def invite_first_administrator() -> str:
    """Make the first administrator of an empty installation and return the path of her one-time link."""
    seed_roles()
    user = User(name=_("Administrator"), email="admin@localhost", role=Role.objects.get(key=RoleKey.ADMINISTRATOR))
    user.set_unusable_password()
    user.save()
    return make_link(actor=None, user=user)
