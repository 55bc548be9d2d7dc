"""What a report says to outcomes: interval arithmetic, criterion evaluation, checks by family, engine."""

from extractor.rescoring.engine import rescore

__all__ = ["rescore"]
