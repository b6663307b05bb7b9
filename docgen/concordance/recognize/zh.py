"""Chinese values: 2024年3月6日, 10月15-24日, 2024年5月至9月, 六（6）名, 百分之三十五, 第3和4节.

Characters for numbers are also parts of other words (统一, 十分): above one they are read where
nothing but a measure word, a bracket or no other character follows; a single 一 is never missed.

Sources: GB/T 15835 (numerals), GB/T 7408 (dates); the Union's published Chinese.
"""

from __future__ import annotations

import re
from typing import Final

from docgen.concordance.recognize.dates import dated, span_of_days, span_of_months, span_of_years
from docgen.concordance.recognize.figures import CODES, amount, time_of_day
from docgen.concordance.recognize.grammar import words
from docgen.concordance.recognize.references import listed, whole
from docgen.concordance.recognize.values import DISAGREE, Kind, Scanner, any_of

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHARACTERS: Final = "〇零一二三四五六七八九十百两"
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_N: Final = rf"(?:\d{{1,9}}|[{_CHARACTERS}]{{1,9}})"
_MEASURES: Final = words(
    "个 名 位 人 份 场 次 项 年 月 天 周 日 届 种 类 条 款 章 节 家 国 轮 门 期 批 组 页 件 封 台 "
    "套 小时 分钟 区域 地区 语文 语言 代表 倍 点 段 步 阶段 方面 方 岁 元 张 篇 部 座 笔 支 所 级 "
    "层 学期 季度 国家 成员国"
)
_MEASURE: Final = any_of(_MEASURES)
_TO: Final = r"\s*(?:-|–|—|~|～|至|到)\s*"
_AND: Final = r"\s*(?:和|及|与|、|或)\s*"
_YEAR: Final = r"(?:(?:1[89]|20)\d\d|[〇零一二三四五六七八九]{4})"
_FREE: Final = r"(?<![A-Za-z\d])"
_ALSO: Final = re.compile(r"[和及与、]")  # 8月8日和9日 is a range, 8月8日或9日 is not
_BARE: Final = rf"(?<![{_CHARACTERS}\d第])"

_DAYS: Final = re.compile(
    rf"{_FREE}(?:(?P<y1>{_YEAR})年)?(?P<m1>{_N})月(?P<d1>{_N})(?:日|号)?{_TO}"
    rf"(?:(?:(?P<y2>{_YEAR})年)?(?P<m2>{_N})月)?(?P<d2>{_N})[日号]"
)
_LISTED: Final = re.compile(
    rf"{_FREE}(?:(?P<y>{_YEAR})年)?(?P<m>{_N})月(?P<days>{_N}日?(?:{_AND}{_N}日){{1,20}})"
)
_DAY: Final = re.compile(rf"{_FREE}(?:(?P<y>{_YEAR})年)?(?P<m>{_N})月(?P<d>{_N})[日号]")
_MONTHS: Final = re.compile(
    rf"{_FREE}(?:(?P<y1>{_YEAR})年)?(?P<m1>{_N})月?(?:份)?{_TO}(?:(?P<y2>{_YEAR})年)?"
    rf"(?P<m2>{_N})月份?"
)
_MONTH: Final = re.compile(rf"{_FREE}(?:(?P<y>{_YEAR})年)?(?P<m>{_N})月(?!\d)份?")
_YEARS: Final = re.compile(rf"{_FREE}(?P<y1>{_YEAR})年?{_TO}(?P<y2>{_YEAR})(?!\d)年?")
_ONE_YEAR: Final = re.compile(rf"{_FREE}(?P<y>{_YEAR})年")

