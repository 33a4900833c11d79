"""Notices to people of the organisation. They say that there is something to look at, and never what."""

from bot.notices.mail import BadMailServer, Mail, NoticeError, is_invented, mail_of
from bot.notices.postman import MailPostman, Postman
from bot.notices.words import Letter, letter, short, sign_in_letter

__all__ = [
    "BadMailServer",
    "Letter",
    "Mail",
    "MailPostman",
    "NoticeError",
    "Postman",
    "is_invented",
    "letter",
    "mail_of",
    "short",
    "sign_in_letter",
]
