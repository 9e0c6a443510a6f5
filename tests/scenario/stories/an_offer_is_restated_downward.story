story: A customer who restates after an offer gets what they state now: the latest statement counts.
why:   Laws 1 and 5: the latest statement counts; the customer may revoke an offer until it is paid; down is a right.

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

when integration POST /v1/claims
    {"invoice": "INV-1003", "channel": "link", "worth": "150.00"}
then 201: state
    state: "received"
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "approved"
when office POST /v1/claims/claim-1/statements
    {"kind": "restate", "channel": "phone", "worth": "60.00", "words": "I looked again."}
then 200: state preview.credit
    state: "acknowledged"
    preview.credit: {"net": "50.00", "tax": "10.00", "gross": "60.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/invoices/INV-1003
then 200: adjustments.*.totals standing.totals
    adjustments.*.totals:
        {"net": "50.00", "tax": "10.00", "gross": "60.00"}
    standing.totals: {"net": "50.00", "tax": "10.00", "gross": "60.00"}
