"""Budgets told in prose: initial, adjusted, spent and the rate of execution, gathered as they are told together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.model.claims import RelationKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue, Cues
from extractor.recognition.prose.relations.making import difference, made
from extractor.recognition.prose.relations.scopes import scope_of
from extractor.recognition.prose.wording import is_neutral

_MONEY = ("initial", "adjusted", "budget", "received", "spent", "balance", "total_expenditure", "contract")
# 全年支出 is spending where no 决算数 or 实际支出 is told beside it; 项目支出 only right before its rate.
_KEYS = {
    "execution_rate": "rate",
    "arrival_rate": "arrival",
    "total_expenditure": "spending",
    "project_expenditure": "spending",
}
_RATES = ("execution_rate", "arrival_rate")
_KNOWN = frozenset({*_MONEY, *_RATES})
# What a project is called that its sentence does not name.
_GENERIC = "项目"
_DENOMINATORS = ("contract", "adjusted", "budget", "initial", "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsTold:
    """Funds figures that one run of text tells together.

    `scope` is the project that they belong to, `limited_to` what their own words limit them to (公用经费); `department`
    says that the words name the department or the whole. `several` marks that more than one budget was told before the
    spending: it may be divided by all of them together.
    """

    passage: Passage
    scope: str
    limited_to: str = ""
    department: bool = False
    initial: Cue | None = None
    adjusted: Cue | None = None
    budget: Cue | None = None
    received: Cue | None = None
    spent: Cue | None = None
    balance: Cue | None = None
    contract: Cue | None = None
    rate: Cue | None = None
    arrival: Cue | None = None
    several: bool = False

    @property
    def denominator(self) -> Cue | None:
        """The budget that spending is divided by: adjusted before the plain one before the initial one."""
        for name in _DENOMINATORS:
            found: Cue | None = getattr(self, name)
            if found is not None:
                return found
        return None


def find_funds(passage: Passage, cues: Cues, packs: Packs) -> tuple[FundsTold, ...]:
    """The runs of budget figures of a passage: a run ends where a concept comes again or another object is told."""
    if not any(cue.concept for cue in cues):
        return ()
    runs: list[dict[str, Cue]] = []
    last: Cue | None = None
    several: set[int] = set()
    whole = any(cue.concept == "basic_expenditure" for cue in cues)
    for cue in cues:
        known = cue.concept in _KNOWN or (not whole and _is_project_spending(cue, cues))
        concept = cue.concept if known else ""
        if not concept or (concept in _MONEY and not cue.is_money):
            continue
        if concept in _RATES and not cue.is_share:
            continue
        if concept == "initial" and _is_part(cue, cues):
            continue
        key = _KEYS.get(concept, concept)
        far = last is None or cue.mention.sentence - last.mention.sentence > 1
        if (
            last is None
            or far
            or key in runs[-1]
            or key == "contract"
            or _is_closed(runs[-1], key, cue)
            or _other_object(passage, runs[-1], last, cue, packs)
        ):
            if runs and not far and key in _DENOMINATORS and key in runs[-1] and len(runs[-1]) == 1:
                several.add(len(runs))
            runs.append({})
        runs[-1][key] = cue
        last = cue
    told = [
        _told(passage, run, packs, several=index in several)
        for index, run in enumerate(runs)
        if len(run) > 1 or "rate" in run
    ]
    return tuple(told)


def _is_closed(run: dict[str, Cue], key: str, cue: Cue) -> bool:
    """Whether a run has its rate and a sentence after it tells money: that is another's, but for what was left."""
    rate = run.get("rate")
    return rate is not None and len(run) > 1 and key != "balance" and cue.mention.sentence > rate.mention.sentence


def _is_project_spending(cue: Cue, cues: Sequence[Cue]) -> bool:
    """截至年底，项目支出 V 万元，预算执行率 R%: the spending of the project, no part of a department's."""
    if cue.concept != "project_expenditure":
        return False
    following = cues[cue.mention.index + 1 : cue.mention.index + 2]
    return any(one.concept == "execution_rate" and one.mention.part == cue.mention.part for one in following)


def _is_part(initial: Cue, cues: Sequence[Cue]) -> bool:
    """Whether an initial budget only opens the parts of a sum without a budget's name (…为 W，其中：年初预算 V)."""
    before = cues[max(0, initial.mention.index - 1) : initial.mention.index]
    if not before or not initial.opens.startswith("其中") or before[0].concept in _MONEY:
        return False
    whole, part = before[0].value, initial.value
    return before[0].is_level and before[0].like(initial) and whole is not None and part is not None and whole > part


