"""Names of people who are not shown do not stand in other texts either."""

import pytest

from care.summary.masking import Mask
from tests.care.shared_talk import item


@pytest.mark.parametrize(
    ("hidden", "text", "masked"),
    [
        ("Kees", "gamen met Kees", "gamen met …"),
        ("Kees", "KEES en kees' fiets, Keess", "… en …' fiets, …"),
        ("Kees", "Keesje en verkeesd", "Keesje en verkeesd"),
        ("René", "met rene lachen", "met … lachen"),
        ("Rene", "met René lachen", "met … lachen"),
        ("tante Rian", "Rian kookt, tante Rian ook, tante Els niet", "… kookt, … ook, tante Els niet"),
        ("Pip (hond)", "Pip is een hond", "… is een hond"),
        ("mijn oma", "naar oma toe", "naar … toe"),
        ("mama", "Mama's taart", "…'s taart"),
        ("het team", "ons team en het team", "ons team en …"),
        ("🐶", "ik en 🐶 samen", "ik en … samen"),
        ("أحمد", "ألعب مع أحمد وأحمد", "ألعب مع … و…"),
        ("李明", "我喜欢李明", "我喜欢…"),
        ("I\u015f\u0131l", "I\u015eIL ve \u0131\u015f\u0131l", "… ve …"),
        ("Anna Maria", "anna-maria of Maria", "… of …"),
        ("a.b*c", "a b c en abc", "… en abc"),
    ],
)
def test_a_hidden_name_is_masked_in_any_spelling_and_nothing_else_is(hidden: str, text: str, masked: str) -> None:
    assert Mask([hidden])(text) == masked


def test_a_word_that_somebody_shown_shares_stays_readable() -> None:
    mask = Mask(["oom Kees"], shown=["trainer Kees"])
    assert mask("Kees, trainer Kees en oom Kees") == "Kees, trainer Kees en …"


def test_without_hidden_names_nothing_changes() -> None:
    assert Mask([])("met Kees") == "met Kees"
    assert Mask(["", "  "])("met Kees") == "met Kees"


def test_a_label_that_was_only_a_name_is_left_out() -> None:
    company = item("meeting.company", ["a_friend", "Lot"], "a friend", "Lot", words="Lot mag mee")
    masked = Mask(["Lot"]).item(company)
    assert (masked.labels, masked.words) == (("a friend",), "… mag mee")


def test_an_address_stays_whole_so_that_the_child_can_be_reached() -> None:
    contact = item("meeting.contact", {"address": "rian@example.org", "not_at": "als Rian er is"})
    assert Mask(["Rian"]).item(contact).value == {"address": "rian@example.org", "not_at": "als … er is"}
