"""A consultant's own chat: bound by the newest link only, let go of when asked, and unreadable in the database."""

from datetime import datetime
from threading import Barrier, Thread

import pytest

from storage import Store
from storage.tables import metadata

CHAT = "7001002003"
OLD, NEW = b"older link", b"newest link"


@pytest.fixture
def amina(store: Store, noon: datetime) -> str:
    """A made-up consultant."""
    with store.begin() as work:
        work.consultants.add("c1", "Amina Voorbeeld", "amina@example.org", noon)
    return "c1"


def linked(store: Store, who: str) -> str | None:
    """The chat that is bound now."""
    with store.read() as work:
        found = work.consultants.get(who)
    assert found is not None
    return found.telegram


def test_only_the_newest_link_binds_a_chat_and_only_once(store: Store, amina: str) -> None:
    with store.begin() as work:
        assert not work.consultants.link_telegram(amina, OLD, CHAT)
        work.consultants.expect_telegram(amina, OLD)
        work.consultants.expect_telegram(amina, NEW)
        assert not work.consultants.link_telegram(amina, OLD, CHAT)
    assert linked(store, amina) is None
    with store.begin() as work:
        assert work.consultants.link_telegram(amina, NEW, CHAT)
        assert not work.consultants.link_telegram(amina, NEW, "another")
        assert not work.consultants.link_telegram("nobody", NEW, CHAT)
    assert linked(store, amina) == CHAT


def test_letting_go_forgets_the_chat_and_the_link_that_was_not_used_yet(store: Store, amina: str) -> None:
    with store.begin() as work:
        work.consultants.expect_telegram(amina, OLD)
        assert work.consultants.link_telegram(amina, OLD, CHAT)
        work.consultants.expect_telegram(amina, NEW)
        assert not work.consultants.unlink_telegram(amina, "the chat before that one")
    assert linked(store, amina) == CHAT
    with store.begin() as work:
        assert work.consultants.unlink_telegram(amina, CHAT)
        assert not work.consultants.unlink_telegram(amina)
        assert not work.consultants.unlink_telegram("nobody")
        assert not work.consultants.link_telegram(amina, NEW, CHAT)
    assert linked(store, amina) is None


def test_name_and_address_stay_what_they_were(store: Store, amina: str) -> None:
    with store.begin() as work:
        before = work.consultants.get(amina)
        work.consultants.expect_telegram(amina, NEW)
        work.consultants.link_telegram(amina, NEW, CHAT)
        work.consultants.unlink_telegram(amina)
        assert work.consultants.get(amina) == before
        assert work.consultants.by_email("amina@example.org") == before


def test_the_number_of_a_chat_cannot_be_read_in_the_database_nor_in_a_log(store: Store, amina: str) -> None:
    with store.begin() as work:
        work.consultants.expect_telegram(amina, NEW)
        work.consultants.link_telegram(amina, NEW, CHAT)
        assert CHAT not in repr(work.consultants.get(amina))
    with store.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    kept = [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
    assert kept
    assert [value for value in kept if CHAT.encode() in value] == []


def test_two_who_write_on_one_card_at_once_do_not_undo_each_other(store: Store, amina: str) -> None:
    with store.begin() as work:
        work.consultants.expect_telegram(amina, OLD)
    both, won = Barrier(2), []

    def bind(chat: str) -> None:
        both.wait()
        with store.begin() as work:
            if work.consultants.link_telegram(amina, OLD, chat):
                won.append(chat)

    threads = [Thread(target=bind, args=(chat,)) for chat in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [linked(store, amina)] == won


def test_what_came_in_before_is_known(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        assert not work.inbox.knows("telegram", "1.5")
        work.inbox.claim("telegram", "1.5", noon)
        assert work.inbox.knows("telegram", "1.5")
        assert not work.inbox.knows("web", "1.5")
