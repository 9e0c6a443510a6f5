#include "adapters/import/bank_statement.hpp"

#include <algorithm>
#include <ctime>
#include <random>

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::import;

namespace {

std::string entry(const std::string& amount, const std::string& rest) {
    return "<Ntry><Amt Ccy=\"EUR\">" + amount + "</Amt>" + rest + "</Ntry>\n";
}

constexpr const char* credit = "<CdtDbtInd>CRDT</CdtDbtInd>";
constexpr const char* debit = "<CdtDbtInd>DBIT</CdtDbtInd>";

std::string booked(const std::string& amount, const std::string& indicator, const std::string& reference,
                   const std::string& details = "") {
    return entry(amount, indicator +
                             "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-29</Dt></BookgDt><ValDt><Dt>2026-04-01</Dt>"
                             "</ValDt><AcctSvcrRef>" +
                             reference + "</AcctSvcrRef>" + details);
}

std::string one_detail(const std::string& inside) {
    return "<NtryDtls><TxDtls>" + inside + "</TxDtls></NtryDtls>";
}

std::string balances(const std::string& opening, const std::string& closing) {
    const auto balance = [](const std::string& type, const std::string& amount) {
        return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-29</Dt></Dt></Bal>\n";
    };
    return balance("OPBD", opening) + balance("CLBD", closing);
}

constexpr const char* account = "<Id>S-1</Id><Acct><Id><IBAN>AT611904300234573201</IBAN></Id></Acct>\n";

std::string notification(const std::string& inside) {
    return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><Ntfctn>" +
           (account + inside) + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";
}

std::string statement(const std::string& inside) {
    return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>" +
           (account + inside) + "</Stmt></BkToCstmrStmt></Document>";
}

bool is_ours(std::string_view end_to_end_id) {
    return end_to_end_id.starts_with("RF-");
}

BankReading read(const std::string& bytes) {
    return read_bank_statement(bytes, is_ours);
}

/// "payment 1.00", "left: why" or "wrong: found" of the only thing that was read.
std::string outcome(const BankReading& reading) {
    std::string words;
    for (const BankPayment& payment : reading.payments)
        words += std::string(to_text(payment.move)) + " " + to_text(payment.amount) +
                 (payment.reverses ? " of " + *payment.reverses : "");
    for (const LeftOut& left : reading.left_out) words += "left: " + left.why;
    for (const Finding& finding : reading.findings) words += "wrong: " + finding.found;
    return words;
}

}  // namespace

