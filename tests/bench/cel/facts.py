"""Claims as rules see them: `write(path, count)` makes the same facts from the same seed, for everybody."""

import json
import random

SERVICES = ["screen-hire", "screen-repair", "cleaning", "crushing", "haulage", "pump-rental", "survey"]
WORDS = ["", "the belt stood still for two days", "dust everywhere again, please call me",
         "our lawyer will be in touch about the second week", "nobody came", "late, and the wrong part",
         "the guard came off and a man was injured", "fine work, but billed twice"]
CURRENCIES = ["EUR", "EUR", "EUR", "CHF", "USD", "GBP"]
CHANNELS = ["link", "link", "phone", "letter", "short-payment"]
TAGS = ["vip", "call-first", "framework", "new", "public"]


def lines_of(rng):
    lines = []
    for _ in range(rng.choice([1, 1, 2, 2, 3, 5])):
        billed = rng.randrange(5_000, 400_000)
        share = rng.choice([0, 0.25, 0.5, 0.5, 0.9, 1])
        lines.append({"service": rng.choice(SERVICES), "billed_minor": billed, "worth_minor": round(billed * share)})
    return lines


def fact(rng):
    lines = lines_of(rng)
    gross = sum(line["billed_minor"] for line in lines)
    worth = sum(line["worth_minor"] for line in lines)
    paid = rng.choice([0, 0, gross // 2, gross, gross])
    return {
        "claim": {"channel": rng.choice(CHANNELS), "settle": rng.choice(["offset", "refund", "balance", "out-of-band"]),
                  "words": rng.choice(WORDS), "worth_minor": worth, "credit_minor": gross - worth,
                  "days_after_issue": rng.randrange(0, 120)},
        "invoice": {"service": lines[0]["service"], "currency": rng.choice(CURRENCIES), "gross_minor": gross,
                    "open_minor": rng.choice([gross - paid, gross - worth]), "paid_minor": paid,
                    "days_overdue": max(0, rng.randrange(-60, 90))},
        "customer": {"segment": rng.choice(["key", "standard", "standard", "small"]),
                     "country": rng.choice(["AT", "DE", "CH", "IT", "FR", "US"]), "years": rng.randrange(0, 25),
                     "is_strategic": rng.random() < 0.1, "satisfaction": rng.randrange(10, 51) / 10,
                     "tags": rng.sample(TAGS, rng.randrange(0, 4))},
        "history": {"claims_12m": rng.choice([0, 0, 0, 1, 1, 2, 3, 5]), "credited_12m_minor": rng.randrange(0, 2_000_000),
                    "billed_12m_minor": rng.randrange(1_000_000, 30_000_000)},
        "week": {"same_service_claims": rng.randrange(0, 6), "sites": rng.randrange(1, 4)},
        "guarantee": {"window_days": 90, "countersign_minor": 500_000},
        "lines": lines,
    }


def write(path, count, seed=1848):
    rng = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        json.dump([fact(rng) for _ in range(count)], file)
