#include "adapters/pdf/credit_note.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/pdf/given.hpp"
#include "tests/adapters/pdf/printed.hpp"

namespace makegood::pdf {

TEST_CASE("a credit note says what was billed, what it is worth now, the tax, and how it is settled") {
    const Story story = plain();
    const Printed printed(render(story.letter()));
    CHECK(printed.complaint() == "");
    CHECK(printed.pages() == 1);
    const std::string text = printed.text();
    CAPTURE(text);
    for (const char* part : {"Credit note CN-2026-000001",
                             "Millstone Services Ltd",
                             "1 Quarry Lane",
                             "GB123456789",
                             "+44 114 496 0000",
                             "Northgate Aggregates Ltd",
                             "14 Canal Street",
                             "Manchester M1 3HE",
                             "Date of issue 28 November 2026",
                             "Invoice date 3 November 2026",
                             "Your statement 25 November 2026",
                             "Guarantee version 2026-1",
                             "PO 4711",
                             "GB987654321",
                             "Description, amounts in GBP Billed Worth now Credited",
                             "1 Screening of gravel, two shifts at the north quarry 1,200.00 700.00 500.00",
                             "3 Safety induction for four people 180.00 90.00 90.00",
                             "Net 590.00",
                             "Tax at 20 % on 500.00 100.00",
                             "Zero rated on 90.00 0.00",
                             "Total credit GBP 690.00",
                             "Set against what was open on invoice R-2026-0417 GBP 690.00",
                             "Left to pay on invoice R-2026-0417 GBP 150.00",
                             "Before 1,730.00 310.00 2,040.00",
                             "After 1,140.00 210.00 1,350.00",
                             "Thank you for telling us.",
                             "Alex Morgan",
                             "President",
                             "1 / 1"})
        CHECK(has(text, part));
    CHECK_FALSE(has(text, "Transport to Manchester"));  // a line that was not adjusted
    CHECK_FALSE(has(text, "Worth before"));
}

TEST_CASE("a credit note names itself, its author and its day of issue, and can be read aloud") {
    const Printed printed(render(plain().letter()));
    const std::string said = printed.particulars();
    CAPTURE(said);
    CHECK(has(said, "Title: Credit note CN-2026-000001"));
    CHECK(has(said, "Author: Millstone Services Ltd"));
    CHECK(has(said, "CreationDate: Sat Nov 28 00:00:00 2026 UTC"));
    CHECK(has(said, "ModDate: Sat Nov 28 00:00:00 2026 UTC"));
    CHECK(has(said, "Tagged: yes"));
    CHECK(has(said, "A4"));
    CHECK(has(printed.read_aloud(),
              R"(TR TD "3" TD "Safety induction for four people" TD "180.00" TD "90.00" TD "90.00")"));
}

TEST_CASE("law 14: the customer's words and mail address are on no document") {
    Saying saying;
    saying.worth = "0.00";
    saying.words = Personal("dreadful noise");
    Story story(Bill().line("Screening", "100.00").finished());
    story.say(saying);
    const Printed printed(render(story.letter()));
    CHECK(has(printed.text(), "Northgate"));
    for (const char* word : {"dreadful", "noise", "northgate.example"}) {
        CHECK_FALSE(has(printed.text(), word));
        CHECK_FALSE(has(printed.read_aloud(), word));
    }
}

TEST_CASE("where earlier documents moved a line, the letter says what it was worth before") {
    Story story = plain();
    story.lines({{"1", "600.00"}});
    const Printed printed(render(story.letter()));
    const std::string text = printed.text();
    CAPTURE(text);
    CHECK(has(text, "Billed Worth before Worth now Credited"));
    CHECK(has(printed.in_order(), "quarry 1,200.00 700.00 600.00 100.00"));
    CHECK(has(text, "Before 1,140.00 210.00 1,350.00"));
}

TEST_CASE("amounts have their currency's digits, and thousands apart") {
    struct Row {
        const char* currency;
        const char* net;
        const char* worth;
        const char* credited;
        const char* total;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"GBP", "1234567.89", "0.00", "1,234,567.89", "GBP 1,481,481.47", "two digits"},
        {"JPY", "1234567", "1000", "1,233,567", "JPY 1,480,280", "no digits, and no point"},
        {"TND", "1234.567", "0.001", "1,234.566", "TND 1,481.479", "three digits"},
        {"UYW", "1234.5678", "0.0000", "1,234.5678", "UYW 1,481.4814", "four digits"},
        {"GBP", "0.10", "0.09", "0.01", "GBP 0.01", "one cent, and no tax on it"},
        {"USD", "8333333333333.33", "0.00", "8,333,333,333,333.33", "USD 10,000,000,000,000.00",
         "more than fits a column"},
    }));
    CAPTURE(row.why);
    Story story(Bill(row.currency).line("Screening of gravel", row.net).finished());
    story.lines({{"1", row.worth}});
    const Printed printed(render(story.letter()));
    CHECK(printed.complaint() == "");
    const std::string text = printed.text();
    CAPTURE(text);
    CHECK(has(text, std::string("amounts in ") + row.currency));
    CHECK(has(text, row.credited));
    CHECK(has(text, row.total));
}