TEST_CASE("an entry is yielded as what it is to us, left out with a reason, or a finding, and never lost") {
    struct Row {
        std::string entry;
        const char* outcome;
        const char* why;
    };
    const std::string no_day = std::string(credit) + "<Sts>BOOK</Sts><AcctSvcrRef>A</AcctSvcrRef>";
    const std::string ours = one_detail("<Refs><EndToEndId>RF-7</EndToEndId></Refs>");
    const std::string theirs = one_detail("<Refs><InstrId>I-1</InstrId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>");
    const std::string returned =
        one_detail("<Refs><EndToEndId>E-1</EndToEndId></Refs><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>");
    const std::string unpaid =
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>";
    const Row row = GENERATE_COPY(values<Row>({
        {booked("1.00", credit, "A"), "payment 1.00", "money in"},
        {booked("1.00", credit, "A", theirs), "payment 1.00", "with a transaction that gives no amount of its own"},
        {booked("1", credit, "A"), "payment 1.00", "banks leave zeros out"},
        {booked("1.000", credit, "A"), "payment 1.00", "or write more of them"},
        {booked("1.00", debit, "A", ours), "refund-sent 1.00", "a refund of ours has left"},
        {booked("1.00", std::string(credit) + "<RvslInd>true</RvslInd>", "A", ours), "refund-returned 1.00 of RF-7",
         "and came back"},
        {booked("1.00", std::string(debit) + "<RvslInd>true</RvslInd>", "A", theirs), "bounced-payment 1.00 of I-1",
         "a payment is taken back, known by its instruction id"},
        {booked("1.00", debit, "A", returned), "bounced-payment 1.00 of E-1", "a payment is returned"},
        {booked("1.00", debit, "A", unpaid), "bounced-payment 1.00", "a direct debit is unpaid, by its code alone"},
        {booked("1.00", std::string(credit) + "<RvslInd>false</RvslInd>", "A"), "payment 1.00", "no reversal"},
        {booked("1.00", debit, "A"), "left: a debit that is not one of our refunds", "other money out"},
        {booked("1.00", std::string(credit) + "<RvslInd>1</RvslInd>", "A"),
         "left: the return of a debit that is not one of our refunds", "and in again"},
        {booked("0.00", credit, "A"), "left: a transaction of zero", "a notice without money"},
        {entry("1.00", std::string(credit) + "<Sts>PDNG</Sts>"), "left: not booked yet (PDNG)", "not money yet"},
        {entry("1.00", std::string(credit) + "<Sts><Cd>PDNG</Cd></Sts>"), "left: not booked yet (PDNG)",
         "the same in version 08"},
        {entry("1.00", std::string(credit) + "<Sts>INFO</Sts>"), "left: for information only, not booked (INFO)",
         "never money"},
        {booked("9.00", credit, "A", "<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch></NtryDtls>"),
         "left: one sum for 3 transactions, without them: they are in the bank's camt.054", "nobody knows whose"},
        {entry("1.00", std::string(credit) + "<Sts>DONE</Sts>"), "wrong: \"DONE\"", "a status that is none"},
        {entry("1.00", "<Sts>BOOK</Sts>"), "wrong: nothing", "no direction"},
        {booked("1.00", "<CdtDbtInd>IN</CdtDbtInd>", "A"), "wrong: \"IN\"", "a direction that is none"},
        {booked("1.00", std::string(credit) + "<RvslInd>yes</RvslInd>", "A"), "wrong: \"yes\"", "a flag that is none"},
        {booked("12.345", credit, "A"), "wrong: \"12.345\"", "more digits than the euro has"},
        {booked("-1.00", credit, "A"), "wrong: \"-1.00\"", "a sign where the indicator says the direction"},
        {booked("1,00", credit, "A"), "wrong: \"1,00\"", "a comma"},
        {booked("", credit, "A"), "wrong: nothing", "no amount"},
        {"<Ntry><Amt Ccy=\"XXQ\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>", "wrong: \"XXQ\"",
         "a currency that is none"},
        {"<Ntry><Amt>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>", "wrong: nothing", "no currency"},
        {entry("1.00", no_day), "wrong: nothing", "no day"},
        {entry("1.00", no_day + "<ValDt><Dt>2026-02-30</Dt></ValDt>"), "wrong: \"2026-02-30\"", "a day that is none"},
        {entry("1.00", no_day + "<BookgDt><DtTm>2026-03-29T23:59:59+02:00</DtTm></BookgDt>"), "payment 1.00",
         "a day with its time"},
        {booked("1.00", credit, "A", one_detail("<Amt Ccy=\"EUR\">1.01</Amt>")), "wrong: 1 transaction of another sum",
         "a transaction of more than its entry"},
        {booked("1.00", debit, "A",
                one_detail("<Refs><EndToEndId>RF-7</EndToEndId></Refs><Amt Ccy=\"EUR\">1.00</Amt>"
                           "<CdtDbtInd>CRDT</CdtDbtInd>")),
         "refund-sent 1.00", "a transaction that contradicts its entry's direction, which the balances prove"},
        {booked("1.00", credit, "A", one_detail("<Amt Ccy=\"USD\">1.10</Amt>")), "payment 1.00",
         "the only transaction, in the payer's currency"},
    }));
    INFO(row.why);
    CHECK(outcome(read(notification(row.entry))) == row.outcome);
}

TEST_CASE("a batch is yielded transaction by transaction when they sum to it, else it is a finding") {
    const auto batch = [](const std::string& amount, const std::vector<std::string>& amounts, const char* indicator) {
        std::string details = "<NtryDtls>";
        for (const std::string& part : amounts)
            details += "<TxDtls><Refs><EndToEndId>RF-1</EndToEndId></Refs><Amt Ccy=\"EUR\">" +
                       part.substr(part[0] == '-' ? 1 : 0) + "</Amt><CdtDbtInd>" + (part[0] == '-' ? "DBIT" : "CRDT") +
                       "</CdtDbtInd></TxDtls>";
        return notification(booked(amount, indicator, "A", details + "</NtryDtls>"));
    };
    struct Row {
        const char* amount;
        std::vector<std::string> amounts;
        const char* indicator;
        const char* outcome;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"3.00", {"1.00", "2.00"}, credit, "payment 1.00payment 2.00", "it sums"},
        {"3.00", {"1.00", "1.99"}, credit, "wrong: 2 transactions of another sum", "a cent less"},
        {"1.00", {"3.00", "-2.00"}, credit, "payment 3.00refund-sent 2.00", "booked as one, the debit taken off"},
        {"1.00", {"-3.00", "2.00"}, debit, "refund-sent 3.00payment 2.00", "the same, the debit is more"},
        {"3.00", {"-1.00", "-2.00"}, credit, "payment 1.00payment 2.00", "all contradict, so the entry counts"},
        {"3.00",
         {"1.00", "-2.00"},
         credit,
         "wrong: 2 transactions of another sum",
         "one contradicts, so it can't be told"},
    }));
    INFO(row.why);
    CHECK(outcome(read(batch(row.amount, row.amounts, row.indicator))) == row.outcome);
}

