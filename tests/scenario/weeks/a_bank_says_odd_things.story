story: A bank and a bookkeeper say odd things: what fits one movement is taken, what may be two is left to a person, and no money leaves twice.
why:   DESIGN.md 4: "Refundable = max(0, paid - reversed - refunds not failed)"; unknown is not failed, and one key is for ever

it is 2026-11-02 09:00:00
file invoices.jsonl
    {"number": "INV-1", "issued_on": "2026-10-26", "currency": "GBP", "customer": {"id": "C-103", "name": "Brook & Son", "email": "x@c-103.example", "address": {"street": "Mill Lane 4", "city": "Leeds", "postal_code": "LS1 4AB", "country": "GB"}}, "lines": [{"id": "1", "service": "training", "description": "Training", "quantity": "1", "unit": "HUR", "unit_price": "100.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "100.00", "amount": "20.00"}], "totals": {"net": "100.00", "tax": "20.00", "gross": "120.00"}}
    {"number": "INV-2", "issued_on": "2026-10-26", "currency": "GBP", "customer": {"id": "C-101", "name": "Ashgrove Bakery", "email": "x@c-101.example", "address": {"street": "Mill Lane 4", "city": "Leeds", "postal_code": "LS1 4AB", "country": "GB"}}, "lines": [{"id": "1", "service": "training", "description": "Training", "quantity": "1", "unit": "HUR", "unit_price": "50.00", "net": "50.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "50.00", "amount": "10.00"}], "totals": {"net": "50.00", "tax": "10.00", "gross": "60.00"}}
when makegood import invoices --db books.db invoices.jsonl
then 0
    invoices   2 added, 0 unchanged
    credits    0 added, 0 unchanged
    rejected   0 documents
# a bookkeeper's own list, with a mapping; ids keep their place
file list.csv
    Booked;No;Amount;Purpose;From
    02.11.2026;1;60,00;INV-1 first half;GB29 NWBK 6016 1331 9268 19
    02.11.2026;2;60,00;INV-1 second half;GB29 NWBK 6016 1331 9268 19
    02.11.2026;3;60,00;INV-2;DE89 3704 0044 0532 0130 00
    02.11.2026;4;abc;INV-2;
file mapping.json
    {"delimiter": ";", "decimal_sign": ",", "day_format": "DD.MM.YYYY", "id": "{Booked}-{No}", "received_on": "{Booked}",
     "amount": "{Amount}", "currency": "GBP", "text": "{Purpose}", "payer_iban": "{From}"}
when makegood import payments --db books.db --mapping mapping.json list.csv
then 3
    payments   3 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  0 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   1 not taken
    ! list.csv (line 5/amount): found "abc"; accepted: an amount in GBP, as in "-12.5"
when makegood import payments --db books.db --mapping mapping.json list.csv
then 3
    payments   0 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  3 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   1 not taken
    ! list.csv (line 5/amount): found "abc"; accepted: an amount in GBP, as in "-12.5"
# the bank takes one of two equal payments back, and does not say which
file bounced.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-1</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>X-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>unknown</EndToEndId></Refs><RltdPties><Dbtr><Nm>Brook and Son</Nm></Dbtr><DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-1</Ustrd></RmtInf><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">55.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>X-2</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>unknown</EndToEndId></Refs><RltdPties><Dbtr><Nm>Ashgrove Bakery</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-2</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>X-3</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>unknown</EndToEndId></Refs><RltdPties><Dbtr><Nm>Somebody</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>no number</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db bounced.xml
then 3
    payments   0 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  0 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   3 not taken
    ! bounced.xml (X-1): found a bounced payment, and 2 of 60.00 GBP on invoice "INV-1": 02.11.2026-1 02.11.2026-2; accepted: the reference of one payment; record it with POST /v1/payments/ID/reversal
    ! bounced.xml (X-2): found a bounced payment, and none of 55.00 GBP on invoice "INV-2"; accepted: the reference of one payment; record it with POST /v1/payments/ID/reversal
    ! bounced.xml (X-3): found unknown payment; accepted: a movement that follows from what is recorded
# so a person says it
when finance Ben POST /v1/payments/02.11.2026-2/reversal
    {"reversed_on": "2026-11-02", "reason": "AM04"}
then 200: type
    type: null

it is 2026-11-02 13:00:00
when office Ann POST /v1/claims
    {"invoice": "INV-2", "channel": "phone", "worth": "12.00"}
then 201: preview.credit
    preview.credit: {"net": "40.00", "tax": "8.00", "gross": "48.00"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "adjusted"
when finance Ben POST /v1/refunds/RF-2026-000001/release
then 200: state
    state: "instructed"
# released, and paid by hand the same day: the batch must not order it again
when finance Ben POST /v1/refunds/RF-2026-000001/paid
    {"paid_on": "2026-11-02", "reference": "by hand"}
then 200: state
    state: "paid"
when office Ann POST /v1/claims
    {"invoice": "INV-1", "channel": "phone", "worth": "30.00"}
then 201: preview.credit
    preview.credit: {"net": "75.00", "tax": "15.00", "gross": "90.00"}
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "adjusted"
when finance Ben GET /v1/refunds?state=due
then 200: items.*.number items.*.amount
    items.*.number: ["RF-2026-000002"]
    items.*.amount: ["30.00"]
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 200: state
    state: "instructed"
when finance Ben POST /v1/refunds/RF-2026-000002/failed
    {"failed_on": "2026-11-02", "reason": "wrong sort code"}
then 200: state
    state: "failed"
when finance Ben POST /v1/refunds/RF-2026-000002/retry
then 200: state
    state: "due"
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 200: state
    state: "instructed"

it is 2026-11-03 08:00:00
when makegood export close --db books.db --through 2026-11-02
then 0
    batch 1, through 2026-11-02, events 1 to 27
      2 credit notes in GBP: net 115.00, tax 23.00, gross 138.00
      1 refund in GBP: 30.00
      1000 Bank: debit 0.00, credit 48.00 GBP
      1200 Receivables: debit 78.00, credit 138.00 GBP
      2200 Output tax: debit 23.00, credit 0.00 GBP
      2300 Refunds payable: debit 48.00, credit 78.00 GBP
      4800 Guarantee allowances: debit 115.00, credit 0.00 GBP
      checkpoint 27 (sha256)
when makegood export batch 1 --db books.db --format pain001 --out batch-1
then 3
    pain001: 2 files, sha256 (sha256), as sealed
    ! makegood: not everything can be said in the format pain001: batch-1/refunds-refused.csv names what is left out, and why
when somebody runs cat batch-1/refunds-refused.csv && grep EndToEndId batch-1/refunds.xml
then 0
    refund,why
    RF-2026-000001,it was paid before the batch was closed
    RF-2026-000002,"attempt 1 failed before the batch was closed, and attempt 2 went out instead"
              <EndToEndId>RF-2026-000002</EndToEndId>
# the bank's word of another amount is not the refund
file tuesday.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-2</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">29.99</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>Y-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>RF-2026-000002</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">48.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>Y-2</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>RF-2026-000001</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db tuesday.xml
then 3
    payments   0 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  0 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   2 not taken
    ! tuesday.xml (Y-1): found 29.99 GBP for refund "RF-2026-000002"; accepted: the amount of that refund, 30.00 GBP
    ! tuesday.xml (Y-2): found refund "RF-2026-000001", which is paid; accepted: one from which a refund may become paid: due → instructed → paid | failed → due
when finance Ben GET /v1/refunds
then 200: items.*.number items.*.amount items.*.state
    items.*.number: ["RF-2026-000001", "RF-2026-000002"]
    items.*.amount: ["48.00", "30.00"]
    items.*.state: ["paid", "instructed"]
