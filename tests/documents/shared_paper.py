"""An invented child's network and handoff, and the words around them, for the tests of picture and paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

from care.ecogram import lay_out
from care.handoff import Child, Handoff, SafetyLine, Section, SectionItem
from care.network import Network, Person
from documents.colours import Theme
from documents.ecogram_svg import svg
from documents.summary_pdf import pdf
from documents.texts import ecogram_texts, paper_texts

AT = datetime(2031, 3, 12, 15, 40, tzinfo=UTC)

NETWORK = Network(
    (
        Person("Lot", 1, "friends", "really_good"),
        Person("فاطمة الزهراء", 1, "family", "sometimes_difficult"),
        Person("Юлия", 1, "friends", "ordinary"),
        Person("Pip", 1, "animals", "really_good", "🐶"),
        Person("Şevval Yıldırım", 2, "friends"),
        Person("trainer Kees", 3, "sports", would_help=True),
        Person("juf Samira", 4, "school"),
    ),
    {"talk": "Lot", "practical": "nobody"},
)


def plain(text: str) -> str:
    """Stand in for the translator: the English source text."""
    return text


def moment(at: datetime) -> str:
    """Stand in for the words of a moment."""
    return at.strftime("%d-%m-%Y %H:%M")


def section(order: int, key: str, title: str, *items: SectionItem) -> Section:
    """Make a section."""
    return Section(key, order, title, items)


def handoff(network: Network = NETWORK, *, name: str | None = "Noor", quote: str = "gewoon weer trainen") -> Handoff:
    """Make the handoff of an ordinary child."""
    return Handoff(
        id="h1",
        shared_at=AT,
        child=Child(name, 13, "nl"),
        safety=(
            SafetyLine("urgent", "Wants to be called soon, at the latest Thursday at six", AT),
            SafetyLine("severe_distress", "ik kan niet meer 😢", AT, note="Passed on without sharing, Noor knows this"),
            SafetyLine("contact", "Contact: by text message or app; 06-00000000; rather not: after 8", AT),
        ),
        sections=(
            section(1, "own_words", "In their own words", SectionItem("goal.wish", "My wish", quote)),
            section(2, "happiness", "Happiness", SectionItem("happiness.now", "Ladder 0-10: 5 (12 March)")),
            section(3, "strength", "Own strength", SectionItem("strength.good_at", "Good at: not giving up")),
            section(
                4, "network", "Network", SectionItem("network.support", "A hand with something: nobody", strong=True)
            ),
            section(5, "home", "At home", SectionItem("care.tasks", "Does", "ik kook en ik let op Bram")),
            section(6, "load", "Load", SectionItem("load.weight", "Backpack: heavy (12 March)")),
            section(7, "wish", "Wish and first step", SectionItem("goal.first_step", "First step: together")),
            section(8, "offer", "Courses", SectionItem("courses.interest", "Would like to join: Kind van cursus")),
        ),
        network=network,
        starters=("You train a lot. Tell me about it!", "What would you like to ask Kees?"),
        dont=("No label for helping at home, unless the child picks that word",),
        foot="This is what Noor wanted to share on 12 March. A beginning, not a diagnosis.",
        retention_until=date(2032, 3, 12),
        consultant="Amina",
        hint="A relative first",
    )


def picture(network: Network = NETWORK, *, name: str | None = "Noor", theme: Theme = "print") -> str:
    """Draw a network."""
    layout = lay_out(network, child_name=name)
    return svg(layout, child_name=name, texts=ecogram_texts(plain, network), theme=theme)


def paper(given: Handoff, *, language: str = "nl") -> bytes:
    """Put a handoff on paper, with its picture."""
    texts = ecogram_texts(plain, given.network)
    drawn = picture(given.network, name=given.child.name) if given.network.people else None
    words = paper_texts(plain, given, moment)
    return pdf(given, picture=drawn, alt=texts.description, texts=words, language=language)
