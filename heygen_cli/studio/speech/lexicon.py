"""What English abbreviations, units, currencies and signs are called. Add a word here and it is spoken."""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# Without their full stops. `no`, `dr` and `st` depend on their neighbours and are rules.
ABBREVIATIONS = {
    "mr": "mister", "mrs": "missus", "ms": "miz", "prof": "professor", "jr": "junior", "sr": "senior",
    "e.g": "for example", "i.e": "that is", "etc": "et cetera", "vs": "versus", "approx": "approximately",
    "inc": "incorporated", "ltd": "limited", "corp": "corporation", "dept": "department", "est": "established",
    "gen": "general", "col": "colonel", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "rev": "reverend",
    "gov": "governor", "sen": "senator", "hon": "honorable", "ave": "avenue", "blvd": "boulevard", "rd": "road",
    "mt": "mount", "ft": "fort", "fig": "figure", "vol": "volume", "pp": "pages", "min": "minimum", "max": "maximum",
    "jan": "january", "feb": "february", "apr": "april", "jun": "june", "jul": "july", "aug": "august",
    "sept": "september", "sep": "september", "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip

# One and many of the currency, then of its hundredth.
CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "¥": ("yen", "yen", "", ""),
}
SCALES = {
    "k": "thousand", "m": "million", "b": "billion", "bn": "billion",
    "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
}  # fmt: skip

UNITS = {
    "%": ("percent", "percent"), "km": ("kilometer", "kilometers"), "m": ("meter", "meters"),
    "cm": ("centimeter", "centimeters"), "mm": ("millimeter", "millimeters"), "mi": ("mile", "miles"),
    "ft": ("foot", "feet"), "in": ("inch", "inches"), "yd": ("yard", "yards"), "kg": ("kilogram", "kilograms"),
    "g": ("gram", "grams"), "mg": ("milligram", "milligrams"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "l": ("liter", "liters"), "L": ("liter", "liters"),
    "ml": ("milliliter", "milliliters"), "s": ("second", "seconds"), "sec": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"),
    "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "Hz": ("hertz", "hertz"), "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"), "GHz": ("gigahertz", "gigahertz"), "KB": ("kilobyte", "kilobytes"),
    "kB": ("kilobyte", "kilobytes"), "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "V": ("volt", "volts"), "dB": ("decibel", "decibels"),
    "°C": ("degree celsius", "degrees celsius"), "°F": ("degree fahrenheit", "degrees fahrenheit"),
    "°": ("degree", "degrees"), "px": ("pixel", "pixels"), "fps": ("frame per second", "frames per second"),
    "x": ("times", "times"), "mph": ("mile per hour", "miles per hour"),
    "km/h": ("kilometer per hour", "kilometers per hour"), "k": ("thousand", "thousand"),
    "K": ("thousand", "thousand"), "bn": ("billion", "billion"),
}  # fmt: skip

SYMBOLS = {
    "&": "and", "+": "plus", "=": "equals", "%": "percent", "@": "at", "#": "hash", "°": "degrees", "×": "times",
    "÷": "divided by", "<": "less than", ">": "greater than", "°C": "degrees celsius", "°F": "degrees fahrenheit",
    "$": "dollar", "£": "pound", "€": "euro", "©": "copyright", "®": "", "™": "",
}  # fmt: skip

# Written in capitals, spoken as a word.
PRONOUNCED = frozenset(
    ("NASA", "NATO", "UNESCO", "UNICEF", "OPEC", "AIDS", "LASER", "RADAR", "SCUBA", "JPEG", "RAM", "ROM", "SIM", "PIN",
     "GIF", "LAN", "WAN", "SWAT", "ASAP", "YAML", "JSON", "TOML", "OK", "AM", "IT", "IS", "THE", "AND", "NOT", "YES",
     "NO", "ALL", "NEW", "YOU", "WE", "IN", "ON", "TO", "OF", "FOR", "BUT", "OR", "SO", "BE", "DO", "GO", "MY", "ME",
     "HE", "UP", "IF", "AT", "BY", "AN", "AS", "FREE", "NOW", "STOP", "VERY", "MUST", "NEVER", "ALWAYS", "REALLY",
     "HEYGEN", "THIS", "THAT", "WITH", "YOUR", "ARE", "CAN", "WILL", "ONE", "TWO", "ONLY", "SALE", "HELLO", "HELP")
)  # fmt: skip

ROMAN_AFTER = frozenset(
    ("chapter", "part", "war", "act", "volume", "phase", "section", "book", "episode", "type", "class", "scene",
     "level", "stage", "round", "article", "appendix", "figure", "table", "title", "bowl", "mark", "rocky")
)  # fmt: skip
REGNAL = frozenset(
    ("Henry", "Louis", "Elizabeth", "George", "Charles", "Edward", "James", "William", "Richard", "John", "Paul",
     "Pius", "Benedict", "Francis", "Philip", "Peter", "Nicholas", "Alexander", "Napoleon", "Catherine", "Frederick")
)  # fmt: skip
DOMAINS = "com|org|net|io|dev|ai|co|uk|de|fr|eu|edu|gov|app|info|tv|me|us|ca"
