story: Credits given elsewhere count: worth 200.00 after 82.00 on 334.99 credits 52.99.
why:   DESIGN.md 4, "Worth of a whole invoice": "worth 200.00 after credits of 82.00 on 334.99 credits 52.99".

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

when another document credits
    {"invoice": "INV-1001", "number": "ERP-77", "net": "68.33", "tax": "13.67", "gross": "82.00"}

when finance GET /v1/invoices/INV-1001
then 200: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "68.33", "net": "51.61"}
        {"id": "2", "billed": "68.33", "net": "51.60"}
        {"id": "3", "billed": "57.50", "net": "43.43"}
        {"id": "4", "billed": "85.00", "net": "64.19"}
    standing.totals: {"net": "210.83", "tax": "42.16", "gross": "252.99"}
    standing.open: "252.99"
when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "worth": "200.00"}
then 201: routing.flags preview.before preview.after preview.credit
    routing.flags: ["credited-elsewhere"]
    preview.before: {"net": "210.83", "tax": "42.16", "gross": "252.99"}
    preview.after: {"net": "166.67", "tax": "33.33", "gross": "200.00"}
    preview.credit: {"net": "44.16", "tax": "8.83", "gross": "52.99"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments/CN-2026-000001
then 200: totals tax lines settlement
    totals: {"net": "44.16", "tax": "8.83", "gross": "52.99"}
    tax:
        {"category": "S", "rate": "20", "base": "44.16", "amount": "8.83"}
    lines:
        {"line": "1", "service": "screening", "before": "51.61", "after": "40.80", "net": "10.81"}
        {"line": "2", "service": "screening", "before": "51.60", "after": "40.79", "net": "10.81"}
        {"line": "3", "service": "haulage", "before": "43.43", "after": "34.33", "net": "9.10"}
        {"line": "4", "service": "crushing", "before": "64.19", "after": "50.75", "net": "13.44"}
    settlement:
        {"kind": "offset", "amount": "52.99"}
when finance GET /v1/invoices/INV-1001
then 200: standing.totals standing.open
    standing.totals: {"net": "166.67", "tax": "33.33", "gross": "200.00"}
    standing.open: "200.00"
