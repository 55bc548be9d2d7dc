"""Pattern packs: knowledge in `patterns/**/*.toml`, read into frozen records; all problems are reported at once."""

from extractor.packs.library import BUNDLED, PackChoice, Packs, load_packs

__all__ = ["BUNDLED", "PackChoice", "Packs", "load_packs"]
