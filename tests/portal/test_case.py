"""The page of a child: safety first, the child's words set apart, and nothing that was not shared."""

from __future__ import annotations

import json
import logging
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from care.handoff import Child, SafetyLine
from care.sharing import FOLLOWS
from portal.sheet import Isolating
from storage.tables import data_key, place, share_package
from tests.portal.invented import MARKER, NAME, NOW, OURS, Portal, catalogues, hand_over, item, yara

HOSTILE = "<b>Y</b>{{ 7*7 }}\"'&\u202e"


@pytest.fixture
def database_kind() -> str:
    """Pages look the same on every database."""
    return "sqlite"


dutch = catalogues().gettext("nl")


def texts(page: str) -> str:
    """Leave the words of a page, without its elements."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def titles(page: str) -> list[str]:
    """Read the headings of the sheet, in order."""
    return [texts(found).strip() for found in re.findall(r"<h2>(.*?)</h2>", page)]


def test_safety_stands_first_then_the_order_of_the_method(portal: Portal) -> None:
    portal.share(hand_over(yara(), signals=[SafetyLine("neglect", "er is vaak niemand", NOW)]))
    assert titles(portal.browser().get("/portal/case/case-1").text) == [
        dutch(title)
        for title in (
            "Safety and contact",
            "In their own words",
            "Happiness",
            "Own strength",
            "Network",
            "At home",
            "Load",
            "Wish and first step",
            "Courses and activities",
            "To begin with",
            "Better not",
        )
    ]


def test_without_anything_urgent_there_is_no_all_clear(portal: Portal) -> None:
    portal.share(hand_over([item("happiness.now", 6)]))
    page = portal.browser().get("/portal/case/case-1").text
    assert "safety" not in page
    assert dutch("A beginning, not a diagnosis. Nothing reported does not mean that nothing is wrong.") in page


def test_what_was_passed_on_is_quoted_with_its_time_and_that_the_child_knows(portal: Portal) -> None:
    portal.share(hand_over(yara(), signals=[SafetyLine("neglect", "er is vaak niemand", NOW)]))
    page = texts(portal.browser().get("/portal/case/case-1").text)
    assert "“er is vaak niemand”" in page
    note = dutch("Passed on without sharing, {name} knows this").format(name=NAME)
    said = dutch("said on {moment}").format(moment="12 maart 2031, 16:40")
    assert f"{note} · {said}" in page


def test_the_words_of_the_child_are_set_apart_in_its_own_language(portal: Portal) -> None:
    portal.share(hand_over(yara(), child=Child(NAME, 14, "tr")))
    page = portal.browser().get("/portal/case/case-1").text
    assert re.search(r'<blockquote><p><span class="said" lang="tr" dir="auto">“een avond in de week', page)
    assert '<article class="sheet" lang="nl" dir="ltr">' in page


def test_only_nobody_stands_out_among_whom_the_child_turns_to(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    page = portal.browser().get("/portal/case/case-1").text
    assert re.findall(r"<span class=strong[^>]*>(.*?)</span>", page) == ["niemand"]


def test_the_picture_is_there_for_every_light_and_says_in_words_what_it_shows(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    page = portal.browser().get("/portal/case/case-1").text
    assert re.findall(r'<div class="on-(\w+)"><svg', page) == ["light", "dark", "print"]
    assert page.count('role="img"') == 3
    assert "Bolletje (kat)" in texts(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))


def test_without_people_there_is_no_picture_and_no_room_for_one(portal: Portal) -> None:
    portal.share(hand_over([item("happiness.now", 6)]))
    page = portal.browser().get("/portal/case/case-1").text
    assert 'role="img"' not in page
    assert "pictured" not in page


def test_a_grown_up_who_helped_is_named_in_the_header(portal: Portal) -> None:
    portal.share(hand_over(yara(), child=Child(NAME, 6, "nl", with_adult=True)))
    assert dutch("together with a grown-up") in portal.browser().get("/portal/case/case-1").text


WITHHELD = ("care.tasks", "goal.wish", "network.others", "strength.helps")


def everything(portal: Portal, case: str) -> str:
    """Read every form of a case: page, data, text and metadata of the paper, headers."""
    browser = portal.browser()
    page = browser.get(f"/portal/case/{case}")
    data = browser.get(f"/portal/case/{case}/summary.json")
    paper = browser.get(f"/portal/case/{case}/summary.pdf")
    read = PdfReader(BytesIO(paper.content))
    printed = "".join(each.extract_text() for each in read.pages) + str(read.metadata) + str(read.trailer)
    headers = "".join(str(answer.headers) for answer in (page, data, paper))
    return page.text + data.text + printed + headers + browser.get("/portal/").text


@pytest.mark.parametrize("link_id", WITHHELD)
def test_what_was_not_shared_leaves_no_trace_in_any_form(portal: Portal, link_id: str) -> None:
    marked = [
        item(
            link_id,
            [MARKER] if link_id == "network.others" else None,
            *([MARKER] if "others" in link_id else []),
            words=None if link_id == "network.others" else MARKER,
        )
        if each.link_id == link_id
        else each
        for each in yara()
    ]
    portal.share(hand_over(marked, handoff_id="all"))
    portal.share(hand_over(marked, handoff_id="some", withheld=[link_id]))
    assert MARKER in everything(portal, "all")
    assert MARKER not in everything(portal, "some")


@pytest.mark.parametrize("link_id", WITHHELD)
def test_withheld_and_never_said_give_the_same_page(portal: Portal, link_id: str) -> None:
    without = {link_id, *(later for later, earlier in FOLLOWS.items() if earlier == link_id)}
    never_said = [each for each in yara() if each.link_id not in without]
    portal.share(hand_over(yara(), handoff_id="withheld", withheld=[link_id]))
    portal.share(hand_over(never_said, handoff_id="unsaid"))
    browser = portal.browser()
    pages = [browser.get(f"/portal/case/{case}").text.replace(case, "") for case in ("withheld", "unsaid")]
    assert pages[0] == pages[1]


def test_what_a_child_typed_is_never_markup(portal: Portal) -> None:
    typed = [item("goal.wish", None, words=HOSTILE), item("network.closest", [HOSTILE], HOSTILE)]
    portal.share(hand_over(typed, child=Child(HOSTILE, 14, "nl")))
    browser = portal.browser()
    for page in (browser.get("/portal/case/case-1").text, browser.get("/portal/").text):
        assert "<b>Y" not in page
        assert "&lt;b&gt;Y&lt;/b&gt;{{ 7*7 }}" in page


def test_no_name_is_in_a_title_an_address_or_a_file_name(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    browser = portal.browser()
    answers = [
        browser.get(f"/portal/{address}")
        for address in ("", "case/case-1", "case/case-1/summary.pdf", "case/case-1/summary.json")
    ]
    for answer in answers:
        assert NAME not in str(answer.headers) + str(answer.url)
    for page in (answers[0].text, answers[1].text):
        assert NAME not in "".join(re.findall(r"<title>.*?</title>|href=\"[^\"]*\"|action=\"[^\"]*\"", page))
    assert 'filename="summary.pdf"' in answers[2].headers["content-disposition"]
    assert 'filename="summary.json"' in answers[3].headers["content-disposition"]


def test_the_data_are_the_machine_form_with_who_has_read_it(portal: Portal) -> None:
    handoff = hand_over(yara())
    portal.share(handoff)
    browser = portal.browser()
    browser.post("/portal/case/case-1/seen", headers=OURS)
    got = json.loads(browser.get("/portal/case/case-1/summary.json").text)
    assert got.pop("seen") == [{"who": "Amina", "at": NOW.isoformat()}]
    expected = handoff.to_json()
    expected.pop("seen")
    assert got == expected


def test_the_paper_says_the_same(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    paper = portal.browser().get("/portal/case/case-1/summary.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    read = PdfReader(BytesIO(paper.content))
    assert len(read.pages) == 1
    words = re.sub(r"\s+", " ", read.pages[0].extract_text())
    for text in (NAME, "een avond in de week niet hoeven koken", "gedeeld op 12 maart 2031, 16:40", "oma Truus"):
        assert text in words


def test_the_paper_says_when_danger_and_the_wish_to_be_called_were_said_as_the_screen_does(portal: Portal) -> None:
    said = SafetyLine("neglect", "er is vaak niemand", NOW.replace(hour=9))
    wish = item("load.urgent", "call_me_soon", "ja, bel mij snel")
    portal.share(hand_over([*yara(), wish], signals=[said]))
    browser = portal.browser()
    read = PdfReader(BytesIO(browser.get("/portal/case/case-1/summary.pdf").content))
    words = re.sub(r"\s+", " ", read.pages[0].extract_text())
    page = texts(browser.get("/portal/case/case-1").text)
    for text in ("gezegd op 12 maart 2031, 10:40", "gezegd op 12 maart 2031, 16:40"):
        assert words.count(text) == page.count(text) == 1


def test_a_telephone_number_stays_on_one_line_and_everything_else_is_escaped() -> None:
    assert Isolating(())("app <b>; 06-00000000; na 20 uur") == (
        'app &lt;b&gt;; <span class="number">06-00000000</span>; na 20 uur'
    )


def test_a_name_from_right_to_left_turns_no_line_of_our_own(portal: Portal) -> None:
    items = [
        *yara(),
        item("network.closest", ["نور", "Noa"], "نور", "Noa"),
        item("care.word", "no_label", "geen woord"),
    ]
    items = [one for one in items if one.link_id not in ("happiness.sources", "network.would_help")]
    portal.share(hand_over(items, child=Child("ياسمين", 14, "ar")))
    page = portal.browser().get("/portal/case/case-1").text
    talk = page[page.index('<div class="talk">') :]
    assert "<bdi>نور</bdi>" in talk, "the opener about somebody"
    assert "<bdi>ياسمين</bdi>" in talk, "the word that does not fit"
    assert "dir=" not in talk.replace('dir="rtl"', "")
    assert not re.search(r'<(li|p)[^>]* dir="auto"', page)
    assert "<bdi>نور</bdi> (vrienden); <bdi>Noa</bdi> (vrienden" in page


@pytest.mark.parametrize("how", ["newer program", "damaged", "damaged key"])
@pytest.mark.parametrize("part", ["", "/summary.pdf", "/summary.json", "/seen"])
def test_a_page_that_cannot_be_read_says_so_calmly_and_is_logged_by_its_id_alone(
    portal: Portal, caplog: pytest.LogCaptureFixture, how: str, part: str
) -> None:
    shared = hand_over(yara(), handoff_id="broken")
    portal.share(shared)
    with portal.store.begin() as work:
        row = work.handoffs.find("broken")
        assert row is not None
        where = place("share_package", "document", "broken")
        newer = work.key_of(row.person_id).seal_json(where, {**shared.to_data(), "schema_version": 99})
        document = newer if how == "newer program" else b"\x01\x02"
        work.connection.execute(share_package.update().values(document=document))
        if how == "damaged key":
            work.connection.execute(data_key.update().values(wrapped=b"\x01\x02"))
    portal.store.keys.forget_opened()
    browser = portal.browser()
    with caplog.at_level(logging.ERROR):
        if part == "/seen":
            answer = browser.post(f"/portal/case/broken{part}", headers=OURS)
        else:
            answer = browser.get(f"/portal/case/broken{part}")
    assert answer.status_code == 500
    assert "This cannot be read here. Please tell whoever looks after this server." in answer.text
    assert 'href="/portal/"' in answer.text
    assert "handoff broken cannot be read" in caplog.text
    assert "Traceback" not in caplog.text
    assert NAME not in caplog.text
    assert portal.log(row.person_id) == [], "nobody saw anything"
    assert "Dit kan hier niet" in portal.browser(language="nl").get("/portal/case/broken").text
