"""Whose request is it? The till whose key signed it (RFC 9421), or nobody's."""

from dataclasses import dataclass
from http import HTTPStatus

from central.database import DatabaseUnavailable
from central.opening import Central
from central.tills.registry import EnrolledTill, find_till
from central.web.problems import ProblemError
from sync.protocol.http_signing import SignatureRefusedError, SignedRequest, verified_key_id


@dataclass(slots=True)
class _Found:
    """What looking for a key found while a signature was verified.

    The library takes any failure in there for a bad signature; a database that does not answer must
    not look like an unknown till.
    """

    till: EnrolledTill | None = None
    failure: DatabaseUnavailable | None = None


def authenticated_till(
    central: Central, signed: SignedRequest, headers: dict[str, str], *, nothing_done: str
) -> EnrolledTill:
    """Return the till that signed a request, revoked ones included.

    Raises ProblemError: 403 for an unknown till, 401 for a signature that does not fit; and
    DatabaseUnavailable. ``nothing_done`` says what the refusal left as it was.
    """
    found = _Found()

    def find_public_key(key_id: str) -> bytes | None:
        try:
            with central.database.reading() as connection:
                found.till = find_till(connection, key_id)
        except DatabaseUnavailable as failure:
            found.failure = failure
        return None if found.till is None else found.till.current_key

    try:
        verified_key_id(signed, headers, find_public_key=find_public_key)
    except SignatureRefusedError as error:
        if found.failure is not None:
            raise found.failure from error
        known = found.till is not None
        raise ProblemError(
            status=HTTPStatus.UNAUTHORIZED if known else HTTPStatus.FORBIDDEN,
            title="The signature does not fit" if known else "Central does not know this till",
            detail=f"{nothing_done} Ask the office to enrol it again.",
        ) from error
    assert found.till is not None
    return found.till
