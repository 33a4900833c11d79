"""The name of a flow's structure: talks that run stay with the version they began on."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from flows.engine.compiling.definition import Flow

TEXT_FIELDS: Final = frozenset(
    {
        "text",
        "ask",
        "carried_as",
        "thanks",
        "rescue",
        "more",
        "why",
        "heading",
        "words",
        "icon",
        "look",
        "summary",
        "adult",
    }
)


def version_of(flow: Flow) -> str:
    """The hash of a flow's structure. Changing a text does not change it; changing a question does."""
    data = flow.model_dump(mode="json")
    for row in (row for step in data["steps"] for row in step["rows"]):
        row["when"] = None  # a key of rows that is gone; without it every talk that runs would lose its version
    bare = json.dumps(_without_texts(data), sort_keys=True)
    return hashlib.sha256(bare.encode()).hexdigest()[:16]


def _without_texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_texts(inner) for key, inner in node.items() if key not in TEXT_FIELDS}
    return [_without_texts(inner) for inner in node] if isinstance(node, list) else node