def _other_object(passage: Passage, run: dict[str, Cue], last: Cue, cue: Cue, packs: Packs) -> bool:
    """Whether a figure speaks of something else than those before it: another project, 公用经费, “三公”经费."""
    before, after = scope_of(passage, last.mention, packs), scope_of(passage, cue.mention, packs)
    if before and after == _GENERIC:
        # 甲项目预算…。截至年底，项目支出…: it goes on about the same project.
        after = before
    if before != after and (after or _DEPARTMENT.search(_words(passage, cue))):
        # A sentence that names nothing goes on about the project of the sentence before.
        return True
    if cue.mention.sentence != last.mention.sentence and _starts_anew(cue, _object(run.values(), packs) or before):
        return True
    here = qualifier_of(cue, packs)
    return bool(here) and here != _object(run.values(), packs) and len(run) > 0


def _starts_anew(cue: Cue, before: str) -> bool:
    """Whether a sentence tells of all spending behind a project's: 甲工程总投资 V。年度总支出 W."""
    return cue.concept == "total_expenditure" and bool(before)


_NUMBERS = regex.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])+", regex.VERSION1)


def qualifier_of(cue: Cue, packs: Packs) -> str:
    """What a budget figure is limited to by its own words; empty for neutral words."""
    words = _NUMBERS.sub("", without_marks(cue.qualifier))
    return "" if is_neutral(words, packs) or _OWN.fullmatch(words) else words


_OWN = regex.compile(
    r"(?:.{2,30}(?:局|委|委员会|办公室|中心|厅|院|学校|大学|街道|镇|乡))?(?:(?:19|20)\d\d年?度?)?"
    r"(?:本|该|我)?(?:部门|单位|整体|项目|项目资金|局|年|年度|全年)*",
    regex.VERSION1,
)


def _object(cues: Iterable[Cue], packs: Packs) -> str:
    return next((words for cue in cues if (words := qualifier_of(cue, packs))), "")


def _told(passage: Passage, run: dict[str, Cue], packs: Packs, *, several: bool) -> FundsTold:
    first = min(run.values(), key=lambda cue: cue.mention.start)
    if "spent" not in run and "spending" in run:
        run["spent"] = run["spending"]
    return FundsTold(
        passage=passage,
        scope=scope_of(passage, first.mention, packs),
        limited_to=_object(run.values(), packs) or _income(passage, first),
        department=any(_DEPARTMENT.search(_words(passage, cue)) for cue in run.values()),
        initial=run.get("initial"),
        adjusted=run.get("adjusted"),
        budget=run.get("budget"),
        received=run.get("received"),
        spent=run.get("spent"),
        balance=run.get("balance"),
        contract=run.get("contract"),
        rate=run.get("rate"),
        arrival=run.get("arrival"),
        several=several,
    )


def _income(passage: Passage, first: Cue) -> str:
    """收入：年初预算 V，决算 V: budget and outcome of what came in, which nobody spends."""
    return "收入" if _INCOME.search(_words(passage, first)) else ""


_INCOME = regex.compile(r"收入(?:方面|情况|部分|预决算)?[：:，,。][^支]*$", regex.VERSION1)


def funds_ratio(told: FundsTold) -> Iterator[Claim]:
    """Spending ÷ budget = rate and received ÷ budget = rate of arrival, where all three are told together."""
    planned = told.adjusted or told.budget or told.initial
    if planned is not None and told.received is not None and told.arrival is not None:
        yield _ratio(told, told.received, planned, told.arrival)
    whole = told.denominator
    if whole is None or told.spent is None or told.rate is None:
        return
    divisor = _divided_by(told, whole, told.spent, told.rate)
    fits = gives_rate(told.spent, divisor, told.rate)
    if fits or not told.several:
        yield _ratio(told, told.spent, divisor, told.rate)


def _divided_by(told: FundsTold, whole: Cue, spent: Cue, rate: Cue) -> Cue:
    """The budget, or the funds received where only they give the rate: both are lawful (CHECKS section 4)."""
    received = told.received
    if received is None or gives_rate(spent, whole, rate):
        return whole
    return received if gives_rate(spent, received, rate) else whole


def _ratio(told: FundsTold, part: Cue, whole: Cue, rate: Cue) -> Claim:
    return made(RelationKind.RATIO, (part, whole), rate, SURE, told.passage, note="budget")


def funds_balance(told: FundsTold) -> Iterator[Claim]:
    """Budget (or funds received) less spending is what was left."""
    spent, left = told.spent, told.balance
    if spent is None or left is None:
        return
    for whole in (told.adjusted, told.budget, told.received, told.initial):
        if whole is None:
            continue
        exact = (whole.mention.quantity.interval - spent.mention.quantity.interval).meets(
            left.mention.quantity.interval
        )
        if not exact and told.received is not None and whole is not told.received:
            continue
        yield difference((whole, spent), left, SURE, told.passage)
        return


_DEPARTMENT = regex.compile(
    r"部门|整体|本单位|我单位|本局|我局|全局|我委|本委|我办|我院|本院|我校|本校|我中心|本中心|总", regex.VERSION1
)


def _words(passage: Passage, cue: Cue) -> str:
    """The sentence up to the figure."""
    return passage.text[passage.sentences[cue.mention.sentence].start : cue.mention.start][-120:]
