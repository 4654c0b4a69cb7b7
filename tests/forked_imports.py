"""Imported by the process that servers are forked from, before it forks; nothing that a server makes is made here."""

from bot.commands.options import stay_offline

stay_offline()

import faiss  # noqa: E402, F401
import gradio  # noqa: E402, F401
import sentence_transformers  # noqa: E402, F401
import torch  # noqa: E402, F401
