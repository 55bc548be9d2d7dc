"""PDF files that are small and ask for very much: each a few kilobytes or megabytes of well-formed objects."""

from __future__ import annotations

import zlib
from collections.abc import Callable

_FONT = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def _file(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects; object 1 is the catalogue."""
    out, places = [b"%PDF-1.7\n"], {}
    length = len(out[0])
    for number, body in objects.items():
        places[number] = length
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        out.append(piece)
        length += len(piece)
    size = max(objects) + 1
    entries = [b"0000000000 65535 f \n"]
    entries += [
        b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f") for number in range(1, size)
    ]
    table = b"xref\n0 %d\n%s" % (size, b"".join(entries))
    return b"".join(out) + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, length)


def _stream(data: bytes, extra: bytes = b"", *, packed: int = 1) -> bytes:
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter [%s]" % (b" /FlateDecode" * packed) if packed else b""
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (extra, filters, len(data), data)


def _one_page(
    content: bytes, *, box: tuple[int, int] = (595, 842), more: dict[int, bytes] | None = None, resources: bytes = _FONT
) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %s /Contents 4 0 R >>" % (*box, resources)
    return _file(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page,
            4: content,
            **(more or {}),
        }
    )


def flate_bomb() -> bytes:
    """A content stream of 2 KB that unpacks twice, to a gigabyte of blanks."""
    squeezer = zlib.compressobj(9)
    block = b" " * 10_000_000
    inner = b"".join(squeezer.compress(block) for _ in range(100)) + squeezer.flush()
    packed = zlib.compress(inner, 9)
    return _one_page(
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    )


def object_stream_bomb() -> bytes:
    """An object stream that says it holds millions of objects, and unpacks to 300 MB."""
    squeezer = zlib.compressobj(9)
    block = b"9 0 " * 2_500_000
    data = b"".join(squeezer.compress(block) for _ in range(30)) + squeezer.flush()
    bomb = b"<< /Type /ObjStm /N 30000000 /First 300000000 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    rows = b"".join(
        kind.to_bytes(1, "big") + one.to_bytes(4, "big") + two.to_bytes(2, "big")
        for kind, one, two in [(0, 0, 0), (2, 3, 0), (2, 3, 1), (1, 9, 0), (1, 0, 0)]
    )
    head = b"%PDF-1.7\n"
    body = b"3 0 obj\n" + bomb % (len(data), data) + b"\nendobj\n"
    start = len(head) + len(body)
    cross = _stream(rows, b"/Type /XRef /Size 5 /W [1 4 2] /Root 1 0 R", packed=0)
    return head + body + b"4 0 obj\n" + cross + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def many_pages() -> bytes:
    """A page tree of 100,000 pages that are all the same object's twins."""
    kids = range(4, 100_004)
    objects = dict.fromkeys(kids, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    tree = b"<< /Type /Pages /Count 100000 /Kids [%s] >>" % b" ".join(b"%d 0 R" % number for number in kids)
    return _file({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: tree, **objects})


def lying_count() -> bytes:
    """One page, said to be two thousand million."""
    return _file(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        }
    )


def page_tree_in_a_circle() -> bytes:
    """A page tree whose branches are their own children."""
    return _file(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 1000 >>",
            3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 500 >>",
        }
    )


def deep_page_tree() -> bytes:
    """A page tree of 20,000 levels."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, 20_002):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[20_002] = b"<< /Type /Page /Parent 20001 0 R /MediaBox [0 0 595 842] >>"
    return _file(objects)


def huge_content() -> bytes:
    """A million short texts on one page."""
    return _one_page(_stream(b"BT /F 9 Tf " + b"1 0 0 1 50 400 Tm (7) Tj " * 1_000_000 + b"ET"))


def million_segments() -> bytes:
    """One path of a million segments, half of them straight."""
    steps = b"".join(
        b"%d %d l %d %d l " % (index % 500, index % 700, (index + 90) % 500, index % 700) for index in range(500_000)
    )
    return _one_page(_stream(b"0 0 m " + steps + b"S"))


def many_boxes() -> bytes:
    """A hundred thousand small framed boxes on one page."""
    boxes = b"".join(
        b"%d %d 2 2 re S " % (3 * (index % 300) % 590, 3 * (index // 300) % 840) for index in range(100_000)
    )
    return _one_page(_stream(boxes))


def giant_page() -> bytes:
    """A page of 14,400 points square, ruled into 1,000 by 1,000 cells."""
    lines = b"".join(b"0 %d m 14400 %d l S %d 0 m %d 14400 l S " % ((14 * index,) * 4) for index in range(1_000))
    return _one_page(_stream(b"BT /F 9 Tf 20 20 Td (1) Tj ET " + lines), box=(14_400, 14_400))


def form_in_itself() -> bytes:
    """A form that draws itself twice."""
    form = _stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    )
    return _one_page(_stream(b"/X Do"), more={5: form}, resources=b"/Resources << /XObject << /X 5 0 R >> >>")


def doubling_forms() -> bytes:
    """Forty forms, each of which draws the next one twice: a million million drawings."""
    named = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = {number: _stream(b"/X Do /X Do", named % (number + 1)) for number in range(5, 45)}
    last = _stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return _one_page(_stream(b"/X Do"), more={**forms, 45: last}, resources=b"/Resources << /XObject << /X 5 0 R >> >>")


def deep_arrays() -> bytes:
    """A content stream of a hundred thousand brackets, none of them closed."""
    return _one_page(_stream(b"[" * 100_000 + b"<<" * 100_000))


BOMBS: tuple[Callable[[], bytes], ...] = (
    *(flate_bomb, object_stream_bomb, many_pages, lying_count, page_tree_in_a_circle, deep_page_tree, huge_content),
    *(million_segments, many_boxes, giant_page, deep_arrays),
)
"""What the reader survives in its own process."""

MURDERERS: tuple[Callable[[], bytes], ...] = (form_in_itself, doubling_forms)
"""What takes all memory inside pdfium's own loading of the page: only the limits of a worker process end these."""
