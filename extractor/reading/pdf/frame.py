"""From PDF coordinates to what a reader sees: origin top left, page and text rotation undone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible box in PDF coordinates and the quarter turns (clockwise) by which it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def upright(self) -> bool:
        """Whether width and height stay what they are."""
        return self.turns % 2 == 0

    @property
    def width(self) -> float:
        """The width as shown."""
        return self.right - self.left if self.upright else self.top - self.bottom

    @property
    def height(self) -> float:
        """The height as shown."""
        return self.top - self.bottom if self.upright else self.right - self.left

    def place(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) as shown, of the rectangle with corners (x0, y0) and (x1, y1), y upwards."""
        match self.turns:
            case 0:
                return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
            case 1:
                return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
            case 2:
                return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
            case _:
                return self.top - y1, self.right - x1, self.top - y0, self.right - x0
