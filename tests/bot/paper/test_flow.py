"""Filling pages: nothing is lost, nothing reordered, what is tied stays where a page holds it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.paper.flow import Page, Piece, pages, tied_to_foot

ROOM = 100.0


def piece(height: float, head: Piece | None = None, *, tied: bool = False) -> Piece:
    return Piece(height, lambda *_: None, head, tied)


HEAD = piece(10)


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    heads = (None, HEAD)
    return [
        piece(height, heads[with_head], tied=tied)
        for height, with_head, tied in draw(
            st.lists(st.tuples(st.floats(1, 85), st.integers(0, 1), st.booleans()), max_size=30)
        )
    ]


def without_heads(page: Page) -> list[Piece]:
    return [each for _, each in page.placed if each is not HEAD]


@given(pieces())
def test_every_piece_is_placed_once_in_its_order(given: list[Piece]) -> None:
    placed = [each for page in pages(given, ROOM) for each in without_heads(page)]
    assert [id(each) for each in placed] == [id(each) for each in given]


@given(pieces())
def test_no_page_is_fuller_than_its_room_and_none_but_the_only_one_is_empty(
    given: list[Piece],
) -> None:
    made = list(pages(given, ROOM))
    assert all(page.used <= ROOM + 0.1 for page in made)
    assert all(page.placed for page in made) or len(made) == 1


@given(pieces())
def test_the_head_stands_above_the_first_of_its_rows_on_each_page(given: list[Piece]) -> None:
    for page in pages(given, ROOM):
        before: Piece | None = None
        for _, each in page.placed:
            if each is not HEAD and each.head is HEAD:
                assert before is HEAD or (before is not None and before.head is HEAD)
            before = each


def test_what_is_tied_goes_to_the_next_page_together() -> None:
    rows = [piece(20, HEAD) for _ in range(3)]
    tail = [piece(20, HEAD, tied=True), piece(20, HEAD, tied=True), piece(40)]
    first, second = pages([*rows, *tail], ROOM)
    assert without_heads(first) == rows
    assert without_heads(second) == tail


def test_what_no_page_holds_is_split_rather_than_lost() -> None:
    tied = [piece(60, tied=True), piece(60, tied=True), piece(60)]
    assert [without_heads(page) for page in pages(tied, ROOM)] == [[each] for each in tied]


def test_what_is_bound_stays_together_where_a_page_cannot_hold_all_that_is_tied() -> None:
    title, text = piece(50, tied=True), piece(30, tied=True)
    letter = [*tied_to_foot([title, text]), piece(40)]
    first, second = pages(letter, ROOM)
    assert [each.height for each in without_heads(first)] == [50]
    assert [each.height for each in without_heads(second)] == [30, 40]


def test_a_second_signature_stays_with_the_first_one_and_the_words_above_both() -> None:
    letter = tied_to_foot([*tied_to_foot([piece(60, tied=True), piece(10, tied=True)]), piece(40)])
    first, second = pages([*letter, piece(40)], ROOM)
    assert [each.height for each in without_heads(first)] == [60]
    assert [each.height for each in without_heads(second)] == [10, 40, 40]


def test_an_annex_begins_a_page() -> None:
    annex = Piece(10, lambda *_: None, fresh=True)
    assert [len(page.placed) for page in pages([piece(10), annex], ROOM)] == [1, 1]
