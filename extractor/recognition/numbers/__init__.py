"""Numbers as printed: Arabic and Chinese, with scale, unit and the words that say how exactly they are meant."""

from extractor.recognition.numbers.finding import (
    FoundQuantity,
    NumberScan,
    OtherNumber,
    find_quantities,
    scan_numbers,
)
from extractor.recognition.numbers.single import read_quantity

__all__ = ["FoundQuantity", "NumberScan", "OtherNumber", "find_quantities", "read_quantity", "scan_numbers"]
