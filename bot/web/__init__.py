"""The web chat: page (layout and events), server (how it is served), static (style and behaviour)."""
