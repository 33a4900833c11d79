"""Which errors are ours to explain: everything else is a bug and shows its trace."""

from __future__ import annotations


def known_errors() -> tuple[type[Exception], ...]:
    """The errors whose message tells the reader what to do."""
    from bot.authoring.simulation import BadPersona
    from bot.notices import BadMailServer
    from bot.organisation import BadOrganisation
    from bot.settings import BadSetting
    from care.courses import CourseError
    from flows.engine.errors import FlowError
    from portal.sign_in import UnknownConsultant
    from storage.errors import StorageError

    return (
        BadSetting,
        BadOrganisation,
        BadMailServer,
        BadPersona,
        CourseError,
        FlowError,
        StorageError,
        UnknownConsultant,
        FileNotFoundError,
    )
