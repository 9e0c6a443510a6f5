story: A worth above what stands is an offer: nothing happens until the customer confirms the exact amount and tax.
why:   Law 5: up is an offer, down is a right.

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
    {"invoice": "INV-1003", "channel": "link", "worth": "150.00", "words": "Worth more than you asked."}
then 201: state preview.credit preview.offer.lines preview.offer.tax preview.offer.totals
    state: "received"
    preview.credit: {"net": "0.00", "tax": "0.00", "gross": "0.00"}
    preview.offer.lines:
        {"line": "1", "before": "100.00", "after": "125.00", "supplement": "25.00"}
    preview.offer.tax:
        {"category": "S", "rate": "20", "base": "25.00", "amount": "5.00"}
    preview.offer.totals: {"net": "25.00", "tax": "5.00", "gross": "30.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "approved"
when finance GET /v1/adjustments
then 200: items
    items: []

it is 2026-11-20T09:00:00Z
when the promises run out
then 200: kept
    kept: 0

when president POST /v1/claims/claim-1/offer/confirm
    {"gross": "150.00", "tax": "25.00"}
then 403: type
    type: "https://makegood.dev/problems/forbidden"
when integration POST /v1/claims/claim-1/offer/confirm
    {"gross": "149.00", "tax": "25.00"}
then 409: type pointer found expected
    type: "https://makegood.dev/problems/offer-differs"
    pointer: "/gross"
    found: "\"149.00\" with tax \"25.00\""
    expected: "\"30.00\" with tax \"5.00\""
when integration POST /v1/claims/claim-1/offer/confirm
    {"gross": "30.00", "tax": "5.00"}
then 200: state
    state: "settled"
when finance GET /v1/adjustments
then 200: items.*.number items.*.type items.*.totals items.*.settlement
    items.*.number: ["SI-2026-000001"]
    items.*.type: ["supplementary-invoice"]
    items.*.totals:
        {"net": "25.00", "tax": "5.00", "gross": "30.00"}
    items.*.settlement:
        []
when finance GET /v1/invoices/INV-1003
then 200: standing.totals standing.open
    standing.totals: {"net": "125.00", "tax": "25.00", "gross": "150.00"}
    standing.open: "150.00"
