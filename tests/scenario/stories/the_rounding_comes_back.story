story: The note that exhausts an invoice of 749.98, rounded to 750.00, gives the two cents back too.
why:   DESIGN.md 4, "Gross worth": "the note that exhausts an invoice returns the invoice's" rounding amount.

it is 2026-11-02T09:00:00Z

given integration POST /v1/invoices
    {"number": "INV-1004", "issued_on": "2026-10-05", "currency": "GBP", "customer": {"id": "C-1", "name": "Hartley Quarry Ltd"},
     "lines": [
        {"id": "1", "service": "cleaning", "description": "cleaning", "quantity": "1", "unit_price": "624.98", "net": "624.98", "tax_category": "S", "tax_rate": "20"}],
     "rounding": "0.02",
     "tax": [{"category": "S", "rate": "20", "base": "624.98", "amount": "125.00"}],
     "totals": {"net": "624.98", "tax": "125.00", "gross": "749.98"}}
then 201: standing.lines standing.totals standing.open
    standing.lines:
        {"id": "1", "billed": "624.98", "net": "624.98"}
    standing.totals: {"net": "624.98", "tax": "125.00", "gross": "750.00"}
    standing.open: "750.00"

when office POST /v1/claims
    {"invoice": "INV-1004", "channel": "phone", "basis": "net", "worth": "500.00"}
then 201: preview.before preview.after preview.credit
    preview.before: {"net": "624.98", "tax": "125.00", "gross": "750.00"}
    preview.after: {"net": "500.00", "tax": "100.00", "gross": "600.02"}
    preview.credit: {"net": "124.98", "tax": "25.00", "gross": "149.98"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when office POST /v1/claims
    {"invoice": "INV-1004", "channel": "phone", "worth": "0.00"}
then 201: preview.before preview.after preview.credit preview.rounding
    preview.before: {"net": "500.00", "tax": "100.00", "gross": "600.02"}
    preview.after: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
    preview.credit: {"net": "500.00", "tax": "100.00", "gross": "600.02"}
    preview.rounding: "0.02"
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "settled"
when finance GET /v1/adjustments
then 200: items.*.totals items.*.rounding items.*.settlement
    items.*.totals:
        {"net": "124.98", "tax": "25.00", "gross": "149.98"}
        {"net": "500.00", "tax": "100.00", "gross": "600.02"}
    items.*.rounding: [null, "0.02"]
    items.*.settlement:
        [{"kind": "offset", "amount": "149.98"}]
        [{"kind": "offset", "amount": "600.02"}]
when finance GET /v1/invoices/INV-1004
then 200: standing.totals standing.open
    standing.totals: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
    standing.open: "0.00"
when finance GET /v1/trial-balance
then 200: items.*
    items.*:
        {"account": "1200 Receivables", "currency": "GBP", "debit": "750.00", "credit": "750.00", "balance": "0.00"}
        {"account": "2200 Output tax", "currency": "GBP", "debit": "125.00", "credit": "125.00", "balance": "0.00"}
        {"account": "4000 Sales", "currency": "GBP", "debit": "0.00", "credit": "624.98", "balance": "-624.98"}
        {"account": "4800 Guarantee allowances", "currency": "GBP", "debit": "624.98", "credit": "0.00", "balance": "624.98"}
        {"account": "4990 Rounding", "currency": "GBP", "debit": "0.02", "credit": "0.02", "balance": "0.00"}