TEST_CASE("what is wrong in one entry is named with its place, and the others are read") {
    const auto reading = read(statement(balances("10.00", "13.00") + booked("1.00", credit, "A") +
                                        booked("12.345", credit, "B") + booked("2.00", credit, "C")));
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings[0] == Finding{"/Document/BkToCstmrStmt/Stmt[1]/Ntry[2]/Amt", "\"12.345\"",
                                         "an amount that is exact in EUR: at most 2 digits behind the point"});
    REQUIRE(reading.payments.size() == 2);
    CHECK(reading.payments[1].id == "C");
    CHECK(reading.payments[1].place == "/Document/BkToCstmrStmt/Stmt[1]/Ntry[3]");
    REQUIRE(reading.statements.size() == 1);
    CHECK(reading.statements[0].entries == 3);
    CHECK_FALSE(reading.statements[0].is_clean);
}

TEST_CASE("the booking day counts, and the value day only where there is none") {
    const auto reading =
        read(notification(booked("1.00", credit, "A") +
                          entry("1.00", std::string(credit) + "<Sts>BOOK</Sts><ValDt><Dt>2026-04-01</Dt></ValDt>"
                                                              "<AcctSvcrRef>B</AcctSvcrRef>")));
    REQUIRE(reading.payments.size() == 2);
    CHECK(to_text(reading.payments[0].received_on) == "2026-03-29");
    CHECK(to_text(reading.payments[1].received_on) == "2026-04-01");
}

TEST_CASE("ids are the bank's references, numbered where it gives one twice, and else the place") {
    const std::string two =
        "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls><TxDtls><Refs><AcctSvcrRef>T</AcctSvcrRef>"
        "</Refs><Amt Ccy=\"EUR\">1.00</Amt></TxDtls></NtryDtls>";
    const std::string nameless = std::string(credit) + "<Sts>BOOK</Sts><ValDt><Dt>2026-04-01</Dt></ValDt>";
    const auto ids_of = [](const BankReading& reading) {
        std::string ids;
        for (const BankPayment& payment : reading.payments) ids += payment.id + " ";
        return ids;
    };
    const std::string bytes =
        notification(booked("2.00", credit, "A", two) + booked("1.00", credit, "A") + booked("1.00", credit, "NONREF") +
                     entry("2.00", nameless + "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls>"
                                              "<TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls></NtryDtls>") +
                     entry("1.00", std::string(credit) + "<Sts>PDNG</Sts><AcctSvcrRef>A</AcctSvcrRef>") +
                     booked("1.00", debit, "A") + booked("1.00", credit, "A"));
    const auto reading = read(bytes);
    CHECK(ids_of(reading) == "A T A/2 S-1/3 S-1/4 S-1/4/2 A/4 ");
    REQUIRE(reading.left_out.size() == 2);
    CHECK(reading.left_out[0].id == "A");
    CHECK(reading.left_out[1].id == "A/3");
    CHECK(ids_of(read(bytes)) == ids_of(reading));

    CHECK(ids_of(read(notification(booked("1.00", credit, "A") + booked("1.00", credit, "A/2") +
                                   booked("1.00", credit, "A")))) == "A A/2 A/3 ");
    std::string anonymous = notification(entry("1.00", nameless));
    anonymous.erase(anonymous.find("<Id>S-1</Id>"), 12);
    CHECK(outcome(read(anonymous)) == "wrong: no reference of the bank's, in a statement without an Id");
}

