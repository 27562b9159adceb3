"""The organisation's own pages: colleagues, teams, roles, settings, holidays, jobs, audit."""
