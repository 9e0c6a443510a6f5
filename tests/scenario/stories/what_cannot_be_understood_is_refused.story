story: Only what makes a claim impossible to understand refuses it, and it says what would be accepted.
why:   Law 6.

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1001", "issued_on": "2026-10-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
     "lines": [
        {"id": "1", "service": "screening", "description": "screening", "quantity": "1", "unit_price": "68.33", "net": "68.33", "tax_category": "S", "tax_rate": "20"},
        {"id": "2", "service": "screening", "description": "screening", "quantity": "1", "unit_price": "68.33", "net": "68.33", "tax_category": "S", "tax_rate": "20"},
        {"id": "3", "service": "haulage", "description": "haulage", "quantity": "1", "unit_price": "57.50", "net": "57.50", "tax_category": "S", "tax_rate": "20"},
        {"id": "4", "service": "crushing", "description": "crushing", "quantity": "1", "unit_price": "85.00", "net": "85.00", "tax_category": "S", "tax_rate": "20"}],
     "tax": [{"category": "S", "rate": "20", "base": "279.16", "amount": "55.83"}],
     "totals": {"net": "279.16", "tax": "55.83", "gross": "334.99"}}
then 201: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "68.33", "net": "68.33"}
        {"id": "2", "billed": "68.33", "net": "68.33"}
        {"id": "3", "billed": "57.50", "net": "57.50"}
        {"id": "4", "billed": "85.00", "net": "85.00"}
    standing.totals: {"net": "279.16", "tax": "55.83", "gross": "334.99"}
    standing.open: "334.99"

when office POST /v1/claims
    {"invoice": "NOWHERE", "channel": "phone", "worth": "1.00"}
then 422: type detail
    type: "https://makegood.dev/problems/unknown-invoice"
    detail: "No invoice has this number; accepted: the number of an invoice that was recorded."
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "lines": [{"line": "5", "worth": "1.00"}]}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/lines/0/line"
    found: "\"5\", which is not on the invoice"
    expected: "the id of one of its lines"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "free"}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/worth"
    found: "\"free\", which is not an amount of money"
    expected: "an amount in GBP as a text with 2 digits after the point, as in \"12.50\", zero or more"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "12.5"}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/worth"
    found: "\"12.5\", which does not have the digits of the currency"
    expected: "an amount in GBP as a text with 2 digits after the point, as in \"12.50\", zero or more"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "-1.00"}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/worth"
    found: "\"-1.00\", an amount below zero"
    expected: "an amount in GBP as a text with 2 digits after the point, as in \"12.50\", zero or more"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "10.00 USD"}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/worth"
    found: "\"10.00 USD\", which names the currency USD"
    expected: "an amount in GBP as a text with 2 digits after the point, as in \"12.50\", zero or more"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "10.00", "currency": "USD"}
then 422: type pointer found expected
    type: "https://makegood.dev/problems/not-understood"
    pointer: "/currency"
    found: "\"USD\""
    expected: "\"GBP\", the currency of the invoice, or no currency"
when president GET /v1/queue
then 200: items
    items: []
