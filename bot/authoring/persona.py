"""A persona: who walks the talk, and what they answer; read from YAML."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.written.plain_yaml import BadYaml, read_yaml


class BadPersona(Exception):
    """The persona file cannot be used; the message says which field and what is expected."""


class Persona(BaseModel):
    """Who is walking: see design.md 7. What is not given in `answers` is skipped; consent is given unless it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Annotated[str, BeforeValidator(str)]
    language: str = "nl"
    age: int | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    withhold: list[str] = Field(default_factory=list)
    send: Literal["send", "keep", "throw_away"] = "send"


def read_persona(text: str) -> Persona:
    """A persona from YAML. Raises BadPersona."""
    try:
        return Persona.model_validate(read_yaml(text))
    except BadYaml as problem:
        raise BadPersona(str(problem)) from None
    except ValidationError as problem:
        raise BadPersona("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())) from None
