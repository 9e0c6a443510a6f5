"""Thirty rules of a service company, each in every contender's language: one row, one meaning.

The columns: CEL (ours and cel-js), JSON logic, Lua (an expression of f, or a chunk that makes the function: constants
and closures are made once, as one who wants speed would), Zen. Equal counts of matches show that a row says the same five
times; measure.py demands them.
"""

import json


def var(name):
    return {"var": name}


def both(*conditions):
    return {"and": list(conditions)}


def either(*conditions):
    return {"or": list(conditions)}


CREDIT, GROSS, OPEN, PAID = (var(n) for n in ("claim.credit_minor", "invoice.gross_minor", "invoice.open_minor",
                                             "invoice.paid_minor"))

RULES = [
    ("large-amount",
     "claim.credit_minor > 400000",
     {">": [CREDIT, 400000]},
     "f.claim.credit_minor > 400000",
     "claim.credit_minor > 400000"),
    ("half-of-the-invoice",
     "claim.credit_minor * 100 >= invoice.gross_minor * 50",
     {">=": [{"*": [CREDIT, 100]}, {"*": [GROSS, 50]}]},
     "f.claim.credit_minor * 100 >= f.invoice.gross_minor * 50",
     "claim.credit_minor * 100 >= invoice.gross_minor * 50"),
    ("worth-nothing",
     "claim.worth_minor == 0",
     {"===": [var("claim.worth_minor"), 0]},
     "f.claim.worth_minor == 0",
     "claim.worth_minor == 0"),
    ("strategic-customer",
     "customer.is_strategic && claim.credit_minor > 0",
     both(var("customer.is_strategic"), {">": [CREDIT, 0]}),
     "f.customer.is_strategic and f.claim.credit_minor > 0",
     "customer.is_strategic and claim.credit_minor > 0"),
    ("key-account-abroad",
     'customer.segment == "key" && customer.country != "AT"',
     both({"===": [var("customer.segment"), "key"]}, {"!==": [var("customer.country"), "AT"]}),
     'f.customer.segment == "key" and f.customer.country ~= "AT"',
     "customer.segment == 'key' and customer.country != 'AT'"),
    ("repeat-claims",
     "history.claims_12m >= 3",
     {">=": [var("history.claims_12m"), 3]},
     "f.history.claims_12m >= 3",
     "history.claims_12m >= 3"),
    ("repeat-but-small",
     "history.claims_12m >= 2 && history.credited_12m_minor * 10 < history.billed_12m_minor",
     both({">=": [var("history.claims_12m"), 2]},
          {"<": [{"*": [var("history.credited_12m_minor"), 10]}, var("history.billed_12m_minor")]}),
     "f.history.claims_12m >= 2 and f.history.credited_12m_minor * 10 < f.history.billed_12m_minor",
     "history.claims_12m >= 2 and history.credited_12m_minor * 10 < history.billed_12m_minor"),
    ("same-service-this-week",
     "week.same_service_claims >= 3 && week.sites > 1",
     both({">=": [var("week.same_service_claims"), 3]}, {">": [var("week.sites"), 1]}),
     "f.week.same_service_claims >= 3 and f.week.sites > 1",
     "week.same_service_claims >= 3 and week.sites > 1"),
    ("after-the-window",
     "claim.days_after_issue > guarantee.window_days",
     {">": [var("claim.days_after_issue"), var("guarantee.window_days")]},
     "f.claim.days_after_issue > f.guarantee.window_days",
     "claim.days_after_issue > guarantee.window_days"),
    ("nothing-paid",
     "invoice.open_minor > 0 && invoice.paid_minor == 0",
     both({">": [OPEN, 0]}, {"===": [PAID, 0]}),
     "f.invoice.open_minor > 0 and f.invoice.paid_minor == 0",
     "invoice.open_minor > 0 and invoice.paid_minor == 0"),
    ("partly-open",
     "invoice.open_minor > 0 && invoice.open_minor < invoice.gross_minor",
     both({">": [OPEN, 0]}, {"<": [OPEN, GROSS]}),
     "f.invoice.open_minor > 0 and f.invoice.open_minor < f.invoice.gross_minor",
     "invoice.open_minor > 0 and invoice.open_minor < invoice.gross_minor"),
    ("overdue",
     "invoice.days_overdue > 30 && invoice.open_minor > 0",
     both({">": [var("invoice.days_overdue"), 30]}, {">": [OPEN, 0]}),
     "f.invoice.days_overdue > 30 and f.invoice.open_minor > 0",
     "invoice.days_overdue > 30 and invoice.open_minor > 0"),
    ("words-of-law",
     'claim.words.contains("lawyer") || claim.words.contains("court")',
     either({"in": ["lawyer", var("claim.words")]}, {"in": ["court", var("claim.words")]}),
     'has_words(f.claim.words, "lawyer") or has_words(f.claim.words, "court")',
     "contains(claim.words, 'lawyer') or contains(claim.words, 'court')"),
    ("words-of-harm",
     'claim.words.contains("injured") || claim.words.contains("hospital")',
     either({"in": ["injured", var("claim.words")]}, {"in": ["hospital", var("claim.words")]}),
     'has_words(f.claim.words, "injured") or has_words(f.claim.words, "hospital")',
     "contains(claim.words, 'injured') or contains(claim.words, 'hospital')"),
    ("one-line-worth-nothing",
     "lines.exists(l, l.worth_minor == 0 && l.billed_minor > 0)",
     {"some": [var("lines"), both({"===": [var("worth_minor"), 0]}, {">": [var("billed_minor"), 0]})]},
     "local nothing = function(l) return l.worth_minor == 0 and l.billed_minor > 0 end\n"
     "return function(f) return exists(f.lines, nothing) end",
     "some(lines, #.worth_minor == 0 and #.billed_minor > 0)"),
    ("all-lines-cut-by-half",
     "lines.all(l, l.worth_minor * 2 <= l.billed_minor)",
     {"all": [var("lines"), {"<=": [{"*": [var("worth_minor"), 2]}, var("billed_minor")]}]},
     "local cut = function(l) return l.worth_minor * 2 <= l.billed_minor end\n"
     "return function(f) return all(f.lines, cut) end",
     "all(lines, #.worth_minor * 2 <= #.billed_minor)"),
    ("cleaning-disputed",
     'lines.exists(l, l.service == "cleaning" && l.worth_minor < l.billed_minor)',
     {"some": [var("lines"), both({"===": [var("service"), "cleaning"]},
                                  {"<": [var("worth_minor"), var("billed_minor")]})]},
     'local disputed = function(l) return l.service == "cleaning" and l.worth_minor < l.billed_minor end\n'
     "return function(f) return exists(f.lines, disputed) end",
     "some(lines, #.service == 'cleaning' and #.worth_minor < #.billed_minor)"),
    ("first-after-years",
     "history.claims_12m == 0 && customer.years >= 5",
     both({"===": [var("history.claims_12m"), 0]}, {">=": [var("customer.years"), 5]}),
     "f.history.claims_12m == 0 and f.customer.years >= 5",
     "history.claims_12m == 0 and customer.years >= 5"),
    ("very-important",
     '"vip" in customer.tags',
     {"in": ["vip", var("customer.tags")]},
     'is_in("vip", f.customer.tags)',
     "'vip' in customer.tags"),
    ("call-first",
     '"call-first" in customer.tags || customer.segment == "key"',
     either({"in": ["call-first", var("customer.tags")]}, {"===": [var("customer.segment"), "key"]}),
     'is_in("call-first", f.customer.tags) or f.customer.segment == "key"',
     "'call-first' in customer.tags or customer.segment == 'key'"),
    ("countersign",
     'claim.credit_minor > guarantee.countersign_minor && claim.channel != "link"',
     both({">": [CREDIT, var("guarantee.countersign_minor")]}, {"!==": [var("claim.channel"), "link"]}),
     'f.claim.credit_minor > f.guarantee.countersign_minor and f.claim.channel ~= "link"',
     "claim.credit_minor > guarantee.countersign_minor and claim.channel != 'link'"),
    ("called-without-words",
     'claim.channel == "phone" && claim.words == ""',
     both({"===": [var("claim.channel"), "phone"]}, {"===": [var("claim.words"), ""]}),
     'f.claim.channel == "phone" and f.claim.words == ""',
     "claim.channel == 'phone' and claim.words == ''"),
    ("unhappy-for-long",
     "customer.satisfaction < 3.5 && history.claims_12m > 0",
     both({"<": [var("customer.satisfaction"), 3.5]}, {">": [var("history.claims_12m"), 0]}),
     "f.customer.satisfaction < 3.5 and f.history.claims_12m > 0",
     "customer.satisfaction < 3.5 and history.claims_12m > 0"),
    ("other-currency",
     '!(invoice.currency in ["EUR", "CHF"])',
     {"!": [{"in": [var("invoice.currency"), ["EUR", "CHF"]]}]},
     'local ours = {"EUR", "CHF"}\nreturn function(f) return not is_in(f.invoice.currency, ours) end',
     "not (invoice.currency in ['EUR', 'CHF'])"),
    ("large-at-home",
     'customer.country in ["AT", "DE", "CH"] && invoice.gross_minor > 500000',
     both({"in": [var("customer.country"), ["AT", "DE", "CH"]]}, {">": [GROSS, 500000]}),
     'local home = {"AT", "DE", "CH"}\n'
     "return function(f) return is_in(f.customer.country, home) and f.invoice.gross_minor > 500000 end",
     "customer.country in ['AT', 'DE', 'CH'] and invoice.gross_minor > 500000"),
    ("odd-settlement",
     'claim.settle == "out-of-band" || (claim.settle == "refund" && invoice.paid_minor == 0)',
     either({"===": [var("claim.settle"), "out-of-band"]},
            both({"===": [var("claim.settle"), "refund"]}, {"===": [PAID, 0]})),
     'f.claim.settle == "out-of-band" or (f.claim.settle == "refund" and f.invoice.paid_minor == 0)',
     "claim.settle == 'out-of-band' or (claim.settle == 'refund' and invoice.paid_minor == 0)"),
    ("team-screens",
     'invoice.service.startsWith("screen")',
     {"===": [{"substr": [var("invoice.service"), 0, 6]}, "screen"]},
     'f.invoice.service:sub(1, 6) == "screen"',
     "startsWith(invoice.service, 'screen')"),
    ("small-goodwill",
     "claim.credit_minor < 50000 && !customer.is_strategic && history.claims_12m == 0",
     both({"<": [CREDIT, 50000]}, {"!": [var("customer.is_strategic")]}, {"===": [var("history.claims_12m"), 0]}),
     "f.claim.credit_minor < 50000 and not f.customer.is_strategic and f.history.claims_12m == 0",
     "claim.credit_minor < 50000 and not customer.is_strategic and history.claims_12m == 0"),
    ("paid-what-it-was-worth",
     'claim.channel == "short-payment" && invoice.open_minor == claim.credit_minor',
     both({"===": [var("claim.channel"), "short-payment"]}, {"===": [OPEN, CREDIT]}),
     'f.claim.channel == "short-payment" and f.invoice.open_minor == f.claim.credit_minor',
     "claim.channel == 'short-payment' and invoice.open_minor == claim.credit_minor"),
    ("to-the-president-today",
     "(customer.is_strategic ? 100000 : 600000) < claim.credit_minor",
     {"<": [{"if": [var("customer.is_strategic"), 100000, 600000]}, CREDIT]},
     "(f.customer.is_strategic and 100000 or 600000) < f.claim.credit_minor",
     "(customer.is_strategic ? 100000 : 600000) < claim.credit_minor"),
]
LANGUAGES = ("cel", "logic", "lua", "zen")


def write(path):
    """[{"id", "cel"}] for `makegood cel bench`, and every language for the others, beside it."""
    rules = [{"id": rule[0], **dict(zip(LANGUAGES, rule[1:]))} for rule in RULES]
    with open(path, "w", encoding="utf-8") as file:
        json.dump([{"id": rule["id"], "cel": rule["cel"]} for rule in rules], file)
    with open(path + ".all", "w", encoding="utf-8") as file:
        json.dump(rules, file)
