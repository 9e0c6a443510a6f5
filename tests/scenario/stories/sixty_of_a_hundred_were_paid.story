story: What is open is offset first, and only the rest is refunded: 60 of 100 paid, worth 20, offsets 40 and refunds 40.
why:   DESIGN.md 4: "Offset what is open on the same invoice first; only the rest follows the customer's wish, by default a refund".

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
    {"invoice": "INV-1005", "channel": "phone", "worth": "20.00"}
then 201: preview.credit
    preview.credit: {"net": "80.00", "tax": "0.00", "gross": "80.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "adjusted"
when finance GET /v1/adjustments/CN-2026-000001
then 200: totals settlement
    totals: {"net": "80.00", "tax": "0.00", "gross": "80.00"}
    settlement:
        {"kind": "offset", "amount": "40.00"}
        {"kind": "refund", "amount": "40.00"}
when finance GET /v1/entries
then 200: items.*.debit items.*.credit items.*.amount items.*.origin
    items.*.debit: ["1200 Receivables", "1000 Bank", "4800 Guarantee allowances", "1200 Receivables"]
    items.*.credit: ["4000 Sales", "1200 Receivables", "1200 Receivables", "2300 Refunds payable"]
    items.*.amount: ["100.00", "60.00", "80.00", "40.00"]
    items.*.origin: ["books", "books", "makegood", "makegood"]
when finance GET /v1/invoices/INV-1005
then 200: standing.totals standing.open
    standing.totals: {"net": "20.00", "tax": "0.00", "gross": "20.00"}
    standing.open: "0.00"
