"""The web chat: page (layout and events), endpoints (what they do), loading, limits, access, guard;
application puts them together; serve, and starting (what is served until then); static (style and behaviour)."""
