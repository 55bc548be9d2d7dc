"""Criteria: 评分标准 text compiled to rule trees, and the figures that a row's cells give for them."""

from extractor.recognition.criteria.compiling import Compiled, compile_criterion
from extractor.recognition.criteria.evidence import read_row_evidence

__all__ = ["Compiled", "compile_criterion", "read_row_evidence"]
