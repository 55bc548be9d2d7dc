"""Numbers of OFD: arrays, deltas, matrices and paths (GB/T 33190-2016, 7.3, 8.5, 9.1, 11.3), in millimetres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MILLIMETRE = 72 / 25.4  # in points
_MOST_DELTAS = 100_000
_MOST_STEPS = 200_000
_LARGEST = 1e6  # millimetres: what lies farther out is damage


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """The image of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """This matrix first, `outer` after it."""
        e, f = outer.apply(self.e, self.f)
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            e,
            f,
        )


def number(text: str | None, default: float = 0.0) -> float:
    """A coordinate; damaged or absurd ones count as the default."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < _LARGEST else default  # also False for NaN


def numbers(text: str | None) -> list[float]:
    """An array of coordinates; empty where it is damaged."""
    if not text:
        return []
    pieces = text.split()
    try:
        values = [float(piece) for piece in pieces[:_MOST_DELTAS]]
    except ValueError:
        return []
    return values if all(abs(value) < _LARGEST for value in values) else []


def matrix(text: str | None) -> Matrix:
    """A CTM; the identity where it is missing or damaged."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def deltas(text: str | None, wanted: int) -> list[float]:
    """The first `wanted` steps between characters; `g n d` stands for n steps of d."""
    if not text:
        return []
    found: list[float] = []
    pieces = iter(text.split())
    for piece in pieces:
        if len(found) >= wanted:
            break
        if piece == "g":
            count, step = number(next(pieces, "0")), number(next(pieces, "0"))
            found.extend([step] * min(int(count), wanted - len(found)))
        else:
            found.append(number(piece))
    return found[:wanted]


def segments(path: str) -> Iterator[tuple[float, float, float, float]]:
    """The straight lines of a path (`AbbreviatedData`); curves are only followed to their ends."""
    pieces = path.split()[:_MOST_STEPS]
    index = 0
    start = here = (0.0, 0.0)
    while index < len(pieces):
        operator = pieces[index]
        count = _OPERANDS.get(operator)
        index += 1
        if count is None:
            continue
        operands = [number(piece) for piece in pieces[index : index + count]]
        index += count
        if len(operands) < count:
            return
        if operator in ("S", "M"):
            start = here = (operands[0], operands[1])
        elif operator == "L":
            yield (*here, operands[0], operands[1])
            here = (operands[0], operands[1])
        elif operator == "C":
            if here != start:
                yield (*here, *start)
            here = start
        else:
            here = (operands[-2], operands[-1])


_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def boundary(values: Sequence[float]) -> tuple[float, float, float, float]:
    """An `x y w h` box; all zero where it is damaged."""
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else (0.0, 0.0, 0.0, 0.0)
