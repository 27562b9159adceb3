"""`python -m peyvand`."""

from peyvand.config.cli import main

main()
