"""The ground that every context stands on.

People who work here (users, teams, roles and their rights), how they get in (sign-in, invitations, sessions, tokens),
what is remembered of their acts (audit, events, jobs), the organisation's settings and clock, saved views, search,
import and export, and the home page "Today". It knows no customers: contexts above offer theirs through manifests.
"""
