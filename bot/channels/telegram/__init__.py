"""Telegram, through python-telegram-bot's types and `Bot`."""

import os

# Durations as timedelta; the library warns at every live location until that is chosen.
os.environ.setdefault("PTB_TIMEDELTA", "true")
