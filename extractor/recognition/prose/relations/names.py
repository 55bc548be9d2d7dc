"""What names of numbers and of rates have in common: the words that carry their meaning."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.recognition.prose.relations.cue_words import without_marks

_DONE = regex.compile(r"(?<=[\p{Han}”）)]{3})(?:安排|完成|实现|发生)$", regex.VERSION1)
_COUNTED = regex.compile(r"(?:总人数|人数|总数|数量|总量|总额|数|总计|金额|人次|件数|户数)$", regex.VERSION1)
_LEADING = regex.compile(r"^(?:20\d\d年度?|全年|全区|全县|全市|本年|全部|所有|共|已|累计|其中)+", regex.VERSION1)


@lru_cache(maxsize=4096)
def core(label: str) -> str:
    """The words of a label that carry its meaning: no marks, no 人数, no 总."""
    words = _DONE.sub("", without_marks(label))
    words = _COUNTED.sub("", words)
    return _LEADING.sub("", words)


def shared_end(stem: str, label: str) -> str:
    """The longest end of `stem`, two characters at least, that stands in `label`; the action that both tell."""
    for length in range(len(stem), 1, -1):
        end = stem[-length:]
        if end in label:
            # 检出不合格 12 批次 is what a 合格率 leaves out.
            denied = label[max(0, label.find(end) - 1) : label.find(end)] in {"不", "未"}
            if label.endswith(f"{end}后"):
                # 追加后 1,521 万元 is the outcome, not what was added.
                return ""
            return "" if denied and stem[-length - 1 : -length] not in {"不", "未"} else end
    return ""


def related(words: str, label: str) -> bool:
    """Whether the label tells of the same thing: it holds the words, or their last two characters and one more pair."""
    own = core(label)
    if not words or not own:
        return False
    return words in own or own in words or (len(words) >= 4 and words[-4:] in own)
