story: A credit elsewhere that comes after ours and gives more than stood is recorded, and nothing is clawed back.
why:   DESIGN.md 4: "one that arrives late and over-credits is recorded and reconciled, never clawed back".

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
    {"invoice": "INV-1003", "channel": "phone", "worth": "60.00"}
then 201: preview.credit
    preview.credit: {"net": "50.00", "tax": "10.00", "gross": "60.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when another document credits
    {"invoice": "INV-1003", "number": "ERP-78", "net": "90.00", "tax": "18.00", "gross": "108.00"}

when finance GET /v1/invoices/INV-1003
then 200: standing.totals standing.over_credited standing.open
    standing.totals: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
    standing.over_credited: "48.00"
    standing.open: "-48.00"
when office POST /v1/claims
    {"invoice": "INV-1003", "channel": "phone", "worth": "0.00"}
then 201: preview.credit
    preview.credit: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments
then 200: items.*.totals
    items.*.totals:
        {"net": "50.00", "tax": "10.00", "gross": "60.00"}
