story: The president may decline an offer upward, and nothing moves.
why:   Law 5.

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
when president POST /v1/claims/claim-1/offer/decline
then 200: state
    state: "settled"
when finance GET /v1/invoices/INV-1003
then 200: adjustments standing.totals
    adjustments: []
    standing.totals: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
