#include "adapters/import/csv_payments.hpp"

#include <sstream>

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::import;

namespace {

constexpr const char* header = "id,received_on,amount,currency,invoice,text,payer_name,payer_iban,kind,reverses\n";

BankReading read(const std::string& csv, const PaymentMapping& mapping = PaymentMapping::usual()) {
    std::istringstream in(csv);
    return read_csv_payments(in, mapping);
}

std::string outcome(const BankReading& reading) {
    std::string words;
    for (const BankPayment& payment : reading.payments)
        words += std::string(to_text(payment.move)) + " " + payment.id + " " + to_text(payment.received_on) + " " +
                 to_text(payment.amount) + " " + std::string(payment.amount.currency().code()) + "; ";
    for (const Finding& finding : reading.findings) words += finding.pointer + ": " + finding.found + "; ";
    return words;
}

}  // namespace

TEST_CASE("a row of CSV is a payment with all that it says") {
    const auto reading =
        read(std::string(header) +
             "P-1,2026-03-29,12.50,EUR,INV-1001,\"thanks, all\",Zo\xC3\xAB,de89 3704 0044 0532 0130 00,,\n"
             "P-2,2026-03-30,12.50,EUR,,,,,reversal,P-1\n");
    CHECK(reading.findings.empty());
    REQUIRE(reading.payments.size() == 2);
    const BankPayment& payment = reading.payments[0];
    CHECK(payment.structured_references == std::vector<std::string>{"INV-1001"});
    CHECK(payment.text == "thanks, all");
    CHECK(payment.payer_name == "Zo\xC3\xAB");
    CHECK(payment.payer_iban == "DE89370400440532013000");
    CHECK(payment.move == BankMove::payment);
    CHECK(payment.place == "line 2");
    CHECK(reading.payments[1].move == BankMove::bounced_payment);
    CHECK(reading.payments[1].reverses == "P-1");
    CHECK_FALSE(reading.payments[1].payer_iban);
}

TEST_CASE("every row is a payment or a finding with its line, and one that is wrong doesn't touch the others") {
    struct Row {
        const char* row;
        const char* outcome;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"A,2026-03-29,1.00,EUR,,,,,,", "payment A 2026-03-29 1.00 EUR; ", "the least"},
        {"A,2026-03-29,1,EUR,,,,,payment,", "payment A 2026-03-29 1.00 EUR; ", "zeros left out, and a kind"},
        {"A,2026-03-29,100,JPY,,,,,,", "payment A 2026-03-29 100 JPY; ", "a currency without digits"},
        {",2026-03-29,1.00,EUR,,,,,,", "line 2/id: nothing; ", "no id"},
        {"Z,2026-03-29,1.00,EUR,,,,,,", "payment Z 2026-03-29 1.00 EUR; line 3/id: \"Z\", as in line 2; ",
         "twice the id"},
        {"A,29.3.2026,1.00,EUR,,,,,,", "line 2/received_on: \"29.3.2026\"; ", "a day in another form"},
        {"A,2026-02-30,1.00,EUR,,,,,,", "line 2/received_on: \"2026-02-30\"; ", "a day that is none"},
        {"A,2026-03-29,12.345,EUR,,,,,,", "line 2/amount: \"12.345\"; ", "a digit too many"},
        {"A,2026-03-29,-1.00,EUR,,,,,,", "line 2/amount: \"-1.00\"; ", "below zero"},
        {"A,2026-03-29,0.00,EUR,,,,,,", "line 2/amount: \"0.00\"; ", "zero"},
        {"A,2026-03-29,\"1,00\",EUR,,,,,,", "line 2/amount: \"1,00\"; ", "a comma"},
        {"A,2026-03-29,1.00,XXQ,,,,,,", "line 2/currency: \"XXQ\"; ", "a currency that is none"},
        {"A,2026-03-29,1.00,EUR,,,,,refund,", "line 2/kind: \"refund\"; ", "a kind that is none"},
        {"A,2026-03-29,1.00,EUR,,,,,,P-1", "line 2/reverses: \"P-1\"; ", "a payment that reverses one"},
        {"A,yesterday,free,EUR,,,,,,", "line 2/received_on: \"yesterday\"; line 2/amount: \"free\"; ", "two at once"},
        {"A,2026-03-29,1.00,EUR", "line 2: 4 fields; ", "a ragged row"},
        {"A,2026-03-29,1.00,EUR,,\"x\"y,,,,", "line 2: a character after a closing quote; ", "a quote astray"},
        {"A,2026-03-29,1.00,EUR,,\xFF,,,,", "line 2: bytes that are not UTF-8; ", "another encoding"},
    }));
    INFO(row.why);
    const std::string words = outcome(read(header + std::string(row.row) + "\nZ,2026-03-29,1.00,EUR,,,,,,\n"));
    const std::string good = "payment Z 2026-03-29 1.00 EUR; ";
    const std::string expected = row.outcome;
    if (expected.starts_with("payment Z"))
        CHECK(words == expected);
    else if (expected.starts_with("payment"))
        CHECK(words == expected + good);
    else
        CHECK(words == good + expected);
}

TEST_CASE("columns that a file may lack are those that say more; the others refuse it") {
    CHECK(outcome(read("id,received_on,amount,currency\nA,2026-03-29,1.00,EUR\n")) ==
          "payment A 2026-03-29 1.00 EUR; ");
    CHECK(outcome(read("id,received_on,amount\nA,2026-03-29,1.00\n")) == "line 1: no column \"currency\"; ");
    CHECK(outcome(read("")) == ": an empty file; ");
    CHECK(outcome(read("id,\"x\n")) == "line 1: a quoted field without its closing quote; ");
}

TEST_CASE("a mapping says where things stand, and a column that it names must be there") {
    const auto mapping = read_payment_mapping(R"({"delimiter": ";", "decimal_sign": ",", "day_format": "DD.MM.YYYY",
        "id": "{Datum}-{Nr}", "received_on": "{Datum}", "amount": "{Betrag}", "currency": "EUR",
        "text": "{Zweck} {Zweck2}"})");
    REQUIRE(mapping);
    const auto reading =
        read("Nr;Datum;Betrag;Zweck;Zweck2\n1;29.03.2026;1234,5;INV-1;danke\n2;29.03.2026;1.234,50;;\n", *mapping);
    CHECK(outcome(reading) == "payment 29.03.2026-1 2026-03-29 1234.50 EUR; line 3/amount: \"1.234,50\"; ");
    CHECK(reading.payments[0].text == "INV-1 danke");
    CHECK(outcome(read("Nr;Datum;Betrag;Zweck\n1;29.03.2026;1,00;x\n", *mapping)) == "line 1: no column \"Zweck2\"; ");
}

TEST_CASE("a mapping that is none says all that is wrong with it") {
    const auto mapping = read_payment_mapping(R"({"delimiter": "x", "id": "{Nr", "amuont": "{Betrag}"})");
    REQUIRE_FALSE(mapping);
    std::string pointers;
    for (const Finding& finding : mapping.error()) pointers += finding.pointer + " ";
    CHECK(pointers == "/delimiter /id /amuont ");
    CHECK_FALSE(read_payment_mapping("[]"));
    CHECK_FALSE(read_payment_mapping("{"));
}
