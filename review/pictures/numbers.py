"""Numbers as a person reads them: grouped, with comparator and unit, never rounded where they are as written (数值)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈", "range": ""}
_PLACES = Decimal("0.0001")


def grouped(value: Decimal) -> str:
    """Return a number with its thousands grouped and no idle zeros: 1,100 and 479.13."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal) -> Decimal:
    """Return a computed number to four decimals: what a change of units left behind them says nothing."""
    return value.quantize(_PLACES, ROUND_HALF_UP)


def percent(share: Decimal) -> str:
    """Return a share with one decimal: 43.6 %. What is not quite whole is not shown as whole."""
    shown = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown == 100 and share != 1:
        return "> 100 %" if share > 1 else "< 100 %"
    return f"{grouped(shown)} %"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its comparator and unit, as written and in the base unit (数量)."""

    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    base: Decimal | None = None
    base_max: Decimal | None = None

    @property
    def factor(self) -> Decimal | None:
        """Base units in one unit as written; None where the unit is unknown or nothing tells."""
        if self.base is None or not self.value:
            return None
        return self.base / self.value

    def words(self) -> str:
        """Return the amount as a reader would write it: ≥ 1,100 亿元; 30–40 %; ≈ 12 家."""
        sign = SIGNS.get(self.comparator, self.comparator)
        upper = f"–{grouped(self.value_max)}" if self.value_max is not None else ""
        return " ".join(part for part in (sign, grouped(self.value) + upper, self.unit) if part)

    def measured_in(self, factor: Decimal | None) -> tuple[Decimal, Decimal | None]:
        """Return value and upper end in a unit of `factor` base units; as written where units are not known."""
        own = self.factor
        if factor is None or own is None or own == factor or self.base is None:
            return self.value, self.value_max
        upper = None if self.base_max is None else rounded(self.base_max / factor)
        return rounded(self.base / factor), upper
