"""Finds the sentences of flow files for the translators: a Babel extractor, named in babel.cfg.

It works on the parsed nodes of the YAML, so that every sentence comes with the line it stands on and a note that says
which question it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

TEXT_KEYS: Final = frozenset({"text", "why", "rescue", "more", "heading", "ask", "carried_as"})
WORDS_KEY: Final = "words"

Extracted = tuple[int, str, str, list[str]]


def extract_flow(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Give (line, function, sentence, notes) for every sentence of a flow file, in the order of the file."""
    root = yaml.compose(file, Loader=yaml.SafeLoader)
    if isinstance(root, MappingNode):
        yield from _of_mapping(root, "")


def _of_mapping(node: MappingNode, where: str) -> Iterator[Extracted]:
    pairs = [(str(key.value), value) for key, value in node.value]
    here = next((f"{where} {value.value}".strip() for key, value in pairs if key == "id"), where)
    for key, value in pairs:
        if key in TEXT_KEYS:
            yield from _sentences(value, f"{here} {key}")
        elif key == WORDS_KEY and isinstance(value, MappingNode):
            yield from _sentences(value, WORDS_KEY)
        else:
            yield from _below(value, here)


def _below(node: Node, where: str) -> Iterator[Extracted]:
    if isinstance(node, MappingNode):
        yield from _of_mapping(node, where)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _below(item, where)


def _sentences(node: Node, note: str) -> Iterator[Extracted]:
    """A sentence, one for each band, or a list of those."""
    if isinstance(node, ScalarNode):
        if node.value:
            yield node.start_mark.line + 1, "", node.value, [note]
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _sentences(item, note)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _sentences(value, f"{note} {key.value}")
