"""The script player: the same session, event and world always give the same turn; it touches nothing outside."""