TEST_CASE("a remittance keeps its references, its text and why less is paid, also of a single line") {
    const auto reading = read(notification(booked(
        "80.00", credit, "A",
        one_detail(
            "<AmtDtls><InstdAmt><Amt "
            "Ccy=\"EUR\">85.00</Amt></InstdAmt></AmtDtls><RltdPties><UltmtDbtr><Pty><Nm>Zo\xC3\xAB"
            "</Nm></Pty></UltmtDbtr><DbtrAcct><Id><IBAN>de89 3704</IBAN></Id></DbtrAcct></RltdPties>"
            "<RmtInf><Ustrd> one\n two </Ustrd><Ustrd>three</Ustrd><Strd><RfrdDocInf><Nb>INV-1</Nb><LineDtls><Id><Nb>2"
            "</Nb></Id><Amt><AdjstmntAmtAndRsn><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
            "<AddtlInf>dirty rock</AddtlInf></AdjstmntAmtAndRsn></Amt></LineDtls></RfrdDocInf>"
            "<RfrdDocAmt><DscntApldAmt><Tp><Cd>STDS</Cd></Tp><Amt Ccy=\"EUR\">2.00</Amt></DscntApldAmt>"
            "<CdtNoteAmt Ccy=\"EUR\">3.00</CdtNoteAmt><AdjstmntAmtAndRsn><Amt Ccy=\"EUR\">4.00</Amt><Rsn>04</Rsn>"
            "<AddtlInf>late</AddtlInf></AdjstmntAmtAndRsn><AdjstmntAmtAndRsn><Amt Ccy=\"EUR\">1.00</Amt>"
            "<CdtDbtInd>CRDT</CdtDbtInd></AdjstmntAmtAndRsn><AdjstmntAmtAndRsn><Amt Ccy=\"EUR\">1.001</Amt>"
            "</AdjstmntAmtAndRsn></RfrdDocAmt><CdtrRefInf><Ref>RF18 5390</Ref></CdtrRefInf><AddtlRmtInf>four"
            "</AddtlRmtInf></Strd></RmtInf><AddtlTxInf>five</AddtlTxInf>") +
            "<AddtlNtryInf>six</AddtlNtryInf>")));
    REQUIRE(reading.payments.size() == 1);
    const BankPayment& payment = reading.payments[0];
    CHECK(payment.payer_name == "Zo\xC3\xAB");
    CHECK(payment.payer_iban == "DE893704");
    CHECK(payment.text == "one two\nthree\nfour\nfive\nsix");
    CHECK(payment.structured_references == std::vector<std::string>{"INV-1", "RF18 5390"});
    REQUIRE(payment.instructed);
    CHECK(to_text(*payment.instructed) == "85.00");
    std::string deductions;
    for (const Deduction& deduction : payment.deductions) {
        CHECK(deduction.document == "INV-1");
        deductions += std::string(to_text(deduction.kind)) + " " + to_text(deduction.amount) + " " +
                      deduction.line.value_or("-") + " " + deduction.reason + "; ";
    }
    CHECK(deductions ==
          "adjustment 5.00 2 dirty rock; discount 2.00 - STDS; credit-note 3.00 - ; "
          "adjustment 4.00 - 04 late; adjustment -1.00 - ; ");
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings[0].pointer.ends_with("/RmtInf/Strd[1]/RfrdDocAmt/AdjstmntAmtAndRsn[3]/Amt"));
}

