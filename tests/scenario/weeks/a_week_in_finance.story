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
when somebody runs cat rejects.csv
then 0
# the same file again changes nothing
when makegood import payments --db books.db monday.xml
then 3
# what the remittance said is a statement of the customer's: a claim, without a call
when office GET /v1/queue
then 200: items.*.invoice items.*.customer
when office GET /v1/invoices/INV-1005
then 200: standing.open claims.*.state
when office GET /v1/holds
then 200: items.*.invoice items.*.open

# --- Monday, after lunch: a call, and the president
it is 2026-11-02 13:00:00
when office Ann POST /v1/claims
    {"invoice": "INV-1001", "channel": "phone", "lines": [{"line": "1", "worth": "0.00"}, {"line": "2", "worth": "0.00"}]}
then 201: number preview.credit
when president POST /v1/claims/claim-1/approve
then 200: state
when president POST /v1/claims/claim-2/approve
then 200: state
when finance Ben GET /v1/refunds
then 200: items.*.number items.*.amount items.*.state
when finance Ben POST /v1/refunds/RF-2026-000001/release
then 200: state
# a wish that the money go elsewhere needs the customer's word and a second person
when office Ann POST /v1/claims
    {"invoice": "INV-1003", "channel": "phone", "worth": "1080.00", "contact": {"phone": "+44 1482 496 000"}}
then 201: preview.credit
when president POST /v1/claims/claim-3/approve
then 200: state
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 409: type detail
when office Ann POST /v1/refunds/RF-2026-000002/account
    {"iban": "DE89370400440532013000", "holder": "Northgate Clinic"}
then 200: state
when office Ann POST /v1/refunds/RF-2026-000002/account/confirm
    {"over": "phone"}
then 200: type
when finance Ben POST /v1/refunds/RF-2026-000002/account/confirm
    {"over": "phone"}
then 200: state
when finance Ben POST /v1/refunds/RF-2026-000002/release
then 200: state
# a third claim stays open over the close
when office Ann POST /v1/claims
    {"invoice": "INV-1002", "channel": "phone", "worth": "180.00"}
then 201: preview.credit

# --- Tuesday: a payment bounces, Monday is closed
it is 2026-11-03 08:00:00
file tuesday.xml
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
    <Id>N-2</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    <Ntry><Amt Ccy="GBP">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>BS-9</EndToEndId></Refs><RltdPties><Dbtr><Nm>Brook and Son</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>INV-1006</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
    </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
when makegood import payments --db books.db tuesday.xml
then 0
when makegood import payments --db books.db tuesday.xml
then 0
when makegood export close --db books.db --through 2026-11-03
then 1
when makegood export close --db books.db --through 2026-11-02
then 0
when makegood export batch 1 --db books.db --format all --out batch-1
then 0
when somebody runs find batch-1 -type f | sort
then 0
when somebody runs cat batch-1/csv/adjustments.csv
then 0
when somebody runs cat batch-1/entries/entries.csv
then 0
when somebody runs cat batch-1/hledger/batch.journal
then 0
when somebody runs cat batch-1/pain001/refunds.xml
then 0
when somebody runs cat batch-1/liabilities/liabilities.csv
then 0
when somebody runs cat batch-1/xero/xero.csv
then 0

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
when finance Ben GET /v1/refunds
then 200: items.*.number items.*.state items.*.failure
when finance Ben GET /v1/claims/claim-2
then 200: state
when makegood export close --db books.db --through 2026-11-03
then 0
when makegood export batch 2 --db books.db --format entries --out batch-2
then 0
when somebody runs cat batch-2/entries.csv
then 0

# --- Thursday: nothing is ever the same file with other bytes
it is 2026-11-05 08:00:00
when makegood export close --db books.db --through 2026-11-04
then 0
when makegood export batch 1 --db books.db --format all --out again
then 0
when somebody runs diff -r batch-1 again
then 0
when makegood export batch 3 --db books.db --format entries --out batch-2
then 1
when finance Ben POST /v1/exports/1/booked
    {"reference": "GL 4711"}
then 200: state reference
when finance Ben POST /v1/exports/1/booked
    {"reference": "GL 4711"}
then 200: state
when finance Ben POST /v1/exports/1/failed
    {"reason": "no"}
then 409: type

# --- and what was booked is what was issued
when makegood reconcile --db books.db --against batch-1/csv/adjustments.csv
then 0
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
when makegood reconcile --db books.db --against booked.csv --mapping mapping.json --format json
then 3
when makegood reconcile --db books.db --against nowhere.csv
then 1
when makegood reconcile --db books.db --against booked.csv
then 1
when makegood journal verify --db books.db
then 0
