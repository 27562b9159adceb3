"""Who may give which command, and in whose name each job acts: written by hand, like the tables of pages and API.

Whoever sits at the command line owns the machine: she reads the data folder anyway. A command that changes what people
work with still acts in somebody's name (`--user`), with that person's rights and no more. Nine marks as in `pages`.
"""

from __future__ import annotations

MACHINE = "the machine's owner"
COMMANDS: dict[str, str] = {
    "run": MACHINE,
    "serve": MACHINE,
    "worker": MACHINE,
    "setup": MACHINE,
    "demo": MACHINE,
    "demo load": MACHINE,
    "demo remove": MACHINE,
    "import customers": "!!!++!!+!",
    "import orders": "!!!++!!!!",
    "import interactions": "!!!++!!+!",
    "import consents": "!!!++!!+!",
    "import list": "+++++++++",
    "import undo": "!!!++!!+!",
    "review": MACHINE,
    "duplicates find": MACHINE,
    "duplicates merge-exact": "!!!++!!!!",
    "handover": "+++++!!!!",
    "user create": MACHINE,
    "user list": MACHINE,
    "user reset-factor": MACHINE,
    "token create": MACHINE,
    "settings get": MACHINE,
    "settings set": "!!!!+!!!!",
    "doctor": MACHINE,
    "backup": MACHINE,
    "restore": MACHINE,
    "manage": MACHINE,
}

CLOCK = "the clock: it tidies and decides, and shows nobody anything"
FACT = "a fact that was allowed when it was told: receivers of events ask nobody again"
ASKER = "the person who asked, with the rights she has when it runs"
JOBS: dict[str, str] = {
    "platform.deliver_event": FACT,
    "platform.retry_stalled": CLOCK,
    "platform.clean_up": CLOCK,
    "platform.settle_field_indexes": FACT,
    "platform.run_import": ASKER,
    "platform.resume_imports": CLOCK,
    "interactions.settle_silence": CLOCK,
    "interactions.count_wording": CLOCK,
    "knowledge.measure_everyone": FACT,
    "people.carry_out_handovers": CLOCK,
    "people.find_all_duplicates": CLOCK,
    "people.find_duplicates_of_import": FACT,
    "people.merge_exact": ASKER,
    "people.end_shares": CLOCK,
    "people.fill_group": FACT,
    "people.write_person_file": ASKER,
    "people.clear_person_files": CLOCK,
    "relationship.fold_tally": CLOCK,
    "relationship.nightly_review": CLOCK,
    "relationship.review_everyone": FACT,
    "procrastinate.builtin_tasks.remove_old_jobs": CLOCK,
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": CLOCK,
}
