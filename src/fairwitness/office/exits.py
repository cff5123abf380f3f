"""Where *Leave* can lead: sites that many people open each day, and that belong to no office.

A closed list. Whoever runs a line could otherwise have everybody who leaves it open a page of their employer, which knows them by its cookies.
"""

from __future__ import annotations

import re

EXITS = (
    "https://www.bing.com/",
    "https://duckduckgo.com/",
    "https://www.baidu.com/",
    "https://www.wikipedia.org/",
    "https://en.wikipedia.org/",
    "https://zh.wikipedia.org/",
    "https://www.openstreetmap.org/",
    "https://www.gutenberg.org/",
    "https://www.weather.com.cn/",
    "https://www.who.int/",
)
EXIT = "|".join(map(re.escape, EXITS))  # as a pattern
