"""How English tokens are read: a table of rules, first match wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from heygen_cli.studio.speech import numbers
from heygen_cli.studio.speech.lexicon import (
    ABBREVIATIONS,
    CURRENCIES,
    DOMAINS,
    MONTHS,
    PRONOUNCED,
    REGNAL,
    ROMAN_AFTER,
    SCALES,
    SYMBOLS,
    UNITS,
)


@dataclass(frozen=True)
class Neighbours:
    """The cores of the tokens around the one being read; empty at the ends of the text."""

    before: str = ""
    after: str = ""


Reader = Callable[[re.Match[str], Neighbours], "list[str] | None"]
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LONGEST_WORD = 28
# Letters that do not come apart into a plain one and an accent.
_LETTERS = str.maketrans(
    {
        "’": "'",
        "æ": "ae",
        "Æ": "Ae",
        "ø": "o",
        "Ø": "O",
        "œ": "oe",
        "Œ": "Oe",
        "ß": "ss",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "þ": "th",
        "ð": "th",
    }
)


def read(core: str, around: Neighbours) -> list[str]:
    """The words in which a token is spoken; none for emoji, bullets and other symbols."""
    for pattern, reader in RULES:
        found = pattern.fullmatch(core)
        words = reader(found, around) if found else None
        if words is not None:
            return words
    return []


def spell(text: str) -> list[str]:
    """Letter by letter; a lone ``a`` would be read as the article, so the letter is written as it sounds."""
    words: list[str] = []
    for char in text:
        if char.isdigit():
            words += numbers.digits(char) or [char]
        elif char.isalpha():
            words.append("ay" if char in "aA" else char.upper())
        elif char in SYMBOLS or char in "./-_:":
            words += _SPELT.get(char) or SYMBOLS[char].split()
    return words


_SPELT = {".": ["dot"], "/": ["slash"], "-": ["dash"], "_": ["underscore"], ":": ["colon"]}


def _address(found: re.Match[str], _: Neighbours) -> list[str]:
    text = re.sub(r"^https?://(www\.)?", "", found[0]).rstrip("/")
    words: list[str] = []
    for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text):
        if part.isdigit():
            words += numbers.digits(part) if len(part) > 4 else numbers.cardinal(int(part))
        elif part.isalpha():
            words += _plain_word(part)
        else:
            words += _SPELT.get(part) or SYMBOLS.get(part, "").split()
    return words


def _iso_date(found: re.Match[str], _: Neighbours) -> list[str] | None:
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _us_date(found: re.Match[str], _: Neighbours) -> list[str] | None:
    year = int(found["y"]) + (0 if len(found["y"]) == 4 else 2000)
    first, second = int(found["m"]), int(found["d"])
    # 25/12/2025 can only be a day before a month.
    return _date(year, first, second) if first <= 12 else _date(year, second, first)


def ordered_date(text: str, order: str) -> list[str]:
    """A date in figures whose ``order`` is known, such as ``dmy`` or ``my``; nothing when it is not one."""
    parts = dict(zip(order, (int(part) for part in re.findall(r"\d+", text)), strict=False))
    if set(parts) != set(order) or not {"m", "d"} & set(parts) or not 1 <= parts.get("m", 1) <= 12:
        return []
    year = parts.get("y")
    return [
        *([MONTHS[parts["m"] - 1]] if "m" in parts else []),
        *(numbers.ordinal(parts["d"]) if "d" in parts else []),
        *(numbers.year(year if year > 99 else 2000 + year) if year is not None else []),
    ]


def _date(year: int, month: int, day: int) -> list[str] | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return [MONTHS[month - 1], *numbers.ordinal(day), *numbers.year(year)]


def _time(found: re.Match[str], around: Neighbours) -> list[str] | None:
    hour, minute, half = int(found["h"]), int(found["m"] or 0), (found["half"] or "").replace(".", "")
    if hour > 24 or minute > 59 or (not found["m"] and not half):
        return None
    words = numbers.cardinal(hour)
    if minute:
        words += [*(["oh"] if minute < 10 else []), *numbers.cardinal(minute)]
    elif not half and around.after.lower().replace(".", "") not in ("am", "pm"):
        words += ["o'clock"] if 1 <= hour <= 12 else ["hundred"]
    return words + spell(half)


def _money(found: re.Match[str], around: Neighbours) -> list[str]:
    one, many, cent, cents = CURRENCIES[found["sign"] or found["sign_after"]]
    amount, scale = found["amount"], SCALES.get((found["scale"] or "").lower(), "")
    minus = ["minus"] if found[0].startswith(("-", "−")) else []
    if around.after.lower() in SCALES.values() and not scale:
        return minus + numbers.decimal(amount)  # `$5 million`: the next token names the currency
    whole, _, fraction = amount.partition(".")
    if scale:
        return [*minus, *numbers.decimal(amount), scale, many]
    if len(fraction) != 2 or not cent:
        return minus + numbers.counted(amount, one, many)
    words = numbers.counted(whole, one, many) if int(whole.replace(",", "")) or not int(fraction) else []
    return minus + words + (numbers.counted(str(int(fraction)), cent, cents) if int(fraction) else [])


def _scale_of_money(found: re.Match[str], around: Neighbours) -> list[str] | None:
    sign = around.before[:1]
    return [found[0].lower(), CURRENCIES[sign][1]] if sign in CURRENCIES else None


def _phone(found: re.Match[str], _: Neighbours) -> list[str]:
    words = ["plus"] if found[0].startswith("+") else []
    return words + numbers.digits(found[0])


def _feet(found: re.Match[str], _: Neighbours) -> list[str]:
    inches = numbers.counted(found["inches"], "inch", "inches") if found["inches"] else []
    return numbers.counted(found["feet"], "foot", "feet") + inches


def _range(found: re.Match[str], _: Neighbours) -> list[str]:
    unit = found["unit"] or ""
    first, last = found["first"], found["last"]
    if not unit and _is_year(first) and (_is_year(last) or len(last) == 2):
        ends = numbers.year(int(last)) if _is_year(last) else numbers.cardinal(int(last))
        return [*numbers.year(int(first)), "to", *ends]
    sign = first[0] if first[0] in CURRENCIES else ""
    money = [CURRENCIES[sign][1]] if sign else []
    tail = _unit_words(unit, plural=True) if unit else money
    return [*numbers.decimal(first.lstrip("$£€")), "to", *numbers.decimal(last.lstrip("$£€")), *tail]


def _fraction(found: re.Match[str], _: Neighbours) -> list[str] | None:
    top, bottom = int(found["top"]), int(found["bottom"])
    if (top, bottom) == (24, 7):
        return ["twenty", "four", "seven"]
    if not 2 <= bottom <= 100 or top >= bottom:
        return [*numbers.cardinal(top), "slash", *numbers.cardinal(bottom)]
    names = {2: (["half"], ["halves"]), 4: (["quarter"], ["quarters"])}
    singular, many = names.get(bottom) or (numbers.ordinal(bottom), numbers.plural(numbers.ordinal(bottom)))
    return [*numbers.cardinal(top), *(singular if top == 1 else many)]


def _ordinal(found: re.Match[str], _: Neighbours) -> list[str]:
    return numbers.ordinal(int(found["n"].replace(",", "")))


def _decade(found: re.Match[str], _: Neighbours) -> list[str]:
    return numbers.plural(numbers.year(int(found["n"])) if len(found["n"]) == 4 else numbers.cardinal(int(found["n"])))


def _version(found: re.Match[str], _: Neighbours) -> list[str]:
    words = ["version"] if found["v"] else []
    for index, part in enumerate(found["n"].split(".")):
        words += [*(["point"] if index else []), *numbers.cardinal(int(part[:9]))]
    return words


def _measure(found: re.Match[str], _: Neighbours) -> list[str] | None:
    if found["unit"] not in UNITS:
        return None
    return [*numbers.decimal(found["n"]), *_unit_words(found["unit"], found["n"] != "1")]


def _unit_words(unit: str, plural: bool) -> list[str]:
    one, many = UNITS[unit]
    return (many if plural else one).split()


def _unit(found: re.Match[str], around: Neighbours) -> list[str] | None:
    """A unit that stands apart from its number: ``10 km``."""
    if found[0] not in UNITS or not re.search(r"\d$", around.before):
        return None
    return _unit_words(found[0], around.before != "1")


def _number(found: re.Match[str], around: Neighbours) -> list[str]:
    text = found[0].lstrip("#")
    lead = ["number"] if found[0].startswith("#") else []
    if re.fullmatch(r"\d{3}", text) and re.fullmatch(r"\d{3}-\d{4}", around.after):
        return numbers.digits(text)  # the area code of a phone number
    if _is_year(text) and not lead and around.after not in UNITS and around.after.lower() not in SCALES.values():
        return numbers.year(int(text))
    if around.before in MONTHS_TITLED and text.isdigit() and 1 <= int(text) <= 31:
        return numbers.ordinal(int(text))
    return lead + numbers.decimal(text)


MONTHS_TITLED = frozenset(month.title() for month in MONTHS)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2099


def _roman(found: re.Match[str], around: Neighbours) -> list[str] | None:
    """II after Chapter is two, VIII after Henry is the eighth; alone it is left to be spelt."""
    value = _roman_value(found[0])
    if around.before.lower() in ROMAN_AFTER:
        return numbers.cardinal(value)
    if around.before in REGNAL and found[0] != "I":
        return ["the", *numbers.ordinal(value)]
    return None


def _roman_value(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[char] for char in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _abbreviation(found: re.Match[str], around: Neighbours) -> list[str] | None:
    word = found[0].lower().rstrip(".")
    if word == "no":
        return ["number"] if around.after[:1].isdigit() and found[0][0] == "N" else None
    if word in ("dr", "st"):
        front, back = {"dr": ("doctor", "drive"), "st": ("saint", "street")}[word]
        return [front if around.after[:1].isupper() else back]
    return ABBREVIATIONS[word].split() if word in ABBREVIATIONS else None


def _acronym(found: re.Match[str], around: Neighbours) -> list[str]:
    letters, tail = found["letters"].replace(".", ""), found["tail"] or ""
    # Long ones are said as words (NASDAQ), and so is everything in a line of capitals.
    shouted = around.before.isupper() and around.after.isupper() and "." not in found["letters"]
    word = re.search("[AEIOUY]", letters) and (shouted or len(letters) > 4)
    if word or letters in PRONOUNCED:
        return [letters.lower() + tail.replace("’", "'")]
    words = spell(letters)
    if tail:
        words[-1] += "'s"
    return words


def _camel(found: re.Match[str], around: Neighbours) -> list[str]:
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z’']+|[A-Z]+|\d+", found[0])
    return [word for part in parts for word in read(part, around)]


def _compound(found: re.Match[str], _: Neighbours) -> list[str] | None:
    """Parts joined by hyphens, slashes and the like; also letters with digits: H264, 1080p, GPT-4."""
    parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[@&+=%$£€#°]", found[0])
    if len(parts) < 2:
        return None
    company = "&" in parts and found[0].isupper()  # AT&T, R&D
    return [word for part in parts for word in (spell(part) if company else read(part, Neighbours()))]


def _to(found: re.Match[str], around: Neighbours) -> list[str]:
    """A range of anything that begins with a digit: 9am–5pm."""
    return [*read(found["first"], around), "to", *read(found["last"], around)]


def _symbol(found: re.Match[str], _: Neighbours) -> list[str]:
    return SYMBOLS[found[0]].split()


def _word(found: re.Match[str], _: Neighbours) -> list[str]:
    return _plain_word(found[0])


def latin(text: str) -> str:
    """The text in the letters English voices know: ``café`` as cafe; letters of other scripts are lost."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return plain.encode("ascii", "ignore").decode("ascii")


