"""How a talk can begin, and what to leave alone."""

import pytest

from care.network import Network, build
from care.openers import dont_list, openers, sofa_hint
from tests.care.shared_talk import item, noor, plain

NOBODY = Network()


@pytest.mark.parametrize(
    ("answer", "opener"),
    [
        (item("happiness.sources", ["sports"], "sports"), "You said you are happy with sports. Tell me about it!"),
        (item("happiness.sources", None, words="my dog"), "You said you are happy with “my dog”. Tell me about it!"),
        (item("strength.good_at", ["cooking"], "cooking"), "You are good at cooking. How did you learn that?"),
        (item("goal.wish", None, words="sleep"), "What would be different if this works out: “sleep”?"),
        (item("happiness.more", ["sports"], "sports"), "What would be different with more time for sports?"),
        (item("load.pause", ["nowhere"], "nowhere"), "When did you last have a real break?"),
        (item("goal.first_step", "together", "together"), "Shall we look for a first step together?"),
        (
            item("courses.needs", ["a_bit_nervous"], "a bit nervous"),
            "You are a bit nervous about joining. What makes it so, and what would help?",
        ),
        (
            item("meeting.agenda", {"about": "school", "not_about": "papa"}),
            "You would like to talk about “school”. Where shall we start?",
        ),
    ],
)
def test_each_opener_comes_from_its_shared_answer(answer: object, opener: str) -> None:
    assert openers([answer], NOBODY, plain) == (opener,)  # type: ignore[list-item]


def test_an_answer_in_which_danger_was_heard_is_never_put_into_a_light_sentence() -> None:
    sources = item("happiness.sources", None, words="nothing, I want to be dead")
    skill = item("strength.good_at", ["cooking"], "cooking")
    assert openers([sources, skill], NOBODY, plain, grave={"happiness.sources"}) == (
        "You are good at cooking. How did you learn that?",
    )


def test_people_in_the_picture_give_openers() -> None:
    network = build({"network.closest": ["Lot"], "network.would_help": "Kees"})
    assert openers([], network, plain) == (
        "You named Kees as someone who may want to help. What would you like to ask?",
        "I am curious about Lot. What are they like?",
    )


def test_nothing_shared_gives_no_opener() -> None:
    assert openers([], NOBODY, plain) == ()


def test_there_are_at_most_four_and_happiness_is_first() -> None:
    network = build({entry.link_id: entry.value for entry in noor()})
    found = openers(noor(), network, plain)
    assert len(found) == 4
    assert found[0].startswith("You said you are happy")


def test_no_opener_asks_why_or_praises_care() -> None:
    everything = " ".join(openers(noor(), NOBODY, plain)).lower()
    assert "why" not in everything
    assert "brave" not in everything


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (None, "No label for helping at home, unless the child picks that word"),
        ("a_little", "No label for helping at home, unless the child picks that word"),
        ("does_not_fit", "Not the word “young carer”: it does not fit, says Noor"),
        ("no_label", "Not the word “young carer”: it does not fit, says Noor"),
        ("fits", None),
    ],
)
def test_the_word_is_only_for_who_says_it_fits(answer: str | None, line: str | None) -> None:
    items = [] if answer is None else [item("care.word", answer, answer)]
    about_the_word = [entry for entry in dont_list(items, "Noor", plain) if "young carer" in entry or "label" in entry]
    assert about_the_word == ([] if line is None else [line])


def test_what_the_child_would_rather_not_talk_about_is_on_the_list() -> None:
    items = [item("meeting.agenda", {"about": "school", "not_about": "my father"})]
    assert "Rather not about: “my father”" in dont_list(items, "Noor", plain)


def test_without_a_name_the_list_needs_none() -> None:
    found = dont_list([item("care.word", "no_label", "no label")], None, plain)
    assert found[0] == "Not the word “young carer”: the child says it does not fit"


def test_the_hint_names_relative_first_and_stays_away_without_shared_answers() -> None:
    assert sofa_hint([], plain) == ""
    assert sofa_hint([item("load.weight", "heavy", "heavy")], plain).startswith("Family first, and also someone with")
    assert "helps along" in sofa_hint([item("care.tasks", ["a", "b", "c"], "A", "B", "C")], plain)
    assert "how things are at home" in sofa_hint([item("care.often", "every_week", "every week")], plain)
    assert sofa_hint([item("care.tasks", ["nothing_special"], "nothing special")], plain) == ""
