"""`python -m mubiao` is the command line."""

from mubiao.cli import main

main()
