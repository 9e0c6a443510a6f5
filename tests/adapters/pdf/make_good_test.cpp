#include "adapters/pdf/make_good.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/pdf/given.hpp"
#include "tests/adapters/pdf/printed.hpp"

namespace makegood::pdf {

namespace {

constexpr const char* apology =
    "Dear Northgate,\n\nthe night shift of 14 October stood still for three hours, and your lorries with it. We have "
    "read our own log and know why. The screen has been replaced, and a second one stands by.\n\nPlease let us pay the "
    "hire of the lorries that waited.";

MakeGoodLetter letter_of(const Story& story, std::optional<Money> amount, std::string text) {
    return {"MG-2026-000001", day("2026-11-28"), story.invoice.customer, story.invoice.number,
            amount,           std::nullopt,      std::move(text),        story.by,
            story.paper};
}

}  // namespace

TEST_CASE("a letter of make-good gives an amount beyond the price, without tax") {
    const Story story = plain();
    const Printed printed(render_make_good(letter_of(story, money("2500.00"), apology)));
    CHECK(printed.complaint() == "");
    CHECK(printed.pages() == 1);
    const std::string text = printed.text();
    CAPTURE(text);
    for (const char* part :
         {"Letter of make-good MG-2026-000001", "28 November 2026", "R-2026-0417", "Northgate Aggregates Ltd",
          "Dear Northgate,", "hire of the lorries that waited.", "Our gift to you GBP 2,500.00", "Alex Morgan"})
        CHECK(has(text, part));
    CHECK_FALSE(has(text, "Tax at"));
    CHECK_FALSE(has(text, "Credit note"));
}

TEST_CASE("where the company's adviser chose tax for it, the letter says how much the gift includes") {
    const Story story = plain();
    MakeGoodLetter letter = letter_of(story, money("2500.00"), apology);
    letter.tax = TaxSubtotal{{"S", *Decimal::parse("20")}, money("2083.33"), money("416.67")};
    const std::string text = Printed(render_make_good(letter)).text();
    CAPTURE(text);
    CHECK(has(text, "it includes GBP 416.67 of tax (S at 20 %) and changes no invoice"));
}

TEST_CASE("an apology alone has no amount") {
    const Story story = plain();
    const Printed printed(render_make_good(letter_of(story, std::nullopt, apology)));
    CHECK(has(printed.text(), "stood still"));
    CHECK_FALSE(has(printed.text(), "Our gift to you"));
}

TEST_CASE("a long letter goes on overleaf, and loses no word") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "word" + std::to_string(i) + (i % 1700 == 1699 ? "\n" : " ");
    const Story story = plain();
    const Printed printed(render_make_good(letter_of(story, money("1.00"), text)));
    CHECK(printed.complaint() == "");
    CHECK(printed.pages() > 2);
    const std::string in_order = printed.in_order();
    for (int i = 0; i < 3000; i += 7) CHECK(has(in_order, "word" + std::to_string(i)));
}

TEST_CASE("an empty letter is a page") {
    const Story story = plain();
    CHECK(Printed(render_make_good(letter_of(story, std::nullopt, ""))).pages() == 1);
}

TEST_CASE("the same letter of make-good has the same bytes") {
    const Story story = plain();
    const auto first = render_make_good(letter_of(story, money("1.00"), apology));
    const auto second = render_make_good(letter_of(story, money("1.00"), apology));
    REQUIRE(first.has_value());
    CHECK(*first == *second);
}

}  // namespace makegood::pdf
