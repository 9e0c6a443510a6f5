story: A customer who wishes so keeps the rest on their balance, after what is open was offset.
why:   DESIGN.md 4: "only the rest follows the customer's wish".

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1005", "issued_on": "2026-10-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
     "lines": [
        {"id": "1", "service": "training", "description": "training", "quantity": "1", "unit_price": "100.00", "net": "100.00", "tax_category": "Z", "tax_rate": "0"}],
     "paid": "60.00",
     "tax": [{"category": "Z", "rate": "0", "base": "100.00", "amount": "0.00"}],
     "totals": {"net": "100.00", "tax": "0.00", "gross": "100.00"}}
then 201: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "100.00", "net": "100.00"}
    standing.totals: {"net": "100.00", "tax": "0.00", "gross": "100.00"}
    standing.open: "40.00"

when office POST /v1/claims
    {"invoice": "INV-1005", "channel": "phone", "worth": "20.00", "settle": "balance"}
then 201: preview.credit
    preview.credit: {"net": "80.00", "tax": "0.00", "gross": "80.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments/CN-2026-000001
then 200: settlement
    settlement:
        {"kind": "offset", "amount": "40.00"}
        {"kind": "balance", "amount": "40.00"}
when finance GET /v1/trial-balance
then 200: items.*
    items.*:
        {"account": "1000 Bank", "currency": "GBP", "debit": "60.00", "credit": "0.00", "balance": "60.00"}
        {"account": "1200 Receivables", "currency": "GBP", "debit": "140.00", "credit": "140.00", "balance": "0.00"}
        {"account": "2310 Customer balances", "currency": "GBP", "debit": "0.00", "credit": "40.00", "balance": "-40.00"}
        {"account": "4000 Sales", "currency": "GBP", "debit": "0.00", "credit": "100.00", "balance": "-100.00"}
        {"account": "4800 Guarantee allowances", "currency": "GBP", "debit": "80.00", "credit": "0.00", "balance": "80.00"}
