"""Changes that wait for their positions, and those that an undone part of a transaction added."""

from central.publication import NewChange, Publication, store_feed

HERE, THERE = store_feed("org-1", "store-1"), store_feed("org-1", "store-2")


def a_change(key: str) -> NewChange:
    return NewChange(kind="tea", key=key, body="{}")


def waiting(publication: Publication) -> dict[str, tuple[int, list[str]]]:
    return {
        feed.name: (each.count, [new.key for source in each.sources for new in source])
        for feed, each in publication._waiting.items()
    }


def test_what_was_added_since_a_mark_is_forgotten_and_what_was_there_stays() -> None:
    publication = Publication()
    publication.add(HERE, a_change("first"))
    mark = publication.mark()
    publication.add(HERE, a_change("second"))
    publication.add_many(THERE, 2, (a_change("third"), a_change("fourth")))
    publication.go_back(mark)

    assert waiting(publication) == {HERE.name: (1, ["first"])}
    publication.add(THERE, a_change("fifth"))
    assert waiting(publication)[THERE.name] == (1, ["fifth"])
