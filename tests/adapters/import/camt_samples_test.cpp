#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <catch2/catch.hpp>

#include "adapters/import/bank_statement.hpp"

using namespace makegood;
using namespace makegood::import;

namespace {

/// A file that isn't ours and so isn't in the repository.
std::optional<std::string> sample(const std::string& name) {
    const char* folder = std::getenv("MAKEGOOD_SHARED");
    const auto path = std::filesystem::path(folder == nullptr ? "" : folder) / "samples/camt" / name;
    std::ifstream in(path, std::ios::binary);
    if (folder != nullptr && in) return std::string(std::istreambuf_iterator<char>(in), {});
    std::cout << "WARN: skipped, MAKEGOOD_SHARED has no samples/camt/" << name << "\n";
    return std::nullopt;
}

std::string text(const Money& money) {
    return to_text(money) + " " + std::string(money.currency().code());
}

std::string listed(const BankPayment& payment) {
    std::string line = std::string(to_text(payment.move)) + " " + payment.id + " " + to_text(payment.received_on) +
                       " " + text(payment.amount);
    for (const std::string& reference : payment.structured_references) line += " <" + reference + ">";
    for (const Deduction& deduction : payment.deductions)
        line += " less " + text(deduction.amount) + " " + std::string(to_text(deduction.kind)) + " of " +
                deduction.document.value_or("?");
    if (payment.instructed) line += " sent " + text(*payment.instructed);
    if (payment.reverses) line += " reverses " + *payment.reverses + " (" + payment.return_reason + ")";
    return line + "\n";
}

/// A line for each thing read, so that a person can hold it against the file.
std::string listing(const BankReading& reading) {
    std::string lines;
    for (const StatementRead& statement : reading.statements)
        lines += "of " + statement.account + " " + statement.id + ": " + std::to_string(statement.entries) +
                 (statement.is_clean ? " entries\n" : " entries, not clean\n");
    for (const BankPayment& payment : reading.payments) lines += listed(payment);
    for (const LeftOut& left : reading.left_out)
        lines += "left " + left.id + " " + text(left.amount) + ": " + left.why + "\n";
    for (const Finding& finding : reading.findings)
        lines += "wrong " + finding.pointer + ": " + finding.found + "; " + finding.expected + "\n";
    return lines;
}

bool none_is_ours(std::string_view) {
    return false;
}

}  // namespace

