"""Imported by the process that servers are forked from, before it forks; nothing that a server makes is made here."""

from bot.commands.options import stay_offline

stay_offline()

import gradio  # noqa: E402, F401
import numpy  # noqa: E402, F401
import onnxruntime  # noqa: E402, F401
