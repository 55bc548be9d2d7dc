"""Reports with known truth and planted faults, seeded and reproducible: the instrument that measures the tool.

Word lists and layouts are this package's own data (`data/*.toml`), shared with nothing that recognises.
"""

from extractor.evaluation.synthetic.synthesize import Synthesis, synthesize

__all__ = ["Synthesis", "synthesize"]
