"""The organisation as its file describes it: who it is, who is on duty, what the law asks of it."""

from bot.organisation.organisation import (
    PROMISED,
    BadOrganisation,
    Organisation,
    load_organisation,
    put_courses,
    refuse_unkept,
)

__all__ = ["PROMISED", "BadOrganisation", "Organisation", "load_organisation", "put_courses", "refuse_unkept"]