TEST_CASE("a statement whose balances or summary don't hold is a finding, and its payments are read") {
    struct Row {
        std::string bytes;
        const char* pointer;  // "" for none
        const char* found;
        const char* why;
    };
    const std::string entries = booked("3.00", credit, "A") + booked("1.00", debit, "B") +
                                entry("5.00", std::string(credit) + "<Sts>PDNG</Sts>");
    const auto summary = [&](const std::string& inside) {
        return statement(balances("10.00", "12.00") + "<TxsSummry>" + inside + "</TxsSummry>" + entries);
    };
    const Row row = GENERATE_COPY(values<Row>({
        {statement(balances("10.00", "12.00") + entries), "", "", "10.00 + 3.00 - 1.00; what isn't booked is in none"},
        {statement(balances("10.00", "12.01") + entries), "/Bal", "a closing balance of 12.01 EUR", "a cent more"},
        {statement(balances("10.00", "12.00")), "/Bal", "a closing balance of 12.00 EUR", "no entries"},
        {statement(entries), "/Bal", "no opening booked balance", "no balances"},
        {statement(balances("10.00", "x") + entries), "/Bal[2]/Amt", "\"x\"", "a balance that is none"},
        {summary("<TtlNtries><NbOfNtries>3</NbOfNtries><Sum>9.00</Sum><TtlNetNtryAmt>7</TtlNetNtryAmt><CdtDbtInd>CRDT"
                 "</CdtDbtInd></TtlNtries><TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>8</Sum></TtlCdtNtries>"
                 "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>1.00</Sum></TtlDbtNtries>"),
         "", "", "all that a summary says"},
        {summary("<TtlNtries><TtlNetNtry><Amt>7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>"), "", "",
         "as later versions say it"},
        {summary("<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"), "/TxsSummry/TtlNtries/NbOfNtries", "\"2\"",
         "an entry too many"},
        {summary("<TtlNtries><Sum>8.99</Sum></TtlNtries>"), "/TxsSummry/TtlNtries/Sum", "8.99 EUR", "a cent less"},
        {summary("<TtlCdtNtries><Sum>8.01</Sum></TtlCdtNtries>"), "/TxsSummry/TtlCdtNtries/Sum", "8.01 EUR", "credits"},
        {summary("<TtlDbtNtries><NbOfNtries>0</NbOfNtries></TtlDbtNtries>"), "/TxsSummry/TtlDbtNtries/NbOfNtries",
         "\"0\"", "debits"},
        {summary("<TtlNtries><TtlNetNtry><Amt>7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry></TtlNtries>"),
         "/TxsSummry/TtlNtries/TtlNetNtry/Amt", "-7.00 EUR", "the other way"},
        {statement("<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>" + balances("10.00", "12.00") +
                   "<TxsSummry><TtlNtries><NbOfNtries>9</NbOfNtries></TtlNtries></TxsSummry>" + entries),
         "", "", "a page can't be held to what is said of all pages"},
    }));
    INFO(row.why);
    const auto reading = read(row.bytes);
    INFO(outcome(reading));
    CHECK(reading.payments.size() == (row.bytes.find("<Ntry>") == std::string::npos ? 0 : 1));
    REQUIRE(reading.statements.size() == 1);
    CHECK(reading.statements[0].is_clean == (*row.pointer == '\0'));
    REQUIRE(reading.findings.size() == (*row.pointer == '\0' ? 0 : 1));
    if (reading.findings.empty()) return;
    CHECK(reading.findings[0].pointer == "/Document/BkToCstmrStmt/Stmt[1]" + std::string(row.pointer));
    CHECK(reading.findings[0].found == row.found);
}

TEST_CASE("what is no camt message of a known version is refused whole, and says why") {
    struct Row {
        std::string bytes;
        const char* pointer;
        const char* found;
        const char* why;
    };
    const auto versioned = [](std::string bytes, const std::string& version) {
        const std::string known = "camt.054.001.08";
        return bytes.replace(bytes.find(known), known.size(), version);
    };
    const std::string good = notification(booked("1.00", credit, "A"));
    const Row row = GENERATE_COPY(values<Row>({
        {"", "line 1, column 1", "no element", "nothing"},
        {"<!DOCTYPE d [<!ENTITY e \"1.00\">]>" + good, "line 1, column 1", "a DOCTYPE", "entities"},
        {good.substr(0, good.size() - 11), "line 3, column 34", "the end of the document inside 1 open elements",
         "a file that was cut off"},
        {"<a><b></a></b>", "line 1, column 9", "Start-end tags mismatch", "tags that cross"},
        {versioned(good, "camt.052.001.08"), "/Document", "the message \"camt.052.001.08\"",
         "movements of the day, not final"},
        {versioned(good, "camt.054.001.09"), "/Document", "the message \"camt.054.001.09\"",
         "a version nobody has read yet"},
        {versioned(good, "camt.054.001.01"), "/Document", "the message \"camt.054.001.01\"", "a draft"},
        {versioned(good, "camt.053.001.08"), "/Document", "no BkToCstmrStmt",
         "a notification that says it is a statement"},
        {"<Invoice xmlns=\"urn:x\"/>", "/Invoice", "a document of \"urn:x\"", "something else"},
    }));
    INFO(row.why);
    const auto reading = read(row.bytes);
    CHECK(reading.payments.empty());
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings[0].pointer == row.pointer);
    CHECK(reading.findings[0].found == row.found);
    CHECK_FALSE(reading.findings[0].expected.empty());
}

