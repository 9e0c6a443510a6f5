story: A withdrawal takes the claim back: nothing is adjusted, by nobody and by no promise.
why:   DESIGN.md 2, "claim": "withdrawn, which needs a statement".

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
    {"invoice": "INV-1003", "channel": "phone", "worth": "0.00"}
then 201: state preview.credit
    state: "received"
    preview.credit: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
when office POST /v1/claims/claim-1/statements
    {"kind": "withdraw", "channel": "phone", "words": "It was another firm."}
then 200: state
    state: "withdrawn"
when president POST /v1/claims/claim-1/approve
then 409: type
    type: "https://makegood.dev/problems/move-not-allowed"

it is 2026-11-20T09:00:00Z
when the promises run out
then 200: kept
    kept: 0

when finance GET /v1/invoices/INV-1003
then 200: adjustments standing.totals claims
    adjustments: []
    standing.totals: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
    claims:
        {"id": "claim-1", "number": "G-2026-000001", "state": "withdrawn"}
