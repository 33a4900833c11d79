"""What was ticked and not sent yet: the open question keeps it while help is laid over the talk."""

from __future__ import annotations

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.events import Chose, Picked, Wrote
from flows.engine.prompts.open_prompt import asking_at
from flows.engine.session import Draft, Session
from flows.engine.steps import KINDS
from flows.engine.steps.base import Asking, Begun


def ticked(compiled: CompiledFlow, session: Session, picked: Picked | Chose) -> Session:
    """The same session, its open question begun with these ticks; the words that came along are left out."""
    options = (picked.option,) if isinstance(picked, Chose) else picked.options
    if picked.token != session.token or session.overlay is not None or not options:
        return session
    asking = asking_at(compiled, session)
    if isinstance(picked, Chose) and asking.step.kind != "choice":
        return session
    draft = _begun(asking, options)
    return session if draft is None else session.drafted(asking.step.id, draft)


def _begun(asking: Asking, options: tuple[str, ...]) -> Draft | None:
    kind = KINDS[asking.step.kind]
    if asking.step.kind == "names":
        reading = kind.read(asking, Wrote(", ".join(options)))
        return reading.draft if isinstance(reading, Begun) else None
    offered = {choice.id for choice in kind.ask(asking).choices}
    known = [option for option in options if option in offered]
    if asking.step.kind in ("several", "offer"):
        # What stands in the draft and on no chip ("show everything") is no tick that can have been taken away.
        kept = [option for option in asking.draft.value or () if option not in offered]
        return Draft(kept + known, asking.draft.words)
    return Draft(known[0], asking.draft.words) if asking.step.kind == "choice" and known else None
