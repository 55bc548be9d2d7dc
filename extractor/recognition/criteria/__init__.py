"""Criteria: 评分标准 text compiled to rule trees."""

from extractor.recognition.criteria.compiling import Compiled, compile_criterion

__all__ = ["Compiled", "compile_criterion"]
