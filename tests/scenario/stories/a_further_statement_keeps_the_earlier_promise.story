story: A further call on an open claim is a further statement on it, and the promise of the first call holds.
why:   DESIGN.md 2, "claim": "a further invocation is a further statement on it, and it keeps the earlier promise"; law 4.

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
    {"invoice": "INV-1001", "channel": "phone", "lines": [{"line": "1", "worth": "0.00"}]}
then 201: number state routing.due.adjust
    number: "G-2026-000001"
    state: "received"
    routing.due.adjust: {"promise": "2026-11-04T09:00:00.000Z", "target": "2026-11-03T09:00:00.000Z"}

it is 2026-11-03T15:00:00Z
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "lines": [{"line": "3", "worth": "40.00"}]}
then 200: number state routing.due.adjust preview.lines preview.credit
    number: "G-2026-000001"
    state: "received"
    routing.due.adjust: {"promise": "2026-11-04T09:00:00.000Z", "target": "2026-11-03T09:00:00.000Z"}
    preview.lines:
        {"line": "1", "before": "68.33", "after": "0.00", "credit": "68.33"}
        {"line": "3", "before": "57.50", "after": "40.00", "credit": "17.50"}
    preview.credit: {"net": "85.83", "tax": "17.17", "gross": "103.00"}
when president GET /v1/queue
then 200: items.*.number items.*.promise
    items.*.number: ["G-2026-000001"]
    items.*.promise: ["2026-11-02T13:00:00.000Z"]

it is 2026-11-04T08:59:59Z
when the promises run out
then 200: kept
    kept: 0
it is 2026-11-04T09:00:00Z
when the promises run out
then 200: kept
    kept: 1

when president GET /v1/claims/claim-1
then 200: state worths adjustments history.*.event
    state: "settled"
    worths:
        {"line": "1", "worth": "0.00", "basis": "net"}
        {"line": "3", "worth": "40.00", "basis": "net"}
    adjustments: ["CN-2026-000001"]
    history.*.event: ["claim-opened", "statement-made", "claim-acknowledged", "claim-approved", "adjustment-issued", "claim-adjusted", "claim-settled"]
when finance GET /v1/adjustments/CN-2026-000001
then 200: lines tax totals
    lines:
        {"line": "1", "service": "screening", "before": "68.33", "after": "0.00", "net": "68.33"}
        {"line": "3", "service": "haulage", "before": "57.50", "after": "40.00", "net": "17.50"}
    tax:
        {"category": "S", "rate": "20", "base": "85.83", "amount": "17.17"}
    totals: {"net": "85.83", "tax": "17.17", "gross": "103.00"}
