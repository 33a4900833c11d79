"""What would go wrong while a child is talking, said to the author now, with file and line."""

from flows.engine.lint.checking import check

__all__ = ["check"]