TEST_CASE("the rounding of an exhausted invoice is given back, whichever way it went") {
    struct Row {
        const char* rounding;
        const char* total;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"0.26", "Total credit GBP 120.26", "rounded up, so more is given back"},
        {"-0.26", "Total credit GBP 119.74", "rounded down, so less is"},
    }));
    CAPTURE(row.why);
    Story story(Bill().line("Screening", "100.00").rounding(row.rounding).finished());
    story.whole("0.00");
    const std::string text = Printed(render(story.letter())).text();
    CAPTURE(text);
    CHECK(has(text, std::string("Rounding of the invoice, returned ") + row.rounding));
    CHECK(has(text, row.total));
    CHECK(has(text, "before and after Net Tax Rounding Gross"));
    CHECK(has(text, "After 0.00 0.00 0.00 0.00"));
}

TEST_CASE("a credit goes where it is settled, part by part") {
    struct Row {
        SettlementKind kind;
        const char* said;
    };
    const Row row = GENERATE(values<Row>({
        {SettlementKind::refund, "Refund to your account GBP 50.00"},
        {SettlementKind::balance, "Kept as your balance with us GBP 50.00"},
        {SettlementKind::out_of_band, "Settled otherwise GBP 50.00"},
    }));
    Story story(Bill().line("Screening", "100.00").finished(), "110.00");
    story.whole("60.00");
    story.adjustment->settlement.back().kind = row.kind;
    const std::string text = Printed(render(story.letter())).in_order();
    CAPTURE(text);
    CHECK(has(text, "Set against what was open on invoice R-2026-0417 GBP 10.00"));
    CHECK(has(text, row.said));
    CHECK(has(text, "Left to pay on invoice R-2026-0417 GBP 0.00"));
}

TEST_CASE("an invoice that was over-credited says so in the customer's favour") {
    Story story(Bill().line("Screening", "100.00").finished(), "110.00");
    story.whole("60.00");
    Letter letter = story.letter();
    letter.open_after = money("-5.00");
    CHECK(has(Printed(render(letter)).in_order(), "In your favour on invoice R-2026-0417 GBP 5.00"));
}

TEST_CASE("each category of tax is said in words, with the invoice's own reason") {
    struct Row {
        const char* category;
        const char* rate;
        const char* reason;
        const char* said;
    };
    const Row row = GENERATE(values<Row>({
        {"S", "2.50", "", "Tax at 2.5 % on 100.00 2.50"},
        {"Z", "0", "", "Zero rated on 100.00 0.00"},
        {"E", "0", "Education", "Exempt from tax (Education) on 100.00 0.00"},
        {"AE", "0", "Omvänd betalningsskyldighet", "Reverse charge, no tax (Omvänd betalningsskyldighet) on 100.00"},
        {"K", "0", "", "Intra-Community supply, no tax on 100.00"},
        {"G", "0", "", "Export, no tax on 100.00"},
        {"O", "0", "", "Outside the scope of tax on 100.00"},
        {"L", "7", "", "IGIC at 7 % on 100.00 7.00"},
        {"M", "4", "", "IPSI at 4 % on 100.00 4.00"},
        {"XYZ", "3", "", "Tax of category XYZ at 3 % on 100.00 3.00"},
    }));
    Bill bill;
    bill.line("Course", "100.00", row.category, row.rate);
    if (*row.reason != '\0') bill.draft.lines[0].exemption_reason = row.reason;
    Story story(bill.finished());
    story.lines({{"1", "0.00"}});
    const std::string text = Printed(render(story.letter())).text();
    CAPTURE(text);
    CHECK(has(text, row.said));
}

TEST_CASE("a document charge is a line, as it is for us") {
    Story story(Bill().line("Screening", "100.00").charge("Freight", "20.00").finished());
    story.lines({{"charge:1", "5.00"}});
    const std::string text = Printed(render(story.letter())).text();
    CAPTURE(text);
    CHECK(has(text, "charge:1 Freight 20.00 5.00 15.00"));
}

TEST_CASE("a supplementary invoice says what was added and how to pay") {
    Story story = plain();
    story.lines({{"1", "1500.00"}});
    const Printed printed(render(story.letter()));
    CHECK(printed.complaint() == "");
    const std::string text = printed.text();
    CAPTURE(text);
    CHECK(has(text, "Supplementary invoice SI-2026-000002"));
    CHECK(has(text, "Worth now Added"));
    CHECK(has(text, "Total to pay GBP 960.00"));
    CHECK(has(text, "Payable within 30 days"));
    CHECK(has(text, "GB33BUKB20201555555555"));
    CHECK(has(text, "Please quote SI-2026-000002."));
    CHECK(has(text, "Open on invoice R-2026-0417, this document included GBP 1,110.00"));
    CHECK_FALSE(has(text, "How it is settled"));
    CHECK_FALSE(has(text, "Credited"));
}

