story: A claim two years after the invoice is accepted and flagged, and so is one that repeats it; nothing is credited twice.
why:   Laws 6 and 7: late, repeated or odd claims are accepted and flagged.

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1003", "issued_on": "2024-03-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
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
then 201: state routing.flags preview.credit
    state: "received"
    routing.flags: ["late-after-window", "worth-zero"]
    preview.credit: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when office POST /v1/claims
    {"invoice": "INV-1003", "channel": "phone", "worth": "0.00"}
then 201: state routing.flags preview.credit
    state: "received"
    routing.flags: ["late-after-window", "repeat-claim", "worth-zero"]
    preview.credit: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments
then 200: items.*.totals
    items.*.totals:
        {"net": "100.00", "tax": "20.00", "gross": "120.00"}