TEST_CASE("every sample is read as a person reads it") {
    struct Row {
        const char* file;
        const char* why;
        const char* listing;  // held against the file by hand
    };
    const Row row = GENERATE(values<Row>({
        {"banana__CH_camt053_v08.xml", "version 08: one debit for a batch of eight",
         R"(of CH2801234000123456789 0002302010957001: 1 entries
left ACSR230201095701 80.00 CHF: one sum for 8 transactions, without them: they are in the bank's camt.054
)"},
        {"banana__CH_camt054_v08.xml",
         "the eight, which share one reference of the bank's; nothing says that they are refunds",
         R"(of CH2801234000123456789 0002302010957001: 1 entries
left ACSR230201095701 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/2 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/3 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/4 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/5 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/6 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/7 10.00 CHF: a debit that is not one of our refunds
left ACSR230201095701/8 10.00 CHF: a debit that is not one of our refunds
)"},
        {"genkgo__camt054_v04.xml", "an entry in SEK whose three transactions are in CHF",
         R"(of CH2801234000123456789 AAAASESS-FP-ACCR001: 1 entries, not clean
wrong /Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]/Amt: no amount in SEK; an amount in the entry's currency
)"},
        {"moov__CH_camt053.xml",
         "an entry of 1537.00 is booked, but only in the balance of the next day; two share a reference, and a debit "
         "calls its transaction a credit",
         R"(of CH2909000000250094239 20201124375204229003973: 5 entries, not clean
payment 0758103031480900 2020-11-24 4.50 CHF
payment 07582000303F0C7U 2020-11-24 1500.00 CHF
payment 07582000303KBMSU 2020-11-24 1537.00 CHF
payment 07582000303KBMSU/2 2020-11-24 1692.22 CHF
left 0758103031480977 77.70 CHF: a debit that is not one of our refunds
wrong /Document/BkToCstmrStmt/Stmt[1]/Bal: a closing balance of 215112.21 CHF; 216649.21 CHF: the opening balance of 211993.19 CHF and booked entries of 4656.02 CHF
)"},
        {"moov__CH_camt054_chdd_rechnung.xml", "a batch of two, with their invoices in the text",
         R"(of CH2909000000250094239 20190516375204228751070: 1 entries
payment 201-31295208-1 2019-05-19 1.50 CHF
payment 201-31295208-2 2019-05-19 3.00 CHF
)"},
        {"moov__CH_camt054_credits.xml", "a batch of six",
         R"(of CH2909000000250094239 20180316375204228731887: 1 entries
payment 0000000000000001 2020-06-17 400.00 CHF
payment 0000000000000002 2020-06-17 350.00 CHF
payment 0000000000000003 2020-06-17 450.00 CHF
payment 0000000000000004 2020-06-17 150.00 CHF
payment 0000000000000005 2020-06-17 50.00 CHF
payment 0000000000000006 2020-06-17 100.00 CHF
)"},
        {"moov__CH_camt054_esr.xml", "a batch of five with ISR references, and a cash withdrawal",
         R"(of CH2909000000250094239 20190424375204228750931: 2 entries
payment 180315CH02ZX5RI3 2019-04-24 250.00 CHF <120000000000234478943216899>
payment 180315CH02ZX5RI4 2019-04-24 200.00 CHF <120000000000234478943216899>
payment 180315CH02ZX5RI5 2019-04-24 300.00 CHF <120000000000234478943216899>
payment 180315CH02ZZ4OOX 2019-04-24 324.00 CHF <359335273113716998981168243>
payment 180315CH02ZZ4OOY 2019-04-24 463.00 CHF <684388397169969395754931859>
left 180410CH02UZ2PC1 147.00 CHF: a debit that is not one of our refunds
)"},
        {"moov__CH_camt054_returns.xml", "a transfer of ours that came back, when nobody knows its end-to-end id",
         R"(of CH2909000000250094239 20190520375204012050705: 1 entries
left 180327CH02P92DYD 400.00 CHF: the return of a debit that is not one of our refunds
)"},
        {"moov__FI_camt053_sample.xml",
         "version 02: batches with and without their transactions, foreign money, charges taken off",
         R"(of FI7433010001222090 BANKSTMTID0972009: 10 entries
payment 091029ACCTSTMTARCH06 2009-10-29 2120.00 EUR sent 3200.00 USD
payment 091029ACCTSTMTARCH07 2009-10-29 5455.00 EUR <RF98123456789012> sent 5500.00 EUR
payment 091029ACCTSTMTARCH08 2009-10-29 10000.00 EUR <RF98123456789012>
left 091029ACCTSTMTARCH01 1000.12 EUR: one sum for 4 transactions, without them: they are in the bank's camt.054
left 091029ACCTSTMTARCH02 4000.00 EUR: one sum for 3 transactions, without them: they are in the bank's camt.054
left 091029ARCH03001 2000.02 EUR: a debit that is not one of our refunds
left 091029ARCH03002 1000.01 EUR: a debit that is not one of our refunds
left 091029ARCH03003 1230.02 EUR: a debit that is not one of our refunds
left 091029ACCTSTMTARCH04 2000.00 EUR: one sum for 2 transactions, without them: they are in the bank's camt.054
left 091029ACCTSTMTARCH21 500.00 EUR: one sum for 2 transactions, without them: they are in the bank's camt.054
left 091029ACCTSTMTARCH05 3000.00 EUR: one sum for 2 transactions, without them: they are in the bank's camt.054
left 091029ARCH09001 100.00 EUR: a debit that is not one of our refunds
left 091029ARCH09001/2 100.00 EUR: a debit that is not one of our refunds
)"},
        {"moov__FI_camt054_sample.xml",
         "version 02: credit notes set off; its net counts a reversal against its indicator",
         R"(of FI7433010001222090 BANKFILEID00001NTR00001: 6 entries, not clean
payment D091029N987654321S001 2009-10-29 1900.00 EUR <3900> <12344> less 600.00 EUR credit-note of 12344
payment D091029N987654321S002 2009-10-29 100.00 EUR <43216>
payment D091029N987654321S211 2009-10-29 400.00 EUR <3900>
payment D091029N987654321S212 2009-10-29 100.00 EUR <43216>
payment D091029N123456789S001 2009-10-29 2500.00 EUR <RF7812345> <RF0812344> less 1000.00 EUR credit-note of RF0812344
payment D091029N123456789S002 2009-10-29 500.00 EUR
left 091029ARCH03001 2000.02 EUR: a debit that is not one of our refunds
left 091029ARCH03002 1000.01 EUR: a debit that is not one of our refunds
left 091029ARCH03003 1230.02 EUR: a debit that is not one of our refunds
left 091029NTFCTNXBCT010101 500.00 EUR: a debit that is not one of our refunds
left 091029NTFCTNXBCT010101/2 500.00 EUR: a debit that is not one of our refunds
left 091029ACCTSTMTERR01 100.00 EUR: for information only, not booked (INFO)
wrong /Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/TxsSummry/TtlNtries/TtlNetNtryAmt: 169.95 EUR; 369.95 EUR, the credits less the debits
)"},
    }));
    const auto bytes = sample(row.file);
    if (!bytes) return;
    INFO(row.why);
    CHECK(listing(read_bank_statement(*bytes, none_is_ours)) == row.listing);
}

