"""The server's settings, written anew at each start for the machine as it is then."""

from __future__ import annotations

import os
from pathlib import Path

MEBIBYTE = 1024 * 1024
FILE_NAME = "peyvand.conf"
CONTROL_GROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
INCLUDE = f"""
# Peyvand writes {FILE_NAME} at each start. Settings of your own go below this line and win.
include_if_exists = '{FILE_NAME}'
"""


def memory() -> int:
    """Return the bytes of memory this machine (or its container) may use."""
    limit = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in CONTROL_GROUP_LIMITS:
        try:
            limit = min(limit, int(path.read_text()))
        except (OSError, ValueError):
            continue
    return limit


def settings_text(bytes_of_memory: int) -> str:
    """Return the settings file for a machine of that size.

    Examples: 1 GiB gives shared_buffers 128 MB, 16 GiB and more give 2048 MB.
    """
    megabytes = max(bytes_of_memory // MEBIBYTE, 256)
    settings = {
        "max_connections": "100",
        "shared_buffers": f"{min(megabytes // 8, 2048)}MB",
        "effective_cache_size": f"{megabytes // 2}MB",
        "maintenance_work_mem": f"{max(min(megabytes // 16, 512), 32)}MB",
        "work_mem": "16MB" if megabytes >= 4096 else "4MB",
        "max_wal_size": "4GB",
        "wal_compression": "off",  # only pglz is built in: it triples the work of an import to save a third of the log
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "password_encryption": "scram-sha-256",
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgres-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_checkpoints": "off",
        "cluster_name": "peyvand",
    }
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())


def write_settings(cluster: Path) -> None:
    """Write the settings file into the cluster, whole or not at all."""
    draft = cluster / f"{FILE_NAME}.new"
    draft.write_text(settings_text(memory()))
    draft.chmod(0o644)  # the folder itself is closed; the server's account must be able to read what root wrote
    draft.replace(cluster / FILE_NAME)
