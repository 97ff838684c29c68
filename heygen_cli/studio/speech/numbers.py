"""Numbers as English words."""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
# Beyond this many digits a number is an identifier and is read digit by digit.
_LONGEST = 15


def cardinal(value: int) -> list[str]:
    """``1234`` as one thousand two hundred thirty four; ``value`` below 10^15."""
    if value < 0:
        return ["minus", *cardinal(-value)]
    groups: list[list[str]] = []
    for scale in _SCALES:
        value, rest = divmod(value, 1000)
        if rest:
            groups.append([*_hundreds(rest), scale] if scale else _hundreds(rest))
    return [word for group in reversed(groups) for word in group] or ["zero"]


def _hundreds(value: int) -> list[str]:
    hundreds, rest = divmod(value, 100)
    words = [_ONES[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        tens, rest = divmod(rest, 10)
        words.append(_TENS[tens])
    return [*words, _ONES[rest]] if rest else words


def ordinal(value: int) -> list[str]:
    """``23`` as twenty third."""
    *head, last = cardinal(value)
    if last in _ORDINALS:
        return [*head, _ORDINALS[last]]
    return [*head, last[:-1] + "ieth" if last.endswith("y") else last + "th"]


def year(value: int) -> list[str]:
    """``1905`` as nineteen oh five, ``2025`` as twenty twenty five, ``2000`` as two thousand."""
    century, rest = divmod(value, 100)
    if not 10 <= century <= 99 or 2000 <= value < 2010 or (rest == 0 and century % 10 == 0):
        return cardinal(value)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    return [*cardinal(century), *(["oh"] if rest < 10 else []), *cardinal(rest)]


def plural(words: list[str]) -> list[str]:
    """The same words, the last one in the plural: twenties, fives, sixes."""
    *head, last = words
    if last.endswith("y"):
        return [*head, last[:-1] + "ies"]
    return [*head, last + ("es" if last.endswith("x") else "s")]


def digits(text: str) -> list[str]:
    """Each digit by itself; everything else in ``text`` is left out."""
    return [_ONES[int(char)] for char in text if char in "0123456789"]


def decimal(text: str) -> list[str]:
    """A number as written: ``-1,234.56`` with its sign, thousands and decimals; ``007`` digit by digit."""
    whole, point, fraction = text.replace(",", "").partition(".")
    words = ["minus"] if whole.startswith(("-", "−")) else []
    whole = whole.lstrip("-+−")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0")):
        words += digits(whole)
    else:
        words += cardinal(int(whole or "0"))
    return [*words, "point", *digits(fraction)] if point and fraction else words


def counted(number: str, singular: str, many: str) -> list[str]:
    """A number and the thing it counts: one dollar, two dollars, one point five dollars."""
    unit = singular if number.replace(",", "").lstrip("0") == "1" else many
    return [*decimal(number), *unit.split()]
