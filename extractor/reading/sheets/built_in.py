"""The number formats that a file names by number only, as the Chinese locale shows them (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

_MONTH_DAY = 'm"月"d"日"'
_YEAR_MONTH = 'yyyy"年"m"月"'
_TIME = 'h"时"mm"分"'
_HALF_TIME = '上午/下午h"时"mm"分"'

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6), "¥#,##0;¥-#,##0"),
    **dict.fromkeys((7, 8), "¥#,##0.00;¥-#,##0.00"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy",
    31: _YEAR_MONTH + 'd"日"',
    32: _TIME,
    33: _TIME + 'ss"秒"',
    **dict.fromkeys((34, 55), _HALF_TIME),
    **dict.fromkeys((35, 56), _HALF_TIME + 'ss"秒"'),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;"¥-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;"¥-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
