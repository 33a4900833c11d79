"""The summary: from what the child shared to the one page that the consultant reads."""

from care.summary.grave import grave
from care.summary.page import WORDS_ON_THE_PAGE, build, printed_words

__all__ = ["WORDS_ON_THE_PAGE", "build", "grave", "printed_words"]
