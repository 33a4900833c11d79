"""The organisation as its file describes it: who it is, who is on duty, what the law asks of it."""

from bot.organisation.courses import put_courses
from bot.organisation.loading import load_organisation
from bot.organisation.organisation import (
    PROMISED,
    BadOrganisation,
    Organisation,
    refuse_unkept,
    refuse_unworded,
)

__all__ = [
    "PROMISED",
    "BadOrganisation",
    "Organisation",
    "load_organisation",
    "put_courses",
    "refuse_unkept",
    "refuse_unworded",
]
