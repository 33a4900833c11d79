"""The page about privacy: for everybody, in the words of each age and in lawyer's words, in both languages."""

from __future__ import annotations

import re

import pytest

from bot.organisation import load_organisation
from bot.privacy import CARDS, cards_for, law
from bot.turn.scene import slots_of
from flows.engine.bands import BANDS
from tests.bot.channels.webchat.house import ORGANISATION, WORDS, House, Visitor

LIMITS = {"A": 9, "B": 11, "C": 14, "D": 16, "E": 16}
SENTENCE = re.compile(r"[^.!?:]+[.!?:]")


def test_it_needs_no_cookie_and_sets_none(house: House) -> None:
    answer = house.visitor().client.get("/privacy")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "<title>Maatje</title>" in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("band", BANDS)
def test_every_age_has_its_own_words(house: House, language: str, band: str) -> None:
    html = house.visitor().client.get(f"/privacy?lang={language}&band={band}").text
    _ = WORDS.gettext(language)
    for title, _text in cards_for(band, _, slots_of(ORGANISATION, _)):  # type: ignore[arg-type]
        assert title in html
    assert len(re.findall('aria-current="page"', html)) == 1


def test_the_age_of_the_talk_chooses_the_words_and_the_address_can_choose_others(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now", age=17)
    assert "Vanaf 16 jaar mag dat alleen als jij het goed vindt" in visitor.client.get("/privacy").text
    assert "Ouders mogen soms vragen" in visitor.client.get("/privacy?band=B").text
    assert "We don&#39;t just let your parents" in visitor.client.get("/privacy?lang=en").text


@pytest.mark.parametrize("odd", ["?band=X", "?band=<script>", "?lang=xx", "?words=poem", "?band=&lang="])
def test_an_odd_address_shows_the_ordinary_page(house: House, odd: str) -> None:
    answer = house.visitor().client.get(f"/privacy{odd}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("band", BANDS)
def test_the_sentences_fit_the_age_and_have_none_of_the_unwanted_words(language: str, band: str) -> None:
    _ = WORDS.translated(language)
    for card in CARDS:
        if card.topic == "danger":
            continue  # the organisation's own policy, counted with the consent question
        text = _(card.texts[band])  # type: ignore[index]
        for sentence in SENTENCE.findall(text):
            assert len(sentence.split()) <= LIMITS[band], (card.topic, sentence)
        assert not re.search(r"\bwaarom\b|\bwhy\b|\bmust\b|\bmoet\b|mantelzorg|geheim(?! nummer)|!!", text.lower()), (
            text
        )


@pytest.mark.parametrize("band", ["B", "C"])
def test_the_card_about_parents_says_until_sixteen_that_they_may_ask(band: str) -> None:
    _ = WORDS.gettext("en")
    told = dict(cards_for(band, _, slots_of(ORGANISATION, _)))  # type: ignore[arg-type]
    assert "may sometimes ask what was written down" in told["Do my parents see this?"]


def test_what_is_said_about_danger_is_the_policy_of_the_organisation() -> None:
    _ = WORDS.gettext("en")
    strict = ORGANISATION.model_copy(update={"policy": "tell_and_notify"})
    for organisation, said in ((ORGANISATION, "Nobody reads along now."), (strict, "I tell you at once.")):
        assert said in dict(cards_for("C", _, slots_of(organisation, _)))["What if I am in danger?"]


def test_the_lawyers_read_the_organisations_own_entries_terms_and_rules(house: House) -> None:
    html = house.visitor().client.get("/privacy?words=law&lang=nl").text
    for said in (
        "Stichting Voorbeeld, Voorbeeldstraat 1",
        "artikel 30 UAVG",
        "fg@example.org",
        "30 dagen",
        "730 dagen",
    ):
        assert said in html
    rule = {"purpose": "course", "below_age": 12, "legal_source": "huisregel 4"}
    changed = type(ORGANISATION).model_validate({**dict(ORGANISATION), "agreements": [rule]})
    told = "\n".join(line for _title, lines in law(changed, "nl", WORDS.gettext("nl")) for line in lines)
    assert (
        "Onder 12 jaar moet een volwassene instemmen met: deelnemen aan een cursus of activiteit. Bron: huisregel 4"
        in told
    )


def test_what_the_organisation_did_not_fill_in_is_shown_as_a_gap() -> None:
    bare = type(ORGANISATION)(name="Bare", consultant="B")
    told = "\n".join(line for _title, lines in law(bare, "en", WORDS.gettext("en")) for line in lines)
    assert told.count("[not filled in yet by the organisation]") == len(bare.legal.missing()) == 6
    assert load_organisation(None).legal.missing() == []


def test_the_card_in_the_chat_leads_to_the_page(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now", age=9)
    visitor.post("command:privacy")
    assert 'href="/privacy?lang=nl"' in visitor.html
    assert "Ouders mogen soms vragen" in visitor.html
