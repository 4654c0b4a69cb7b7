"""The web chat: page (layout and events), endpoints (what they do), loading, limits, access, guard, serve; static
(style and behaviour)."""
