story: An allowance lowers the lines that it was given on: 100 and 100 less 20 were billed 90 and 90.
why:   DESIGN.md 4, "Billed per line": "lines 100 and 100, allowance 20, one rate: billed 90 and 90".

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1002", "issued_on": "2026-10-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
     "lines": [
        {"id": "1", "service": "oven-service", "description": "oven-service", "quantity": "1", "unit_price": "100.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"},
        {"id": "2", "service": "seals", "description": "seals", "quantity": "1", "unit_price": "100.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"}],
     "allowances": [{"category": "S", "rate": "20", "amount": "20.00", "reason": "Loyalty"}],
     "tax": [{"category": "S", "rate": "20", "base": "180.00", "amount": "36.00"}],
     "totals": {"net": "180.00", "tax": "36.00", "gross": "216.00"}}
then 201: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "90.00", "net": "90.00"}
        {"id": "2", "billed": "90.00", "net": "90.00"}
    standing.totals: {"net": "180.00", "tax": "36.00", "gross": "216.00"}
    standing.open: "216.00"

when integration POST /v1/claims
    {"invoice": "INV-1002", "channel": "link", "lines": [{"line": "2", "worth": "0.00"}], "words": "The seals leak."}
then 201: state preview.lines preview.tax preview.credit
    state: "received"
    preview.lines:
        {"line": "2", "before": "90.00", "after": "0.00", "credit": "90.00"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "90.00", "amount": "18.00"}
    preview.credit: {"net": "90.00", "tax": "18.00", "gross": "108.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments/CN-2026-000001
then 200: type totals tax lines settlement
    type: "credit-note"
    totals: {"net": "90.00", "tax": "18.00", "gross": "108.00"}
    tax:
        {"category": "S", "rate": "20", "base": "90.00", "amount": "18.00"}
    lines:
        {"line": "2", "service": "seals", "before": "90.00", "after": "0.00", "net": "90.00"}
    settlement:
        {"kind": "offset", "amount": "108.00"}
