"""The WSGI application that granian serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peyvand.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # now, not while the first visitor waits
# All of this lives as long as the process: whoever looks for garbage need not walk through it, nor look after every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