TEST_CASE("prefixes, several statements and several accounts in one message are read") {
    std::string bytes =
        "<c:Document xmlns:c=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.04\"><c:BkToCstmrDbtCdtNtfctn>";
    for (const char* number : {"1", "2", "1"})
        bytes += std::string("<c:Ntfctn><c:Id>N</c:Id><c:Acct><c:Id><c:Othr><c:Id>") + number +
                 "</c:Id></c:Othr></c:Id></c:Acct><c:Ntry><c:Amt Ccy=\"JPY\">100</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd>"
                 "<c:Sts>BOOK</c:Sts><c:BookgDt><c:Dt>2026-03-29</c:Dt></c:BookgDt><c:AcctSvcrRef>A</c:AcctSvcrRef>"
                 "</c:Ntry></c:Ntfctn>";
    const auto reading = read(bytes + "</c:BkToCstmrDbtCdtNtfctn></c:Document>");
    CHECK(reading.findings.empty());
    CHECK(reading.statements.size() == 3);
    std::string ids;
    for (const BankPayment& payment : reading.payments) ids += payment.account + ":" + payment.id + " ";
    CHECK(ids == "1:A 2:A 1:A/2 ");
}

TEST_CASE("whatever is wrong in the values of a statement, each of its entries is told of") {
    const std::vector<std::string> values{"A",    "1.00", "2.00", "CRDT",       "DBIT",       "BOOK",
                                          "PDNG", "true", "RF-1", "-1.005",     "2026-03-29", "",
                                          "EUR",  "XXQ",  "x",    "NOTPROVIDED"};
    const unsigned seed = Catch::rngSeed() != 0 ? Catch::rngSeed() : std::random_device{}();
    std::mt19937 random(seed);
    const auto value = [&](const char* usual) { return random() % 4 == 0 ? values[random() % values.size()] : usual; };
    const auto transaction = [&] {
        return "<TxDtls><Refs><AcctSvcrRef>" + value("T") + "</AcctSvcrRef><EndToEndId>" + value("RF-1") +
               "</EndToEndId></Refs><Amt Ccy=\"" + value("EUR") + "\">" + value("1.00") + "</Amt><CdtDbtInd>" +
               value("CRDT") + "</CdtDbtInd></TxDtls>";
    };
    for (int round = 0; round < 2000; ++round) {
        std::string entries;
        for (int i = 0; i < 3; ++i) {
            std::string details;
            for (std::size_t n = random() % 3; n > 0; --n) details += transaction();
            entries += "<Ntry><Amt Ccy=\"" + value("EUR") + "\">" + value("2.00") + "</Amt><CdtDbtInd>" +
                       value("CRDT") + "</CdtDbtInd><RvslInd>" + value("false") + "</RvslInd><Sts>" + value("BOOK") +
                       "</Sts><BookgDt><Dt>" + value("2026-03-29") + "</Dt></BookgDt><AcctSvcrRef>" + value("A") +
                       "</AcctSvcrRef><NtryDtls>" + details + "</NtryDtls></Ntry>";
        }
        const auto reading = read(notification(entries));
        for (const char* position : {"1", "2", "3"}) {
            const std::string place = "/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[" + std::string(position) + "]";
            const auto is_told = [&](const auto& things, auto member) {
                return std::ranges::any_of(
                    things, [&](const std::string& at) { return at.starts_with(place); }, member);
            };
            INFO("seed " << seed << ", round " << round << ", " << place << " of " << entries);
            REQUIRE((is_told(reading.payments, &BankPayment::place) || is_told(reading.left_out, &LeftOut::place) ||
                     is_told(reading.findings, &Finding::pointer)));
        }
        std::vector<std::string> ids;
        for (const BankPayment& payment : reading.payments) ids.push_back(payment.id);
        std::ranges::sort(ids);
        CHECK(std::ranges::adjacent_find(ids) == ids.end());
    }
}

TEST_CASE("ten thousand entries are read in well under a second") {
    std::string entries;
    for (int i = 0; i < 10'000; ++i)
        entries += booked("1.00", credit, "REF-" + std::to_string(i),
                          one_detail("<Refs><EndToEndId>E</EndToEndId></Refs><Amt Ccy=\"EUR\">1.00</Amt><RmtInf><Ustrd>"
                                     "Invoice " +
                                     std::to_string(i) + "</Ustrd></RmtInf>"));
    const std::string bytes = statement(balances("10.00", "10010.00") + entries);
    const std::clock_t begin = std::clock();
    const auto reading = read(bytes);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    INFO("10,000 entries, " << bytes.size() << " bytes: " << seconds << " s of processor time");
    CHECK(reading.payments.size() == 10'000);
    CHECK(reading.findings.empty());
    CHECK(seconds < 1.0);
}
