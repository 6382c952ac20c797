import pytest

from domain.email_address import LONGEST, email_address
from domain.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  anita@Example.COM ", "anita@example.com"),
        ("a.b+receipts@mail.example.gy", "a.b+receipts@mail.example.gy"),
        ("O'Neil@ex-ample.org", "O'Neil@ex-ample.org"),
    ],
)
def test_an_address_is_kept_as_a_mail_server_takes_it(typed: str, kept: str) -> None:
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anita",
        "anita@",
        "@example.com",
        "anita@example",
        "anita@-example.com",
        "anita@example..com",
        ".anita@example.com",
        "anita.@example.com",
        "an..ita@example.com",
        "anita ramlall@example.com",
        "aníta@example.com",
        "anita@example.com\nBcc: all@example.com",
        "a@b@example.com",
        f"{'x' * 65}@example.com",
    ],
)
def test_what_no_server_takes_is_said_at_the_counter(typed: str) -> None:
    with pytest.raises(BadInput, match=r"name@example\.com"):
        email_address(typed)


def test_an_address_has_at_most_255_characters() -> None:
    domain = ".".join(["x" * 60] * 4)
    longest = f"{'a' * (LONGEST - len(domain) - 1)}@{domain}"

    assert len(email_address(longest)) == LONGEST
    with pytest.raises(BadInput, match="at most 255 characters"):
        email_address(f"a{longest}")