TEST_CASE("a reversal names the document that it takes back") {
    Story story = plain();
    story.reverses = AdjustmentNumber("SI-2026-000007");
    const std::string text = Printed(render(story.letter())).text();
    CHECK(has(text, "Takes back SI-2026-000007"));
    CHECK(has(text, "This document takes back SI-2026-000007, line by line and to the cent."));
    CHECK_FALSE(has(text, "You told us"));
}

TEST_CASE("a credit note that is taken back asks the customer for nothing") {
    Story story = plain();
    story.lines({{"1", "1500.00"}});
    story.reverses = AdjustmentNumber("CN-2026-000001");
    const std::string text = Printed(render(story.letter())).text();
    CAPTURE(text);
    CHECK(has(text, "Takes back CN-2026-000001"));
    CHECK(has(text, "By itself it asks for nothing"));
    CHECK(has(text, "Total taken back GBP 960.00"));
    for (const char* word : {"Total to pay", "How to pay", "Please quote", "Open on invoice"})
        CHECK_FALSE(has(text, word));
}

TEST_CASE("a document in another one's place names it") {
    Story story = plain();
    story.lines({{"1", "0.00"}});
    Letter letter = story.letter();
    Adjustment replacing = letter.adjustment;
    replacing.replaces = AdjustmentNumber("CN-2026-000001");
    const Letter with{replacing,        letter.invoice,    letter.billing,  letter.before, letter.after,
                      letter.stated_on, letter.open_after, letter.reverses, letter.seller, letter.letterhead};
    CHECK(has(Printed(render(with)).text(), "Replaces CN-2026-000001"));
}

TEST_CASE("what is not known is left out, and the letter still stands") {
    Bill bill;
    bill.line("", "100.00");
    bill.draft.lines[0].service = ServiceName("");
    bill.draft.customer = {CustomerId(""), "", std::nullopt, std::nullopt, std::nullopt, std::nullopt};
    bill.draft.buyer_reference = std::nullopt;
    Story story(bill.finished());
    story.by = Seller{.name = "M",
                      .vat_id = {},
                      .registration = {},
                      .address = {},
                      .endpoint = {},
                      .contact = {},
                      .payment_means = {},
                      .payment_terms = {}};
    story.paper = Letterhead{};
    story.lines({{"1", "0.00"}});
    Letter letter = story.letter();
    letter.stated_on = std::nullopt;
    letter.open_after = std::nullopt;
    const Printed printed(render(letter));
    CHECK(printed.complaint() == "");
    CHECK(printed.pages() == 1);
    CHECK(has(printed.text(), "Total credit GBP 120.00"));
    CHECK(has(printed.text(), "You told us what our work was worth to you."));
    CHECK_FALSE(has(printed.text(), "Left to pay"));
}

TEST_CASE("tax that no line carries has a letter too") {
    Story story(Bill().line("Screening", "100.00").finished());
    story.lines({{"1", "0.00"}});
    story.adjustment->lines.clear();
    story.adjustment->totals = {money("0.00"), money("20.00"), money("20.00")};
    story.adjustment->tax[0].base = money("0.00");
    story.adjustment->settlement = {{SettlementKind::offset, money("20.00")}};
    Letter letter = story.letter();
    letter.before = {money("0.00"), money("20.00"), money("20.00")};
    letter.after = {money("0.00"), money("0.00"), money("0.00")};
    const Printed printed(render(letter));
    CHECK(printed.complaint() == "");
    CHECK(has(printed.text(), "Tax at 20 % on 0.00 20.00"));
}

TEST_CASE("a letter whose figures contradict each other is not written, and says so") {
    struct Row {
        const char* why;
        std::function<void(Story&, Letter&)> spoil;
        const char* said;
    };
    const std::vector<Row> rows = {
        {"a cent more than its lines", [](Story& of, Letter&) { of.adjustment->totals.net += money("0.01"); }, "net"},
        {"a cent less than its tax", [](Story& of, Letter&) { of.adjustment->totals.tax -= money("0.01"); }, "tax"},
        {"a gross of its own", [](Story& of, Letter&) { of.adjustment->totals.gross += money("0.01"); }, "gross"},
        {"settled twice", [](Story& of, Letter&) { of.adjustment->settlement.push_back(of.adjustment->settlement[0]); },
         "the total"},
        {"another invoice's before", [](Story&, Letter& letter) { letter.before.gross += money("1.00"); }, "gross"},
        {"a line that was never billed", [](Story& of, Letter&) { of.adjustment->lines[0].line = LineId("99"); },
         "line 99 of CN-2026-000001 is not on invoice R-2026-0417"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        Story story = plain();
        Letter letter = story.letter();
        row.spoil(story, letter);
        const auto pdf = render(letter);
        REQUIRE_FALSE(pdf.has_value());
        CAPTURE(pdf.error());
        CHECK(pdf.error().find(row.said) != std::string::npos);
    }
}

}  // namespace makegood::pdf