_SECTION: Final = re.compile(rf"第?(?P<list>{_N}(?:(?:{_AND}|{_TO})第?{_N}){{0,20}})节")
_SECTION_LATER: Final = re.compile(
    rf"(?P<list>第(?:\d+(?:\.\d+)*)节(?:(?:{_AND}|{_TO})第(?:\d+(?:\.\d+)*)节){{0,20}})"
)
_DOTTED: Final = re.compile(r"第?(?P<list>\d+(?:\.\d+)+)节")
_ANNEXES: Final = re.compile(r"附件\s*:\s*(?P<n>\d+)\s*件?")
_ANNEX: Final = re.compile(
    rf"附(?:件|录)\s?(?P<list>{_N}(?:(?:{_AND}|{_TO})(?:附件)?{_N}){{0,20}})"
)
_RESOLUTION: Final = re.compile(
    rf"第\s?(?P<list>{_N}(?:(?:{_AND}|{_TO})第?{_N}){{0,20}})\s?号决议(?:\s*\((?P<of>[^()]*)\))?"
)
_CIRCULAR: Final = re.compile(r"(?:电信标准化局)?(?:TSB)?第\s?(?P<n>\d+)\s?号(?:行政)?通函")

_CURRENCIES: Final = {
    "瑞士法郎": "CHF", "瑞郎": "CHF", "欧元": "EUR", "美元": "USD", "英镑": "GBP",
    "人民币": "CNY", "日元": "JPY",
}  # fmt: skip
_SCALES: Final = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9}
_FIGURES: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE: Final = rf"\s?(?P<scale>{any_of(_SCALES)})?"
_PERCENT: Final = re.compile(rf"(?<![\d.])(?P<n>{_FIGURES})\s*%|百分之(?P<words>{_N}(?:\.\d+)?)")
_MONEY: Final = re.compile(
    rf"(?P<c1>{any_of(CODES)})\s*(?P<n1>{_FIGURES}){_SCALE}"
    rf"|(?<![\d.])(?P<n2>{_FIGURES})\s?(?P<scale2>{any_of(_SCALES)})?\s?"
    rf"(?P<c2>{any_of((*_CURRENCIES, *CODES))})"
)
_CLOCK: Final = re.compile(
    r"(?<!\d)(?P<half>上午|早上|中午|下午|傍晚|晚上)?(?P<h>[01]?\d|2[0-4])(?::(?P<m>[0-5]\d)(?!\d)|[时点](?:(?P<m2>[0-5]?\d)分)?)"
)
_ORDINAL: Final = re.compile(rf"第(?P<n>{_N})|(?P<first>首(?:次|届|轮|个|批|要|场|先)?)")
_TOGETHER: Final = re.compile(rf"(?P<words>[{_CHARACTERS}]{{1,9}})\((?P<n>\d{{1,3}})\)")
_WORDS: Final = re.compile(
    rf"{_BARE}(?P<n>[二三四五六七八九十百两][{_CHARACTERS}]{{0,8}}|一[十百][{_CHARACTERS}]{{0,7}})"
    rf"(?=(?:多|余)?(?:{_MEASURE})|[^{_HAN}]|$)"
)
_NUMBER: Final = re.compile(
    rf"(?:(?<![\w)\]–—-])(?P<sign>-))?(?<![A-Za-z\d])(?<!\d[.,:])(?P<n>{_FIGURES}){_SCALE}"
)


