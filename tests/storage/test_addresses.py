"""E-mail addresses: one rule of what is one, and of when two are the same."""

import pytest

from storage.staff.addresses import folded, is_address


@pytest.mark.parametrize("email", ["amina@example.org", "Amina@Example.org", "a@b"])
def test_one_at_sign_with_something_on_both_sides_is_an_address(email: str) -> None:
    assert is_address(email)


@pytest.mark.parametrize("email", ["", "@", "amina", "amina@", "@example.org", "a@b@example.org", "a mina@b", " a@b"])
def test_anything_else_is_none(email: str) -> None:
    assert not is_address(email)


def test_capitals_and_spaces_around_it_do_not_make_another_address() -> None:
    assert folded(" Amina@Example.ORG ") == folded("amina@example.org")
    assert folded("amina@example.org") != folded("amin@example.org")
