"""The only composition root: settings, URLs, the API, the server and the command line.

Everything else is below and never imports this folder.
"""