def number(text: str) -> int:
    """A number in figures or characters, up to 999; digit by digit where no ten is named."""
    if text.isdecimal():
        return int(text)
    if not any(c in "十百" for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = unit = 0
    pending = False
    for c in text:
        if c in "十百":
            total += (unit if pending else 1) * (10 if c == "十" else 100)
            unit, pending = 0, False
        else:
            unit, pending = _DIGITS[c], True
    return total + unit


def _year(text: str | None) -> str | None:
    return None if text is None else str(number(text))


def dates(found: Scanner) -> None:
    """Take all dates, the longest forms first."""
    for match in found.each(_DAYS):
        y1, m1 = _year(match["y1"]), number(match["m1"])
        m2 = number(match["m2"]) if match["m2"] else m1
        first, last = (y1, m1, number(match["d1"])), (_year(match["y2"]), m2, number(match["d2"]))
        if _possible(m1, first[2]) and _possible(m2, last[2]):
            span_of_days(found, first, last, *match.span())
    for match in found.each(_LISTED):
        at, month, year = match.start("days"), number(match["m"]), _year(match["y"])
        figures = [number(n) for n in re.findall(_N, match["days"])]
        if len(figures) == 2 and _ALSO.search(match["days"]) and _follow(month, *figures):
            one, other = figures
            span_of_days(found, (year, month, one), (year, month, other), *match.span())
            continue
        for day in re.finditer(rf"{_N}日?", match["days"]):
            n = number(day.group().rstrip("日"))
            if _possible(month, n):
                begin = match.start() if day.start() == 0 else at + day.start()
                found.add(Kind.DATE, dated(year, month, n), begin, at + day.end())
    for match in found.each(_DAY):
        month, day_of = number(match["m"]), number(match["d"])
        if _possible(month, day_of):
            found.add(Kind.DATE, dated(_year(match["y"]), month, day_of), *match.span())
    for match in found.each(_MONTHS):
        first_m, last_m = number(match["m1"]), number(match["m2"])
        if _possible(first_m) and _possible(last_m):
            ends = (_year(match["y1"]), first_m), (_year(match["y2"]), last_m)
            span_of_months(found, *ends, *match.span())
    for match in found.each(_MONTH):
        month = number(match["m"])
        if _possible(month):
            found.add(Kind.MONTH, f"{_year(match['y']) or '-'}-{month:02}", *match.span())
    for match in found.each(_YEARS):
        span_of_years(found, number(match["y1"]), number(match["y2"]), *match.span())
    for match in found.each(_ONE_YEAR):
        found.add(Kind.NUMBER, str(number(match["y"])), *match.span())


def _possible(month: int, day: int = 1) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _follow(month: int, one: int, other: int) -> bool:
    return other == one + 1 and _possible(month, one) and _possible(month, other)


def references(found: Scanner) -> None:
    """Take circulars, resolutions, annexes and sections."""
    for match in found.each(_CIRCULAR):
        found.add(Kind.CIRCULAR, whole(match["n"]), *match.span())
    for match in found.each(_RESOLUTION):
        listed(found, Kind.RESOLUTION, match, number, _TO)
    for match in found.each(_ANNEXES):
        found.add(Kind.ANNEXES, whole(match["n"]), *match.span())
    for match in found.each(_ANNEX):
        listed(found, Kind.ANNEX, match, number, _TO)
    for pattern in (_SECTION_LATER, _DOTTED, _SECTION):
        for match in found.each(pattern):
            listed(found, Kind.SECTION, match, number, _TO)


def money(found: Scanner) -> None:
    """Take sums of money."""
    for match in found.each(_MONEY):
        scale = _SCALES.get(match["scale"] or match["scale2"] or "", 1)
        name = match["c1"] or match["c2"]
        value = amount((match["n1"] or match["n2"]).replace(",", ""), None, scale)
        found.add(Kind.MONEY, f"{_CURRENCIES.get(name) or CODES[name]} {value}", *match.span())


def figures(found: Scanner) -> None:
    """Take percentages, times, ordinals, numbers."""
    for match in found.each(_PERCENT):
        text = match["n"] or str(number(match["words"]))
        found.add(Kind.PERCENTAGE, amount(text.replace(",", ""), None), *match.span())
    for match in found.each(_CLOCK):
        time_of_day(found, match)
    for match in found.each(_TOGETHER):
        if number(match["words"]) != int(match["n"]):
            found.slip(DISAGREE, *match.span())
        found.add(Kind.NUMBER, str(int(match["n"])), *match.span())
    for match in found.each(_ORDINAL):
        n = 1 if match["first"] else number(match["n"])
        found.add(Kind.ORDINAL, str(n), *match.span(), required=n != 1)
    for match in found.each(_WORDS):
        found.add(Kind.NUMBER, str(number(match["n"])), *match.span())
    for match in found.each(_NUMBER):
        scale = _SCALES.get(match["scale"] or "", 1)
        value = amount(match["n"].replace(",", ""), None, scale)
        found.add(Kind.NUMBER, ("-" if match["sign"] else "") + value, *match.span())
    for match in found.each(re.compile("[一两零]|双方|两者")):
        n = {"一": 1, "零": 0}.get(match.group(), 2)
        found.add(Kind.NUMBER, str(n), *match.span(), required=False)
