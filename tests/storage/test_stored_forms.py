"""Stored forms lead back to what was stored: readings, rule trees; ids depend on content alone."""

from __future__ import annotations

import dataclasses
import json
import zlib
from array import array
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_specimen import TEXT, analysis, document, report, rescoring, source

from extractor.errors import StorageError
from extractor.model import criteria
from extractor.model.document import Document, Glyphs
from extractor.model.intervals import Interval
from extractor.model.rule_arrays import from_arrays, to_arrays
from extractor.model.spans import Span
from extractor.storage.composing import compose
from extractor.storage.identity import content_ids, report_id
from extractor.storage.readings import FORMAT, pack_document, unpack_document

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


@given(
    text=st.text(max_size=60),
    glyphs=st.lists(st.tuples(st.integers(0, 2**32 - 1), finite, finite, finite, finite), max_size=40),
    metadata=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)
@settings(deadline=None)
def test_a_document_survives_being_stored(
    text: str, glyphs: list[tuple[int, float, float, float, float]], metadata: dict[str, str]
) -> None:
    found = Document(
        text=text,
        format="pdf",
        reader="x",
        metadata=metadata,
        glyphs=Glyphs(
            pages=array("I", [page for page, *_ in glyphs]),
            boxes=array("f", [side for _, *box in glyphs for side in box]),
        ),
    )
    assert unpack_document(FORMAT, pack_document(found)) == found


def test_the_specimen_survives_being_stored() -> None:
    assert unpack_document(FORMAT, pack_document(document())) == document()


def test_a_reading_of_an_older_fuhe_gets_defaults_for_what_it_lacks() -> None:
    stored = msgspec.msgpack.decode(zlib.decompress(pack_document(document())))
    fields = msgspec.msgpack.decode(msgspec.msgpack.encode(stored[0]))
    del fields["metadata"], fields["part"]
    older = zlib.compress(msgspec.msgpack.encode([fields, *stored[1:]]))
    assert unpack_document(FORMAT, older) == dataclasses.replace(document(), metadata={})


@pytest.mark.parametrize("data", [b"", b"garbage", zlib.compress(b"\x93\x01\x02\x03"), zlib.compress(b"")])
def test_damaged_readings_are_told_apart(data: bytes) -> None:
    with pytest.raises(StorageError, match="damaged"):
        unpack_document(FORMAT, data)


def test_another_format_version_is_told_apart() -> None:
    with pytest.raises(StorageError, match="format"):
        unpack_document("fuhe-document-0", pack_document(document()))


decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000)
expressions = st.deferred(
    lambda: (
        st.builds(criteria.Const, value=decimals)
        | st.builds(
            criteria.NumFact, name=st.text(max_size=4), domain=st.just(Interval.at_least(Decimal(0), open=True))
        )
        | st.builds(criteria.Arithmetic, op=st.sampled_from("+-*/"), left=expressions, right=expressions)
    )
)
conditions = st.deferred(
    lambda: (
        st.builds(criteria.BoolFact, text=st.text(max_size=4))
        | st.builds(criteria.Compare, left=expressions, sign=st.sampled_from(criteria.Comparison), right=expressions)
        | st.builds(criteria.AllOf, parts=st.lists(conditions, max_size=2).map(tuple))
    )
)
rules = st.deferred(
    lambda: (
        st.builds(criteria.Full)
        | st.builds(criteria.Share, share=decimals)
        | st.builds(criteria.Hole, why=st.text(max_size=4))
        | st.builds(criteria.Gate, condition=conditions, then=rules, otherwise=rules)
        | st.builds(criteria.Prop, expr=expressions, floor=decimals, cap=st.none() | decimals)
        | st.builds(criteria.Rescale, share=decimals, points=st.none() | decimals, rule=rules)
        | st.builds(
            criteria.Deduct,
            deductions=st.lists(
                st.builds(
                    criteria.Deduction,
                    points=decimals,
                    occurrence=st.text(max_size=3),
                    times=st.none() | st.integers(0, 9),
                ),
                max_size=2,
            ).map(tuple),
            floor=decimals,
        )
        | st.builds(
            criteria.Steps,
            points=decimals,
            step=decimals,
            excess=expressions,
            mode=st.sampled_from(criteria.StepMode),
            floor=decimals,
        )
        | st.builds(
            criteria.Parts,
            parts=st.lists(
                st.builds(criteria.Part, amount=decimals, rule=rules, label=st.text(max_size=3)), max_size=3
            ).map(tuple),
        )
    )
)


@given(rule=rules)
@settings(deadline=None)
def test_a_rule_tree_survives_being_stored(rule: criteria.Rule) -> None:
    assert from_arrays(json.loads(json.dumps(to_arrays(rule)))) == rule


@pytest.mark.parametrize("stored", [None, "Full", [], ["Nobody"], ["Const", "1"], ["Full", 1], ["Share", "x"]])
def test_what_is_no_rule_tree_is_refused(stored: object) -> None:
    with pytest.raises(ValueError, match=r"no node|no rule|no number|fields"):
        from_arrays(stored)


def test_ids_follow_from_content() -> None:
    assert report_id("0123456789abcdef99", 1) == "0123456789abcdef"
    assert report_id("0123456789abcdef99", 3) == "0123456789abcdef-3"
    one, two, again = content_ids("r", [("A", "x"), ("A", "y"), ("A", "x")])
    assert again == f"{one}-2"
    assert content_ids("r", [("A", "y"), ("A", "x")]) == [two, one]
    assert content_ids("s", [("A", "x")]) != [one]


def test_each_report_of_a_document_stores_its_own_part_of_the_text() -> None:
    before = "另一份报告\n"
    shifted = dataclasses.replace(
        document(), text=before + TEXT, pages=(), tables=(), lines=(), faults=(), glyphs=Glyphs()
    )
    second = dataclasses.replace(
        report(before + TEXT),
        span=Span(start=len(before), end=len(before + TEXT)),
        indicators=(),
        criteria=(),
        budgets=(),
        table_uses=(),
        leftovers=(),
        explanations=(),
        relations=(),
        statements=(),
        sections=(),
        metrics=(),
    )
    found = compose(
        source(), "id", shifted, second, dataclasses.replace(rescoring(), rescores=(), checks=(), findings=())
    )
    assert found.text.text == TEXT
    assert (found.report.char_start, found.report.char_end) == (len(before), len(before + TEXT))


def test_the_status_says_what_was_not_read() -> None:
    whole = compose(source(), "id", document(), report(), rescoring())
    assert whole.report.status == "ok"
    (table,) = document().tables
    cut = dataclasses.replace(document(), tables=(dataclasses.replace(table, complete=False),))
    assert compose(source(), "id", cut, report(), rescoring()).report.status == "partial"


def test_cells_have_roles_and_a_second_owner_is_reported() -> None:
    (table,) = document().tables
    doubled = dataclasses.replace(
        document(), tables=(dataclasses.replace(table, cells=(*table.cells, table.cells[0])),)
    )
    found = compose(source(), "id", doubled, report(), rescoring())
    assert [cell.role for cell in found.cells] == ["level1", "", "", "stated_score"]
    assert "doubled_cell" in [fault.kind for fault in found.reading_faults]
    assert analysis().report.table_uses[0].kind == found.tables[0].kind
