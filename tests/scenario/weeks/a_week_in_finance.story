story: A week in finance: money comes in, some of it short, bounced or unclear; claims are honoured and refunded; the period is closed, handed over, booked and reconciled.
why:   DESIGN.md 1: "numbers tie out to the cent, exports load into the books unchanged"

# --- Monday: invoices and the bank's first file
it is 2026-11-02 09:00:00
file invoices.jsonl
    {"number": "INV-1001", "issued_on": "2026-10-05", "due_on": "2026-11-04", "currency": "GBP", "customer": {"id": "C-100", "name": "Hartley Quarry Ltd", "email": "accounts@hartley.example", "address": {"street": "High Street 1", "city": "Leeds", "postal_code": "AB1 2CD", "country": "GB"}}, "lines": [{"id": "1", "service": "screening", "description": "Rock screening, week 38", "quantity": "4", "unit": "HUR", "unit_price": "17.0825", "net": "68.33", "tax_category": "S", "tax_rate": "20"}, {"id": "2", "service": "screening", "description": "Rock screening, week 39", "quantity": "4", "unit": "HUR", "unit_price": "17.0825", "net": "68.33", "tax_category": "S", "tax_rate": "20"}, {"id": "3", "service": "haulage", "description": "Haulage to site", "quantity": "1", "unit": "HUR", "unit_price": "57.50", "net": "57.50", "tax_category": "S", "tax_rate": "20"}, {"id": "4", "service": "crushing", "description": "Crushing, half a day", "quantity": "1", "unit": "HUR", "unit_price": "85.00", "net": "85.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "279.16", "amount": "55.83"}], "totals": {"net": "279.16", "tax": "55.83", "gross": "334.99"}, "paid": "0.00"}
    {"number": "INV-1002", "issued_on": "2026-10-12", "due_on": "2026-11-11", "currency": "GBP", "customer": {"id": "C-101", "name": "Ashgrove Bakery", "email": "office@ashgrove.example", "address": {"street": "High Street 1", "city": "York", "postal_code": "AB1 2CD", "country": "GB"}}, "lines": [{"id": "1", "service": "oven-service", "description": "Oven service", "quantity": "2", "unit": "HUR", "unit_price": "100.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"}, {"id": "2", "service": "oven-service", "description": "Replacement seals", "quantity": "4", "unit": "HUR", "unit_price": "25.00", "net": "100.00", "tax_category": "S", "tax_rate": "20"}], "allowances": [{"category": "S", "rate": "20", "amount": "20.00", "reason": "Loyalty"}], "tax": [{"category": "S", "rate": "20", "base": "180.00", "amount": "36.00"}], "totals": {"net": "180.00", "tax": "36.00", "gross": "216.00"}}
    {"number": "INV-1003", "issued_on": "2026-10-19", "due_on": "2026-11-18", "currency": "GBP", "customer": {"id": "C-102", "name": "Northgate Clinic", "email": "billing@northgate.example", "address": {"street": "High Street 1", "city": "Hull", "postal_code": "AB1 2CD", "country": "GB"}}, "lines": [{"id": "1", "service": "cleaning", "description": "Night cleaning, October", "quantity": "20", "unit": "HUR", "unit_price": "31.50", "net": "630.00", "tax_category": "S", "tax_rate": "20"}, {"id": "2", "service": "cleaning", "description": "Window cleaning", "quantity": "3", "unit": "HUR", "unit_price": "40.00", "net": "120.00", "tax_category": "S", "tax_rate": "20"}, {"id": "3", "service": "training", "description": "Hygiene training", "quantity": "1", "unit": "HUR", "unit_price": "250.00", "net": "250.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "1000.00", "amount": "200.00"}], "totals": {"net": "1000.00", "tax": "200.00", "gross": "1200.00"}, "paid": "1200.00"}
    {"number": "INV-1005", "issued_on": "2026-10-26", "currency": "GBP", "customer": {"id": "C-101", "name": "Ashgrove Bakery", "email": "x@c-101.example", "address": {"street": "Mill Lane 4", "city": "Leeds", "postal_code": "LS1 4AB", "country": "GB"}}, "lines": [{"id": "1", "service": "training", "description": "Training", "quantity": "1", "unit": "HUR", "unit_price": "200.00", "net": "200.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "200.00", "amount": "40.00"}], "totals": {"net": "200.00", "tax": "40.00", "gross": "240.00"}}
    {"number": "INV-1006", "issued_on": "2026-10-26", "currency": "GBP", "customer": {"id": "C-103", "name": "Brook & Son", "email": "x@c-103.example", "address": {"street": "Mill Lane 4", "city": "Leeds", "postal_code": "LS1 4AB", "country": "GB"}}, "lines": [{"id": "1", "service": "training", "description": "Training", "quantity": "1", "unit": "HUR", "unit_price": "50.00", "net": "50.00", "tax_category": "S", "tax_rate": "20"}], "tax": [{"category": "S", "rate": "20", "base": "50.00", "amount": "10.00"}], "totals": {"net": "50.00", "tax": "10.00", "gross": "60.00"}}
when makegood import invoices --db books.db invoices.jsonl
then 0
    invoices   5 added, 0 unchanged
    credits    0 added, 0 unchanged
    rejected   0 documents
file monday.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-1</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">334.99</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>HQ-77</EndToEndId></Refs><RltdPties><Dbtr><Nm>Hartley Quarry Ltd</Nm></Dbtr><DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-1001 with thanks</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">200.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-2</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>AB-1</EndToEndId></Refs><RltdPties><Dbtr><Nm>Ashgrove Bakery</Nm></Dbtr><DbtrAcct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Strd><RfrdDocInf><Nb>INV-1005</Nb><LineDtls><Id><Nb>1</Nb></Id><Amt><AdjstmntAmtAndRsn><Amt Ccy="GBP">40.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Rsn>16</Rsn><AddtlInf>the trainer left at noon</AddtlInf></AdjstmntAmtAndRsn></Amt></LineDtls></RfrdDocInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">60.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-3</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>BS-9</EndToEndId></Refs><RltdPties><Dbtr><Nm>Brook and Son</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-1006</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">276.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-4</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Somebody</Nm></Dbtr></RltdPties><RmtInf><Ustrd>INV-1002 and INV-1006</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">75.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-5</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>A Stranger</Nm></Dbtr></RltdPties><RmtInf><Ustrd>for the flowers</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">12.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A-6</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>account fee</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db --rejects rejects.csv monday.xml
then 3
    payments   3 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  0 known already
    claims     1 stated by a remittance
    left out   1 not ours
    rejected   2 not taken
    ! monday.xml (A-4): found the text names 2 invoices, "INV-1002", "INV-1006", and not how much is for which; accepted: a payment that means one invoice; record it with POST /v1/payments
    ! monday.xml (A-5): found the text "for the flowers" names no invoice; accepted: a payment that means one invoice; record it with POST /v1/payments
when somebody runs cat rejects.csv
then 0
    file,line,document,pointer,found,expected
    monday.xml,,A-6,/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[6]/NtryDtls[1]/TxDtls[1],a debit that is not one of our refunds,nothing to be done
    monday.xml,,A-4,/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[4]/NtryDtls[1]/TxDtls[1],"the text names 2 invoices, ""INV-1002"", ""INV-1006"", and not how much is for which",a payment that means one invoice; record it with POST /v1/payments
    monday.xml,,A-5,/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[5]/NtryDtls[1]/TxDtls[1],"the text ""for the flowers"" names no invoice",a payment that means one invoice; record it with POST /v1/payments
# the same file again changes nothing
when makegood import payments --db books.db monday.xml
then 3
    payments   0 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  3 known already
    claims     0 stated by a remittance
    left out   1 not ours
    rejected   2 not taken
    ! monday.xml (A-4): found the text names 2 invoices, "INV-1002", "INV-1006", and not how much is for which; accepted: a payment that means one invoice; record it with POST /v1/payments
    ! monday.xml (A-5): found the text "for the flowers" names no invoice; accepted: a payment that means one invoice; record it with POST /v1/payments
# what the remittance said is a statement of the customer's: a claim, without a call
when office GET /v1/queue
then 200: items.*.invoice items.*.customer
    items.*.invoice: ["INV-1005"]
    items.*.customer: ["Ashgrove Bakery"]
when office GET /v1/invoices/INV-1005
then 200: standing.open claims.*.state
    standing.open: "40.00"
    claims.*.state: ["received"]
when office GET /v1/holds
then 200: items.*.invoice items.*.open
    items.*.invoice: ["INV-1005"]
    items.*.open: ["40.00"]

# --- Monday, after lunch: a call, and the president
it is 2026-11-02 13:00:00
when office Ann POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "lines": [{"line": "1", "worth": "0.00"}, {"line": "2", "worth": "0.00"}]}
then 201: number preview.credit
    number: "G-2026-000002"
    preview.credit: {"net": "136.66", "tax": "27.33", "gross": "163.99"}
when president POST /v1/claims/claim-1/approve
then 200: state
    state: "settled"
when president POST /v1/claims/claim-2/approve
then 200: state
    state: "adjusted"
when finance Ben GET /v1/refunds
then 200: items.*.number items.*.amount items.*.state
    items.*.number: ["RF-2026-000001"]
    items.*.amount: ["163.99"]
    items.*.state: ["due"]
when finance Ben POST /v1/refunds/RF-2026-000001/release
then 200: state
    state: "instructed"
# a wish that the money go elsewhere needs the customer's word and a second person
when office Ann POST /v1/claims
    {"invoice": "INV-1003", "channel": "phone", "worth": "1080.00", "contact": {"phone": "+44 1482 496 000"}}
then 201: preview.credit
    preview.credit: {"net": "100.00", "tax": "20.00", "gross": "120.00"}
when president POST /v1/claims/claim-3/approve
then 200: state
    state: "adjusted"
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 409: type detail
    type: "https://makegood.dev/problems/account-unknown"
    detail: "Nobody knows which account paid; name one, and have the customer confirm it. None is guessed."
when office Ann POST /v1/refunds/RF-2026-000002/account
    {"iban": "DE89370400440532013000", "holder": "Northgate Clinic"}
then 200: state
    state: "due"
when office Ann POST /v1/refunds/RF-2026-000002/account/confirm
    {"over": "phone"}
then 409: type
    type: "https://makegood.dev/problems/second-person-needed"
when finance Ben POST /v1/refunds/RF-2026-000002/account/confirm
    {"over": "phone"}
then 200: state
    state: "due"
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 200: state
    state: "instructed"
# a third claim stays open over the close
when office Ann POST /v1/claims
    {"invoice": "INV-1002", "channel": "phone", "worth": "180.00"}
then 201: preview.credit
    preview.credit: {"net": "30.00", "tax": "6.00", "gross": "36.00"}

# --- Tuesday: a payment bounces, Monday is closed
it is 2026-11-03 08:00:00
file tuesday.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-2</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>BS-9</EndToEndId></Refs><RltdPties><Dbtr><Nm>Brook and Son</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-1006</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db tuesday.xml
then 0
    payments   0 received, 1 bounced
    refunds    0 paid, 0 returned
    unchanged  0 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   0 not taken
when makegood import payments --db books.db tuesday.xml
then 0
    payments   0 received, 0 bounced
    refunds    0 paid, 0 returned
    unchanged  1 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   0 not taken
when makegood export close --db books.db --through 2026-11-03
then 1
    ! makegood: nothing is closed through 2026-11-03; accepted: a day before today, 2026-11-03, in the company's zone
when makegood export close --db books.db --through 2026-11-02
then 0
    batch 1, through 2026-11-02, events 1 to 33
      3 credit notes in GBP: net 269.99, tax 54.00, gross 323.99
      2 refunds in GBP: 283.99
      1200 Receivables: debit 283.99, credit 323.99 GBP
      2200 Output tax: debit 54.00, credit 0.00 GBP
      2300 Refunds payable: debit 0.00, credit 283.99 GBP
      2320 Refund liability: debit 0.00, credit 36.00 GBP
      4800 Guarantee allowances: debit 269.99, credit 0.00 GBP
      4890 Guarantee accruals: debit 36.00, credit 0.00 GBP
      1 claim is stated and not adjusted: see the format liabilities
      checkpoint 33 (sha256)
when makegood export batch 1 --db books.db --format all --out batch-1
then 0
    beancount: 1 file, sha256 (sha256), as sealed
    csv: 1 file, sha256 (sha256), as sealed
    entries: 1 file, sha256 (sha256), as sealed
    hledger: 1 file, sha256 (sha256), as sealed
    jsonl: 1 file, sha256 (sha256), as sealed
    ledger: 1 file, sha256 (sha256), as sealed
    liabilities: 1 file, sha256 (sha256), as sealed
    make-goods: 1 file, sha256 (sha256), as sealed
    netsuite: 1 file, sha256 (sha256), as sealed
    netsuite-invoices: 1 file, sha256 (sha256), as sealed
    pain001: 1 file, sha256 (sha256), as sealed
    quickbooks-online: 1 file, sha256 (sha256), as sealed
    quickbooks-online-invoices: 1 file, sha256 (sha256), as sealed
    sage-50: 1 file, sha256 (sha256), as sealed
    ubl: 3 files, sha256 (sha256), as sealed
    xero: 1 file, sha256 (sha256), as sealed
when somebody runs find batch-1 -type f | sort
then 0
    batch-1/beancount/batch.beancount
    batch-1/csv/adjustments.csv
    batch-1/entries/entries.csv
    batch-1/hledger/batch.journal
    batch-1/jsonl/adjustments.jsonl
    batch-1/ledger/batch.ledger
    batch-1/liabilities/liabilities.csv
    batch-1/make-goods/make-goods.csv
    batch-1/netsuite-invoices/netsuite-invoices.csv
    batch-1/netsuite/netsuite.csv
    batch-1/pain001/refunds.xml
    batch-1/quickbooks-online-invoices/quickbooks-online-invoices.csv
    batch-1/quickbooks-online/quickbooks-online.csv
    batch-1/sage-50/sage-50.csv
    batch-1/ubl/CN-2026-000001.xml
    batch-1/ubl/CN-2026-000002.xml
    batch-1/ubl/CN-2026-000003.xml
    batch-1/xero/xero.csv
when somebody runs cat batch-1/csv/adjustments.csv
then 0
    number,type,issued_on,invoice,invoice_issued_on,claim,currency,net,tax,rounding,gross,offset,refund,balance,out-of-band
    CN-2026-000001,credit-note,2026-11-02,INV-1005,2026-10-26,claim-1,GBP,33.33,6.67,0.00,40.00,40.00,0.00,0.00,0.00
    CN-2026-000002,credit-note,2026-11-02,INV-1001,2026-10-05,claim-2,GBP,136.66,27.33,0.00,163.99,0.00,163.99,0.00,0.00
    CN-2026-000003,credit-note,2026-11-02,INV-1003,2026-10-19,claim-3,GBP,100.00,20.00,0.00,120.00,0.00,120.00,0.00,0.00
when somebody runs cat batch-1/entries/entries.csv
then 0
    posted_on,document,invoice,debit,credit,currency,amount
    2026-11-02,CN-2026-000001,INV-1005,4800 Guarantee allowances,1200 Receivables,GBP,33.33
    2026-11-02,CN-2026-000001,INV-1005,2200 Output tax,1200 Receivables,GBP,6.67
    2026-11-02,CN-2026-000002,INV-1001,4800 Guarantee allowances,1200 Receivables,GBP,136.66
    2026-11-02,CN-2026-000002,INV-1001,2200 Output tax,1200 Receivables,GBP,27.33
    2026-11-02,CN-2026-000002,INV-1001,1200 Receivables,2300 Refunds payable,GBP,163.99
    2026-11-02,CN-2026-000003,INV-1003,4800 Guarantee allowances,1200 Receivables,GBP,100.00
    2026-11-02,CN-2026-000003,INV-1003,2200 Output tax,1200 Receivables,GBP,20.00
    2026-11-02,CN-2026-000003,INV-1003,1200 Receivables,2300 Refunds payable,GBP,120.00
    2026-11-02,batch 1,,4890 Guarantee accruals,2320 Refund liability,GBP,36.00
when somebody runs cat batch-1/hledger/batch.journal
then 0
    ; Millstone Services Ltd, export batch 1
    decimal-mark .

    tag invoice
    tag sequence

    commodity 1000.00 GBP

    payee Ashgrove Bakery
    payee Claims not adjusted yet
    payee Hartley Quarry Ltd
    payee Northgate Clinic

    account Assets:1000 Bank
    account Assets:1200 Receivables
    account Liabilities:2200 Output tax
    account Liabilities:2300 Refunds payable
    account Liabilities:2310 Customer balances
    account Liabilities:2320 Refund liability
    account Income:4000 Sales
    account Income:4800 Guarantee allowances
    account Income:4890 Guarantee accruals
    account Income:4990 Rounding
    account Expenses:6800 Make-goods

    2026-11-02 (CN-2026-000001) Ashgrove Bakery | CN-2026-000001 for INV-1005
        ; invoice: INV-1005
        ; sequence: 15
        Income:4800 Guarantee allowances               33.33 GBP
        Assets:1200 Receivables                       -33.33 GBP
        Liabilities:2200 Output tax                     6.67 GBP
        Assets:1200 Receivables                        -6.67 GBP

    2026-11-02 (CN-2026-000002) Hartley Quarry Ltd | CN-2026-000002 for INV-1001
        ; invoice: INV-1001
        ; sequence: 20
        Income:4800 Guarantee allowances              136.66 GBP
        Assets:1200 Receivables                      -136.66 GBP
        Liabilities:2200 Output tax                    27.33 GBP
        Assets:1200 Receivables                       -27.33 GBP
        Assets:1200 Receivables                       163.99 GBP
        Liabilities:2300 Refunds payable             -163.99 GBP

    2026-11-02 (CN-2026-000003) Northgate Clinic | CN-2026-000003 for INV-1003
        ; invoice: INV-1003
        ; sequence: 27
        Income:4800 Guarantee allowances              100.00 GBP
        Assets:1200 Receivables                      -100.00 GBP
        Liabilities:2200 Output tax                    20.00 GBP
        Assets:1200 Receivables                       -20.00 GBP
        Assets:1200 Receivables                       120.00 GBP
        Liabilities:2300 Refunds payable             -120.00 GBP

    2026-11-02 (batch 1) Claims not adjusted yet | batch 1
        ; sequence: batch-1
        Income:4890 Guarantee accruals                 36.00 GBP
        Liabilities:2320 Refund liability             -36.00 GBP
when somebody runs cat batch-1/pain001/refunds.xml
then 0
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
      <CstmrCdtTrfInitn>
        <GrpHdr>
          <MsgId>MG1-(hash)</MsgId>
          <CreDtTm>2026-11-03T00:00:00Z</CreDtTm>
          <NbOfTxs>2</NbOfTxs>
          <CtrlSum>283.99</CtrlSum>
          <InitgPty>
            <Nm>Millstone Services Ltd</Nm>
          </InitgPty>
        </GrpHdr>
        <PmtInf>
          <PmtInfId>MG1-(hash)-GBP</PmtInfId>
          <PmtMtd>TRF</PmtMtd>
          <BtchBookg>false</BtchBookg>
          <NbOfTxs>2</NbOfTxs>
          <CtrlSum>283.99</CtrlSum>
          <ReqdExctnDt>
            <Dt>2026-11-03</Dt>
          </ReqdExctnDt>
          <Dbtr>
            <Nm>Millstone Services Ltd</Nm>
          </Dbtr>
          <DbtrAcct>
            <Id>
              <IBAN>GB33BUKB20201555555555</IBAN>
            </Id>
          </DbtrAcct>
          <DbtrAgt>
            <FinInstnId>
              <BICFI>BUKBGB22</BICFI>
            </FinInstnId>
          </DbtrAgt>
          <CdtTrfTxInf>
            <PmtId>
              <InstrId>RF-2026-000001-1</InstrId>
              <EndToEndId>RF-2026-000001</EndToEndId>
            </PmtId>
            <Amt>
              <InstdAmt Ccy="GBP">163.99</InstdAmt>
            </Amt>
            <Cdtr>
              <Nm>Hartley Quarry Ltd</Nm>
            </Cdtr>
            <CdtrAcct>
              <Id>
                <IBAN>GB29NWBK60161331926819</IBAN>
              </Id>
            </CdtrAcct>
            <RmtInf>
              <Ustrd>RF-2026-000001 INV-1001</Ustrd>
            </RmtInf>
          </CdtTrfTxInf>
          <CdtTrfTxInf>
            <PmtId>
              <InstrId>RF-2026-000002-1</InstrId>
              <EndToEndId>RF-2026-000002</EndToEndId>
            </PmtId>
            <Amt>
              <InstdAmt Ccy="GBP">120.00</InstdAmt>
            </Amt>
            <Cdtr>
              <Nm>Northgate Clinic</Nm>
            </Cdtr>
            <CdtrAcct>
              <Id>
                <IBAN>DE89370400440532013000</IBAN>
              </Id>
            </CdtrAcct>
            <RmtInf>
              <Ustrd>RF-2026-000002 INV-1003</Ustrd>
            </RmtInf>
          </CdtTrfTxInf>
        </PmtInf>
      </CstmrCdtTrfInitn>
    </Document>
when somebody runs cat batch-1/liabilities/liabilities.csv
then 0
    claim,number,invoice,currency,net,tax,gross
    claim-4,G-2026-000004,INV-1002,GBP,30.00,6.00,36.00
when somebody runs cat batch-1/xero/xero.csv
then 0
    *ContactName,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,*Description,*Quantity,*UnitAmount,*AccountCode,*TaxType,TaxAmount,Currency
    Ashgrove Bakery,CN-2026-000001,INV-1005,02/11/2026,02/11/2026,"Guarantee, invoice INV-1005: S at 20 %",1,-33.33,4800,20% (VAT on Income),-6.67,GBP
    Hartley Quarry Ltd,CN-2026-000002,INV-1001,02/11/2026,02/11/2026,"Guarantee, invoice INV-1001: S at 20 %",1,-136.66,4800,20% (VAT on Income),-27.33,GBP
    Northgate Clinic,CN-2026-000003,INV-1003,02/11/2026,02/11/2026,"Guarantee, invoice INV-1003: S at 20 %",1,-100.00,4800,20% (VAT on Income),-20.00,GBP

# --- Wednesday: the bank paid one refund and returned the other; Tuesday is closed
it is 2026-11-04 08:00:00
file wednesday.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-3</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">163.99</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>C-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>RF-2026-000001</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">120.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>C-2</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>RF-2026-000002</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="GBP">120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-04</Dt></BookgDt><AcctSvcrRef>C-3</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>RF-2026-000002</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db wednesday.xml
then 0
    payments   0 received, 0 bounced
    refunds    2 paid, 1 returned
    unchanged  0 known already
    claims     0 stated by a remittance
    left out   0 not ours
    rejected   0 not taken
when finance Ben GET /v1/refunds
then 200: items.*.number items.*.state items.*.failure
    items.*.number: ["RF-2026-000001", "RF-2026-000002"]
    items.*.state: ["paid", "failed"]
    items.*.failure: [null, "AC04"]
when finance Ben GET /v1/claims/claim-2
then 200: state
    state: "settled"
when makegood export close --db books.db --through 2026-11-03
then 0
    batch 2, through 2026-11-03, events 34 to 35
      2320 Refund liability: debit 36.00, credit 36.00 GBP
      4890 Guarantee accruals: debit 36.00, credit 36.00 GBP
      1 claim is stated and not adjusted: see the format liabilities
      checkpoint 35 (sha256)
when makegood export batch 2 --db books.db --format entries --out batch-2
then 0
    entries: 1 file, sha256 (sha256), as sealed
when somebody runs cat batch-2/entries.csv
then 0
    posted_on,document,invoice,debit,credit,currency,amount
    2026-11-03,batch 1,,2320 Refund liability,4890 Guarantee accruals,GBP,36.00
    2026-11-03,batch 2,,4890 Guarantee accruals,2320 Refund liability,GBP,36.00

# --- Thursday: nothing is ever the same file with other bytes
it is 2026-11-05 08:00:00
when makegood export close --db books.db --through 2026-11-04
then 0
    batch 3, through 2026-11-04, events 36 to 41
      1000 Bank: debit 120.00, credit 283.99 GBP
      2300 Refunds payable: debit 283.99, credit 120.00 GBP
      2320 Refund liability: debit 36.00, credit 36.00 GBP
      4890 Guarantee accruals: debit 36.00, credit 36.00 GBP
      1 claim is stated and not adjusted: see the format liabilities
      checkpoint 41 (sha256)
when makegood export batch 1 --db books.db --format all --out again
then 0
    beancount: 1 file, sha256 (sha256), as sealed
    csv: 1 file, sha256 (sha256), as sealed
    entries: 1 file, sha256 (sha256), as sealed
    hledger: 1 file, sha256 (sha256), as sealed
    jsonl: 1 file, sha256 (sha256), as sealed
    ledger: 1 file, sha256 (sha256), as sealed
    liabilities: 1 file, sha256 (sha256), as sealed
    make-goods: 1 file, sha256 (sha256), as sealed
    netsuite: 1 file, sha256 (sha256), as sealed
    netsuite-invoices: 1 file, sha256 (sha256), as sealed
    pain001: 1 file, sha256 (sha256), as sealed
    quickbooks-online: 1 file, sha256 (sha256), as sealed
    quickbooks-online-invoices: 1 file, sha256 (sha256), as sealed
    sage-50: 1 file, sha256 (sha256), as sealed
    ubl: 3 files, sha256 (sha256), as sealed
    xero: 1 file, sha256 (sha256), as sealed
when somebody runs diff -r batch-1 again
then 0
when makegood export batch 3 --db books.db --format entries --out batch-2
then 1
    ! makegood: batch-2/entries.csv is there already and holds something else; accepted: a directory that is empty, or that this batch was written to before
when finance Ben POST /v1/exports/1/booked
    {"reference": "GL 4711"}
then 200: state reference
    state: "booked"
    reference: "GL 4711"
when finance Ben POST /v1/exports/1/booked
    {"reference": "GL 4711"}
then 200: state
    state: "booked"
when finance Ben POST /v1/exports/1/failed
    {"reason": "no"}
then 409: type
    type: "https://makegood.dev/problems/batch-answered"

# --- and what was booked is what was issued
when makegood reconcile --db books.db --against batch-1/csv/adjustments.csv
then 0
    The other books tie out to ours: 3 documents of ours, 3 rows of theirs.

    matched: 3 (booked once and the same; sums are credit notes less supplementary invoices)
           documents     net    tax   gross
      GBP          3  269.99  54.00  323.99

    missing: 0 (ours, and the other books have not got them)

    doubled: 0 (booked more than once)

    different: 0 (booked otherwise than issued)

    unknown: 0 (booked with numbers that we never issued)

    unread: 0 (nobody could compare them; a whole row may be one of the missing)
file booked.csv
    Doc;Booked;Total;Cur
    CN-2026-000001;02/11/2026;40,00;GBP
    CN-2026-000002;02/11/2026;163,98;GBP
    CN-2026-000001;02/11/2026;40,00;GBP
    CN-2026-000009;02/11/2026;1,00;GBP
    JV-1;02/11/2026;9,99;GBP
file mapping.json
    {"delimiter": ";", "decimal_sign": ",", "date_format": "DD/MM/YYYY", "sign": "positive", "number_prefixes": ["CN-"],
     "columns": {"number": "Doc", "issued_on": "Booked", "gross": "Total", "currency": "Cur"}}
when makegood reconcile --db books.db --against booked.csv --mapping mapping.json
then 3
    The other books do not tie out to ours: 3 documents of ours, 5 rows of theirs, 1 of them with numbers unlike ours.

    matched: 0 (booked once and the same; sums are credit notes less supplementary invoices)

    missing: 1 (ours, and the other books have not got them)
           documents     net    tax   gross
      GBP          1  100.00  20.00  120.00
      number          type         issued on    gross       batch
      CN-2026-000003  credit-note  2026-11-02  120.00  GBP      1

    doubled: 1 (booked more than once)
      number          times  gross       first line  last line
      CN-2026-000001      2  40.00  GBP           2          4

    different: 1 (booked otherwise than issued)
      number          line  field    ours  theirs
      CN-2026-000002     3  gross  163.99  163.98

    unknown: 1 (booked with numbers that we never issued)
      number          line  times  amount
      CN-2026-000009     5      1    1,00

    unread: 0 (nobody could compare them; a whole row may be one of the missing)
when makegood reconcile --db books.db --against booked.csv --mapping mapping.json --format json
then 3
    {"ties":false,"issued":3,"rows":5,"left_aside":1,"matched":[],"missing_sums":[{"currency":"GBP","documents":1,"net":"100.00","tax":"20.00","gross":"120.00"}],"missing":[{"number":"CN-2026-000003","type":"credit-note","issued_on":"2026-11-02","currency":"GBP","net":"100.00","tax":"20.00","gross":"120.00","batch":"1"}],"doubled":[{"number":"CN-2026-000001","type":"credit-note","issued_on":"2026-11-02","currency":"GBP","net":"33.33","tax":"6.67","gross":"40.00","batch":"1","times":2,"line_first":2,"line_last":4}],"different":[{"number":"CN-2026-000002","line":3,"field":"gross","ours":"163.99","theirs":"163.98"}],"unknown":[{"number":"CN-2026-000009","line_first":5,"times":1,"amount":"1,00"}],"unread":[]}
when makegood reconcile --db books.db --against nowhere.csv
then 1
    ! makegood: nowhere.csv cannot be read; accepted: a CSV file of what was booked
when makegood reconcile --db books.db --against booked.csv
then 1
    ! makegood: booked.csv at /columns/number: found no column "number" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
    ! makegood: booked.csv at /columns/issued_on: found no column "issued_on" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
    ! makegood: booked.csv at /columns/currency: found no column "currency" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
    ! makegood: booked.csv at /columns/net: found no column "net" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
    ! makegood: booked.csv at /columns/tax: found no column "tax" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
    ! makegood: booked.csv at /columns/gross: found no column "gross" in the file; accepted: one of its columns: "Doc;Booked;Total;Cur"
