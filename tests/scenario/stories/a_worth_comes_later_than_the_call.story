story: A call without a worth stands in the queue and waits for one; a worth equal to what stands is honoured without a document.
why:   DESIGN.md 2, "statement"; law 3; DESIGN.md 4: "A worth equal to standing is honoured: adjusted, no document, no number".

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1003", "issued_on": "2026-10-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
     "lines": [
        {"id": "1", "service": "cleaning", "description": "cleaning", "quantity": "1", "unit_price": "100.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"}],
     "tax": [{"category": "S", "rate": "20", "base": "100.00", "amount": "20.00"}],
     "totals": {"net": "100.00", "tax": "20.00", "gross": "120.00"}}
then 201: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "100.00", "net": "100.00"}
    standing.totals: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
    standing.open: "120.00"

when office POST /v1/claims
    {"invoice": "INV-1003", "channel": "phone", "words": "I am not happy, I will tell you what it was worth."}
then 201: state routing.due.adjust preview.credit
    state: "received"
    routing.due.adjust: {"promise": "2026-11-04T09:00:00.000Z", "target": "2026-11-03T09:00:00.000Z"}
    preview.credit: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
when president GET /v1/queue
then 200: items.*.number items.*.state
    items.*.number: ["G-2026-000001"]
    items.*.state: ["received"]
when president POST /v1/claims/claim-1/approve
then 409: type
    type: "https://makegood.dev/problems/worth-not-stated"

it is 2026-11-20T09:00:00Z
when the promises run out
then 200: kept
    kept: 0

when office POST /v1/claims/claim-1/statements
    {"kind": "restate", "channel": "phone", "worth": "120.00"}
then 200: state preview.credit
    state: "received"
    preview.credit: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/invoices/INV-1003
then 200: adjustments standing.totals
    adjustments: []
    standing.totals: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
