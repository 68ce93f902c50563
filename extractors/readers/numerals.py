"""Numbers that a program prints before a paragraph (自动编号): 3 as 三、, （3）, iii. and so on."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_TO_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def chinese(number: int) -> str:
    """Return a number up to 9999 in Chinese counting form: 12 is 十二, 105 is 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif text:
            zero = True
    return text[1:] if text.startswith("一十") else text


def roman(number: int) -> str:
    """Return a number as a Roman numeral."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def letters(number: int) -> str:
    """Return 1 as a, 26 as z, 27 as aa; from 781 on, where Word begins again, the number itself."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def numeral(number: int, style: str) -> str:
    """Return a number in a style named as in a Word file (ST_NumberFormat) or a style sheet; decimal where unknown."""
    match style:
        case (
            "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand"
            | "taiwaneseCounting" | "ideographDigital" | "cjk-ideographic" | "simp-chinese-informal"
            | "trad-chinese-informal" | "koreanCounting" | "japaneseDigitalTenThousand"
        ):
            return chinese(number)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "simp-chinese-formal":
            return chinese(number).translate(_TO_FORMAL)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x245F + number) if 1 <= number <= 20 else str(number)
        case "decimalEnclosedParen":
            return chr(0x2473 + number) if 1 <= number <= 20 else f"({number})"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(char) + 0xFEE0) for char in str(number))
        case "decimalZero" | "decimal-leading-zero":
            return f"{number:02d}"
        case "upperRoman" | "upper-roman":
            return roman(number)
        case "lowerRoman" | "lower-roman":
            return roman(number).lower()
        case "upperLetter" | "upper-alpha" | "upper-latin":
            return letters(number).upper()
        case "lowerLetter" | "lower-alpha" | "lower-latin":
            return letters(number)
        case "ideographTraditional" | "cjk-heavenly-stem":
            return _STEMS[number - 1] if 1 <= number <= 10 else str(number)
        case "ideographZodiac" | "cjk-earthly-branch":
            return _BRANCHES[number - 1] if 1 <= number <= 12 else str(number)
        case _:
            return str(number)


def counted(number: int, style: str) -> str:
    """Return the mark of a list item in a web page: 3. or 三、; empty for bullets."""
    if style in ("disc", "circle", "square", "none"):
        return ""
    text = numeral(number, style)
    return f"{text}、" if text and not text.isascii() else f"{text}. "
