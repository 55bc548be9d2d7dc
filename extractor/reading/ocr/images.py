"""Image files to pages: JPEG, PNG, TIFF with several pages, and so on."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence

from extractor.errors import LimitExceeded
from extractor.reading.guards import Allowance, damage

_MOST_PIXELS = 60_000_000
_A4_SHORT, _A4_LONG = 595.0, 842.0  # points: what a scan without a stated resolution is taken for
_RESOLUTIONS = (72.0, 1200.0)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """An image of a page with the size, in points, of the paper it shows."""

    image: Image.Image
    width: float
    height: float


def open_images(data: bytes, allowance: Allowance) -> Iterator[ScannedPage]:
    """The pages of an image file, turned upright as their camera noted.

    Raises:
        UnreadableFile: damaged, or in no known image format.
        LimitExceeded: more pixels or pages than allowed.
    """
    with damage(allowance.where, "the image is damaged"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as file:
                for frame in ImageSequence.Iterator(file):
                    allowance.tick()
                    allowance.pages(1)
                    if frame.width * frame.height > _MOST_PIXELS:
                        raise _too_large(allowance)
                    allowance.unpack(frame.width * frame.height * 3)
                    resolution = _resolution(frame)
                    image = ImageOps.exif_transpose(frame).convert("RGB")
                    yield ScannedPage(image, *_paper(image, resolution))
        except Image.DecompressionBombError as error:
            raise _too_large(allowance) from error


def _too_large(allowance: Allowance) -> LimitExceeded:
    return LimitExceeded(
        "the image is too large",
        where=allowance.where,
        expected=f"at most {_MOST_PIXELS:,} pixels",
        todo="Make it smaller: 200 to 300 dots an inch are enough",
    )


def _resolution(frame: Image.Image) -> float:
    """Dots an inch; 0 where the file does not say, or says nonsense."""
    stated = frame.info.get("dpi")
    value = float(stated[0]) if isinstance(stated, tuple) and stated and stated[0] else 0.0
    return value if _RESOLUTIONS[0] < value <= _RESOLUTIONS[1] else 0.0


def _paper(image: Image.Image, resolution: float) -> tuple[float, float]:
    if resolution:
        return image.width * 72 / resolution, image.height * 72 / resolution
    long_side, short_side = max(image.size), min(image.size)
    # Longer than a sheet (a screenshot of a whole page): its short side is taken for that of a sheet.
    scale = _A4_LONG / long_side if long_side <= 1.6 * short_side else _A4_SHORT / short_side
    return image.width * scale, image.height * scale
