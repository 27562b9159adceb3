"""The embedded database: a PostgreSQL cluster of our own, started when somebody first connects.

`cluster` is the manager (start, stop, who still uses it); `binaries` finds the server's programs;
`account` chooses the system user it runs as; `creation` makes a new cluster; `process` knows the running
server; `tuning` writes its settings; `backend` is the Django backend that asks the manager before
connecting; `health` says in words what is wrong with a database; `dump` writes and reads dumps.
With DATABASE_URL nothing here is started.
"""
