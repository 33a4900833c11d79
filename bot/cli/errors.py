"""Which errors are ours to explain: everything else is a bug and shows its trace."""

from __future__ import annotations

import errno
import os


def known_errors() -> tuple[type[Exception], ...]:
    """The errors whose message tells the reader what to do."""
    from bot.authoring.persona import BadPersona
    from bot.notices import BadMailServer
    from bot.organisation import BadOrganisation
    from bot.safety.word_lists import BadWordList
    from bot.settings import BadSetting
    from bot.written.plain_text import NotText
    from care.courses import CourseError
    from flows.engine.errors import FlowError
    from portal.consultants import BadConsultant
    from portal.sign_in import UnknownConsultant
    from storage.errors import StorageError

    return (
        BadSetting,
        BadOrganisation,
        BadMailServer,
        BadPersona,
        BadWordList,
        BadConsultant,
        CourseError,
        FlowError,
        StorageError,
        UnknownConsultant,
        NotText,
        OSError,
        UnicodeDecodeError,
    )


def sentence(problem: Exception) -> str:
    """What is wrong, as one sentence."""
    match problem:
        case OSError(errno=errno.ENOSPC):
            return "the disk is full; make room"
        case OSError(filename=str() | bytes() as name, strerror=str() as why):
            return f"{os.fsdecode(name)}: {why[:1].lower()}{why[1:]}"
        case UnicodeDecodeError():
            return "a file is not written in UTF-8; save it as UTF-8"
    return str(problem)
