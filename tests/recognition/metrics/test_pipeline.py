"""The spaCy pipeline around the metrics."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from recognition.prose.naming import read_cases, read_names
from recognition.prosework import metrics

from extractor import recognition

LINES = (
    "仲裁结案率 99.1%，调解成功率 86.9%，排名全市第三。",
    "2023 年度总收入 62,979.58 万元，比上年决算数增加 20,802.13 万元，增长 49.9%。按〔2022〕1 号文件。",
)
TEXT = "\n".join(LINES)


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return recognition.pipeline(fiscal_year=2023)


def test_it_marks_what_recognition_finds(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert doc._.metrics == metrics(*LINES)
    assert [span.text for span in doc.spans["metrics"]] == [
        "99.1%",
        "86.9%",
        "第三",
        "62,979.58 万元",
        "20,802.13 万元",
        "49.9%",
    ]
    labels = ["RATE", "RATE", "RANK", "AMOUNT", "CHANGE", "CHANGE_RATE"]
    assert [span.label_ for span in doc.spans["metrics"]] == labels
    assert doc.spans["metrics"][0]._.metric.name == "仲裁结案率"
    assert [span.text for span in doc.spans["not_quantities"]] == ["2023 年度", "〔2022〕1 号"]


def test_it_finds_the_same_in_sentences_of_many_fields(nlp: spacy.language.Language) -> None:
    cases = read_cases()
    assert cases
    for case in cases:
        assert nlp(case.text)._.metrics == read_names(case.text)


def test_numbers_are_whole_tokens_and_no_character_is_lost(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    words = [token.text for token in doc]
    assert {"99.1", "62,979.58", "2023"} <= set(words)


def test_words_are_marked_from_the_packs(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert ("增加", "CHANGE_UP") in [(span.text, span.label_) for span in doc.spans["words"]]


def test_displacy_draws_the_metrics(nlp: spacy.language.Language) -> None:
    drawn = spacy.displacy.render(nlp(TEXT), style="span", options={"spans_key": "metrics"}, jupyter=False)
    assert "AMOUNT" in drawn


def test_it_can_be_saved_and_loaded(nlp: spacy.language.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    first, second = nlp(TEXT), again(TEXT)
    assert second._.metrics == first._.metrics


def test_a_model_of_ones_own(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path)
    doc = recognition.pipeline(str(tmp_path), fiscal_year=2023)(TEXT)
    assert "99.1" in [token.text for token in doc]
    assert doc._.metrics == metrics(*LINES)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a  b\t1 人 ", "１２人", "😀5人"])
def test_any_text_keeps_its_characters(nlp: spacy.language.Language, text: str) -> None:
    assert nlp(text).text == text