def _plain_word(text: str) -> list[str]:
    word = "".join(char for char in latin(text) if char.isalpha() or char == "'").strip("'")
    if not word:
        return []
    if len(word) > 1 and not re.search(r"[aeiouy]", word.lower()):
        return (
            [word.lower()] if word.lower() in ("hmm", "shh", "psst", "pfft", "brr", "mr", "mrs", "ms") else spell(word)
        )
    if len(word) <= _LONGEST_WORD:
        return [word]
    # flite takes seconds over letter strings that no language has.
    return [word[at : at + 12] for at in range(0, len(word), 12)]


_AMOUNT = rf"(?P<amount>{_NUMBER})"
_SIGNS = "[$£€¥₹]"
_AMOUNT_IN_RANGE = rf"{_SIGNS}?(?:{_NUMBER})"
_ANY_UNIT = "|".join(map(re.escape, UNITS))
RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _address),
        (rf"[\w-]+(?:\.[\w-]+)*\.(?:{DOMAINS})(?:/\S*)?", _address),
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", _iso_date),
        (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})", _us_date),
        (r"(?P<h>\d{1,2})(?::(?P<m>\d{2})(?::\d{2})?)?(?P<half>[AaPp]\.?[Mm]\.?)?", _time),
        (rf"[-−]?(?P<sign>{_SIGNS}){_AMOUNT}(?P<scale>[kKmMbB]|bn)?(?P<sign_after>)", _money),
        (rf"{_AMOUNT}(?P<scale>)(?P<sign>)(?P<sign_after>{_SIGNS})", _money),
        (r"(?i:thousand|million|billion|trillion)", _scale_of_money),
        (r"\+?(?:\d{1,3}[-.])?(?:\(?\d{3}\)?[-.])?\d{3}[-.]\d{4}|\+\d{8,15}|0\d{2,4}-\d{5,8}", _phone),
        (r"(?P<feet>\d+)['′](?:(?P<inches>\d+)[\"″]?)?", _feet),
        (rf"(?P<first>{_AMOUNT_IN_RANGE})[-–](?P<last>{_AMOUNT_IN_RANGE})(?P<unit>{_ANY_UNIT})?", _range),
        (r"(?P<first>\d[^-–]*)[-–](?P<last>\d.*)", _to),
        (r"(?P<top>\d{1,4})/(?P<bottom>\d{1,4})", _fraction),
        (r"(?P<n>\d[\d,]{0,12})(?:st|nd|rd|th)", _ordinal),
        (r"['’]?(?P<n>\d{2}|[12]\d{3})['’]?s", _decade),
        (r"(?P<v>[vV]\.?)(?P<n>\d+(?:\.\d+)*)", _version),
        (r"(?P<v>)(?P<n>\d+(?:\.\d+){2,})", _version),
        (rf"(?P<n>[-−]?(?:{_NUMBER}))(?P<unit>\D{{1,5}})", _measure),
        (rf"[-−+#]?(?:{_NUMBER})", _number),
        (r"[IVXLC]{1,7}", _roman),
        (r"[A-Za-z.]{1,8}", _abbreviation),
        (r"\D{1,5}", _unit),
        (r"(?P<letters>[A-Z]{2,6}|(?:[A-Za-z]\.)+[A-Za-z]?)(?P<tail>['’]?s)?", _acronym),
        (r"(?=.*[a-z][A-Z]|[A-Z]{2,}[a-z])[A-Za-z’']+", _camel),
        (r"[&+=%@°©®™×÷<>]|°[CF]", _symbol),
        (r"[^\W\d_]+(?:['’][^\W\d_]*)*", _word),
        (r".*", _compound),
        (r".*", _word),
    )
)
