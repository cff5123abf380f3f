"""A charter's [rewards], for tests."""

from __future__ import annotations

REWARDS = """
[rewards]
amounts = [20000, 100000, 500000]
currency = "EUR"
cash_limit = 100000
recognition = true
eligible = ["own-knowledge", "told-freely", "specific", "led-to-a-finding"]
excluded = ["works-on-this-line", "got-by-a-crime", "took-part", "paid-to-report"]
factors = ["harm", "help"]
claim_days = 180
object_days = 60

[rewards.appeal]
name = { en = "Ombuds House", zh-hans = "申诉之家" }
address = { en = "1 River Street", zh-hans = "河街一号" }

[rewards.lawyer]
name = { en = "Abara and Lind, lawyers", zh-hans = "阿巴拉和林德律师事务所" }
address = { en = "2 River Street", zh-hans = "河街二号" }

[[rewards.causes]]
slug = "river-fund"
name = { en = "River Fund", zh-hans = "护河基金" }
does = { en = "It cleans rivers.", zh-hans = "清理河流。" }
"""
