story: A gross worth that no tax amount reaches takes the next larger credit, and says so in words.
why:   DESIGN.md 4, "Gross worth": 100 + 20 % cannot become 50.01: take the next larger credit (70.00).

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
    {"invoice": "INV-1003", "channel": "letter", "basis": "gross", "worth": "50.01"}
then 201: preview.lines preview.tax preview.after preview.credit preview.remark
    preview.lines:
        {"line": "1", "before": "100.00", "after": "41.67", "credit": "58.33"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "58.33", "amount": "11.67"}
    preview.after: {"net": "41.67", "tax": "8.33", "gross": "50.00"}
    preview.credit: {"net": "58.33", "tax": "11.67", "gross": "70.00"}
    preview.remark: "No tax amount comes to the stated gross exactly: what remains is 0.01 below it, in the customer's favour."
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments/CN-2026-000001
then 200: totals tax lines settlement
    totals: {"net": "58.33", "tax": "11.67", "gross": "70.00"}
    tax:
        {"category": "S", "rate": "20", "base": "58.33", "amount": "11.67"}
    lines:
        {"line": "1", "service": "cleaning", "before": "100.00", "after": "41.67", "net": "58.33"}
    settlement:
        {"kind": "offset", "amount": "70.00"}