TEST_CASE("a refund that came back is known by its end-to-end id, and so are refunds that were sent") {
    if (const auto bytes = sample("moov__CH_camt054_returns.xml"))
        CHECK(listing(read_bank_statement(*bytes, [](auto id) { return id == "EndToEndId-004-01-01"; })) ==
              "of CH2909000000250094239 20190520375204012050705: 1 entries\n"
              "refund-returned 180327CH02P92DYD 2019-05-20 400.00 CHF reverses EndToEndId-004-01-01 "
              "(AC01 Kontonummer falsch)\n");
    const auto bytes = sample("banana__CH_camt054_v08.xml");
    if (!bytes) return;
    const auto reading = read_bank_statement(*bytes, [](auto id) { return id == "UXC23020100044E00003"; });
    REQUIRE(reading.payments.size() == 1);
    CHECK(listed(reading.payments[0]) ==
          "refund-sent ACSR230201095701/3 2023-02-01 10.00 CHF <299999000000000000100000012>\n");
    CHECK(reading.left_out.size() == 7);
}

TEST_CASE("payers, accounts and texts of a sample are what it says") {
    const auto bytes = sample("moov__CH_camt054_chdd_rechnung.xml");
    if (!bytes) return;
    const auto reading = read_bank_statement(*bytes, none_is_ours);
    REQUIRE(reading.payments.size() == 2);
    const BankPayment& payment = reading.payments[1];
    CHECK(payment.payer_name == "Maria Bernasconi");
    CHECK(payment.payer_iban == "CH5109000000250092291");
    CHECK(payment.text.starts_with("Rechnung 1002\nGUTSCHRIFT CH-DD-BASISLASTSCHRIFT"));
    CHECK(payment.end_to_end_id == "E2EId-CHDD-2");
    CHECK(payment.entry_reference == "0758103031480900");
    CHECK(payment.place == "/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[1]/NtryDtls[1]/TxDtls[2]");
}
