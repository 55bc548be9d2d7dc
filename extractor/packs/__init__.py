"""Pattern packs: knowledge in `patterns/**/*.toml`, read into frozen records; all problems are reported at once."""

from extractor.packs.library import Packs, load_packs

__all__ = ["Packs", "load_packs"]
