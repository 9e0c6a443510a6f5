story: Credited one line at a time, an invoice of four lines gives back exactly its own tax.
why:   DESIGN.md 4, "Standing tax": 68.33, 68.33, 57.50, 85.00 at 20 %: tax 13.67, 13.66, 11.50, 17.00, always 55.83 in all.

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

when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "basis": "net", "lines": [{"line": "1", "worth": "0.00"}]}
then 201: state preview.lines preview.tax preview.credit
    state: "received"
    preview.lines:
        {"line": "1", "before": "68.33", "after": "0.00", "credit": "68.33"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "68.33", "amount": "13.67"}
    preview.credit: {"net": "68.33", "tax": "13.67", "gross": "82.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"

when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "basis": "net", "lines": [{"line": "2", "worth": "0.00"}]}
then 201: state preview.lines preview.tax preview.credit
    state: "received"
    preview.lines:
        {"line": "2", "before": "68.33", "after": "0.00", "credit": "68.33"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "68.33", "amount": "13.66"}
    preview.credit: {"net": "68.33", "tax": "13.66", "gross": "81.99"}
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "settled"

when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "basis": "net", "lines": [{"line": "3", "worth": "0.00"}]}
then 201: state preview.lines preview.tax preview.credit
    state: "received"
    preview.lines:
        {"line": "3", "before": "57.50", "after": "0.00", "credit": "57.50"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "57.50", "amount": "11.50"}
    preview.credit: {"net": "57.50", "tax": "11.50", "gross": "69.00"}
when president POST /v1/claims/claim-3/approve
then 200: state
    state: "settled"

when office POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "basis": "net", "lines": [{"line": "4", "worth": "0.00"}]}
then 201: state preview.lines preview.tax preview.credit
    state: "received"
    preview.lines:
        {"line": "4", "before": "85.00", "after": "0.00", "credit": "85.00"}
    preview.tax:
        {"category": "S", "rate": "20", "base": "85.00", "amount": "17.00"}
    preview.credit: {"net": "85.00", "tax": "17.00", "gross": "102.00"}
when president POST /v1/claims/claim-4/approve
then 200: state
    state: "settled"

when finance GET /v1/adjustments
then 200: items.*.number items.*.totals items.*.tax
    items.*.number: ["CN-2026-000001", "CN-2026-000002", "CN-2026-000003", "CN-2026-000004"]
    items.*.totals:
        {"net": "68.33", "tax": "13.67", "gross": "82.00"}
        {"net": "68.33", "tax": "13.66", "gross": "81.99"}
        {"net": "57.50", "tax": "11.50", "gross": "69.00"}
        {"net": "85.00", "tax": "17.00", "gross": "102.00"}
    items.*.tax:
        [{"category": "S", "rate": "20", "base": "68.33", "amount": "13.67"}]
        [{"category": "S", "rate": "20", "base": "68.33", "amount": "13.66"}]
        [{"category": "S", "rate": "20", "base": "57.50", "amount": "11.50"}]
        [{"category": "S", "rate": "20", "base": "85.00", "amount": "17.00"}]
when finance GET /v1/invoices/INV-1001
then 200: standing.tax standing.totals standing.open
    standing.tax:
        {"category": "S", "rate": "20", "base": "0.00", "amount": "0.00"}
    standing.totals: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
    standing.open: "0.00"
when finance GET /v1/trial-balance
then 200: items.*
    items.*:
        {"account": "1200 Receivables", "currency": "GBP", "debit": "334.99", "credit": "334.99", "balance": "0.00"}
        {"account": "2200 Output tax", "currency": "GBP", "debit": "55.83", "credit": "55.83", "balance": "0.00"}
        {"account": "4000 Sales", "currency": "GBP", "debit": "0.00", "credit": "279.16", "balance": "-279.16"}
        {"account": "4800 Guarantee allowances", "currency": "GBP", "debit": "279.16", "credit": "0.00", "balance": "279.16"}
