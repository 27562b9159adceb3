"""The second factor: setting it up, passing with it, recovery codes, turning it off, and what a role asks for."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.platform import audit
from peyvand.platform.actions.users import end_sessions, require_power_over
from peyvand.platform.models import RecoveryCode, Role, SecondFactor, User
from peyvand.platform.policies import require
from peyvand.platform.rules.second_factor import new_recovery_codes, step_of, written


def begin_second_factor(*, actor: User) -> SecondFactor:
    """Prepare a second factor that counts once it is confirmed; asking again gives the same one."""
    with transaction.atomic():
        factor, _made = SecondFactor.objects.get_or_create(user=actor, defaults={"salt": secrets.token_hex(32)})
    if factor.confirmed_at is not None:
        raise ValidationError(_("Your second factor is on already."))
    return factor


def confirm_second_factor(*, actor: User, code: str, session_key: str | None) -> list[str]:
    """Turn the prepared second factor on, end one's other sessions and return the recovery codes: shown this once."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=actor, confirmed_at=None).first()
        if factor is None:
            raise ValidationError(_("There is nothing to confirm. Begin anew."))
        _take(factor, code)
        factor.confirmed_at = timezone.now()
        factor.save(update_fields=["confirmed_at", "last_step"])
        end_sessions(user=actor, keep=session_key)
        audit.record(actor=actor, action="user.factor_on", subject=actor)
        return _write_codes(actor)


def renew_recovery_codes(*, actor: User, code: str) -> list[str]:
    """Replace one's recovery codes, used and unused; return the new ones."""
    with transaction.atomic():
        _prove(actor, code)
        audit.record(actor=actor, action="user.factor_codes", subject=actor)
        return _write_codes(actor)


def turn_off_second_factor(*, actor: User, code: str) -> None:
    """Go back to the password alone, which a role may forbid."""
    if actor.role.needs_second_factor:
        raise ValidationError(_("Your role asks for a second factor, so it stays on."))
    with transaction.atomic():
        _prove(actor, code)
        _forget(actor)
        audit.record(actor=actor, action="user.factor_off", subject=actor)


def reset_second_factor(*, actor: User | None, user: User) -> bool:
    """Take away the second factor of somebody who lost her phone and her codes, and end her sessions.

    `actor` None is the command line. Returns whether there was one.
    """
    if actor is not None:
        require_power_over(actor, user)
    with transaction.atomic():
        had = _forget(user)
        if had:
            end_sessions(user=user, actor=actor)
            audit.record(actor=actor, action="user.factor_reset", subject=user)
    return had


def pass_second_factor(*, user: User, code: str) -> bool:
    """Tell whether a code of the app or a recovery code lets `user` in; what was taken is not taken again."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().exclude(confirmed_at=None).filter(user=user).first()
        if factor is None:
            return False
        step = step_of(factor.secret, code, now=timezone.now(), after=factor.last_step)
        if step is not None:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
        return step is not None or _use_recovery_code(user, code)


def require_second_factor(*, actor: User, role_id: int, needed: bool) -> Role:
    """Say whether people in a role must have a second factor: without one they are led to set it up, nowhere else."""
    require(actor, "role", "change")
    with transaction.atomic():
        role = Role.objects.select_for_update().get(pk=role_id)
        changes = audit.apply(role, {"needs_second_factor": needed})
        if changes:
            role.save(update_fields=["needs_second_factor"])
            audit.record(actor=actor, action="role.change", subject=role, changes=changes)
    return role


def _prove(user: User, code: str) -> None:
    if not pass_second_factor(user=user, code=code):
        raise ValidationError({"code": _("This code is not right, or it was used already. Wait for the next one.")})


def _take(factor: SecondFactor, code: str) -> None:
    step = step_of(factor.secret, code, now=timezone.now(), after=factor.last_step)
    if step is None:
        raise ValidationError({"code": _("This code is not right. Is the clock of your phone?")})
    factor.last_step = step


def _write_codes(user: User) -> list[str]:
    codes = new_recovery_codes()
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=make_password(written(code))) for code in codes)
    return codes


def _use_recovery_code(user: User, code: str) -> bool:
    typed = written(code)
    if typed.isdigit() or not typed:
        return False
    for kept in user.recovery_codes.filter(used_at=None):
        if check_password(typed, kept.code_hash):
            kept.used_at = timezone.now()
            kept.save(update_fields=["used_at"])
            audit.record(actor=user, action="user.factor_recovery", subject=user)
            return True
    return False


def _forget(user: User) -> bool:
    user.recovery_codes.all().delete()
    return bool(SecondFactor.objects.filter(user=user).delete()[0])
