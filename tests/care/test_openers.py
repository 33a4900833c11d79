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


def test_what_not_to_talk_about_is_a_condition_and_is_not_cut() -> None:
    asked = "my father and the police and what happened in the summer when we had to leave the house in the night"
    items = [item("meeting.agenda", {"about": "", "not_about": asked})]
    assert f"Rather not about: “{asked}”" in dont_list(items, "Noor", plain)


@pytest.mark.parametrize(
    ("not_about", "name", "proposed"),
    [
        ("my father", "papa", False),
        ("over mijn vaders ziekte", "papa", False),
        ("mijn ouders", "mama", False),
        ("LOT", "Lot", False),
        ("Lots moeder", "Lot", False),
        ("Çağla en zo", "Cagla", False),
        ("opa's dood", "opa Jan", False),
        ("over Will", "Will", False),
        ("عن أبي", "بابا", False),
        ("my marks at school", "Lot", True),
        ("niks", "Lot", True),
        ("", "Lot", True),
    ],
)
def test_nobody_is_proposed_whom_the_child_would_rather_not_talk_about(
    not_about: str, name: str, proposed: bool
) -> None:
    items = [item("meeting.agenda", {"about": "", "not_about": not_about})]
    found = openers(items, build({"network.closest": [name]}), plain)
    assert found == ((f"I am curious about {name}. What are they like?",) if proposed else ())


def test_somebody_else_is_proposed_instead() -> None:
    items = [item("meeting.agenda", {"about": "", "not_about": "papa"})]
    assert openers(items, build({"network.closest": ["papa", "Lot"]}), plain) == (
        "I am curious about Lot. What are they like?",
    )


@pytest.mark.parametrize(
    ("answer", "not_about"),
    [
        (item("happiness.sources", None, words="scholen en feestjes"), "school"),
        (item("strength.good_at", ["football"], "football"), "footballing"),
        (item("goal.wish", None, words="not having to cook"), "the cooking"),
        (item("load.pause", ["nowhere"], "nowhere"), "breaks"),
    ],
)
def test_no_answer_is_proposed_that_touches_on_it(answer: object, not_about: str) -> None:
    asked = item("meeting.agenda", {"about": "", "not_about": not_about})
    assert openers([answer, asked], NOBODY, plain) == ()  # type: ignore[list-item]
    assert openers([answer], NOBODY, plain) != ()  # type: ignore[list-item]


@pytest.mark.parametrize(("about", "stays"), [("school", True), ("school and my marks there", False)])
def test_the_childs_own_wish_stays_unless_all_of_what_it_leaves_alone_is_in_it(about: str, stays: bool) -> None:
    items = [item("meeting.agenda", {"about": about, "not_about": "my marks at school"})]
    found = openers(items, NOBODY, plain)
    assert bool(found) is stays


@pytest.mark.parametrize("option", ["something_else", "somewhere_else"])
@pytest.mark.parametrize("link_id", ["happiness.sources", "happiness.more", "strength.good_at", "goal.wish"])
def test_a_chip_for_own_words_without_words_is_no_opener(link_id: str, option: str) -> None:
    assert openers([item(link_id, [option], "something else")], NOBODY, plain) == ()
    assert openers([item(link_id, option, "something else")], NOBODY, plain) == ()
    (found,) = openers([item(link_id, [option, "music"], "something else", "music")], NOBODY, plain)
    assert "music" in found


@pytest.mark.parametrize("kind", ["abuse_physical", "abuse_sexual", "abuse_emotional", "domestic_violence", "neglect"])
def test_where_somebody_may_be_hurting_the_child_no_opener_is_about_a_person(kind: str) -> None:
    network = build({"network.closest": ["papa"], "network.would_help": "Kees"})
    items = [item("happiness.sources", None, words="my dad"), item("strength.good_at", ["humour"], "humour")]
    assert openers(items, network, plain, signals=["contact", kind]) == (
        "You are good at humour. How did you learn that?",
    )
    assert len(openers(items, network, plain, signals=["contact"])) == 4


def test_an_answer_in_which_danger_was_heard_stands_on_the_page_without_a_signal_too() -> None:
    items = [item("me.person", None, words="my father hits me")]
    assert openers(items, build({"network.closest": ["papa"]}), plain, grave={"me.person"}) == ()
    assert openers([], build({"network.closest": ["papa"]}), plain, grave={"me.person"}) != ()


def test_without_a_name_the_list_needs_none() -> None:
    found = dont_list([item("care.word", "no_label", "no label")], None, plain)
    assert found[0] == "Not the word “young carer”: the child says it does not fit"


def test_the_hint_names_relative_first_and_stays_away_without_shared_answers() -> None:
    assert sofa_hint([], plain) == ""
    assert sofa_hint([item("load.weight", "heavy", "heavy")], plain).startswith("Family first, and also someone with")
    assert "helps along" in sofa_hint([item("care.tasks", ["a", "b", "c"], "A", "B", "C")], plain)
    assert "how things are at home" in sofa_hint([item("care.often", "every_week", "every week")], plain)
    assert sofa_hint([item("care.tasks", ["nothing_special"], "nothing special")], plain) == ""
