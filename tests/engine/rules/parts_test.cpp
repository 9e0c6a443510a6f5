#include <catch2/catch.hpp>

#include "engine/rules/cases.hpp"
#include "engine/rules/customer_lists.hpp"
#include "engine/rules/money_type.hpp"
#include "engine/rules/reference_rates.hpp"
#include "engine/rules/rule_book.hpp"
#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;

TEST_CASE("an amount is converted by the latest rate on or before the day, half away from zero") {
    const auto currency = [](const char* code) { return *Currency::find(code); };
    const auto day = [](const char* text) { return *parse_date(text); };
    const auto rate = [&](const char* code, const char* on, const char* digits) {
        return ReferenceRate{currency(code), day(on), *Decimal::parse(digits)};
    };
    const ReferenceRates rates(currency("EUR"),
                               {rate("GBP", "2026-03-01", "1.2"), rate("GBP", "2026-01-02", "1.1735"),
                                rate("JPY", "2026-01-02", "0.0061"), rate("TND", "2026-01-02", "0.3")});
    struct Row {
        const char* why;
        const char* amount;
        const char* on;
        const char* expected;
    };
    const Row row = GENERATE(values<Row>({
        {"on the day itself", "100.00 GBP", "2026-01-02", "117.35 EUR"},
        {"the latest before", "100.00 GBP", "2026-02-28", "117.35 EUR"},
        {"a newer one", "100.00 GBP", "2026-03-01", "120.00 EUR"},
        {"before the first there is none", "100.00 GBP", "2026-01-01", ""},
        {"a currency without rates", "100.00 USD", "2026-03-01", ""},
        {"the company's own", "0.01 EUR", "1999-01-01", "0.01 EUR"},
        {"no digits to two", "1000 JPY", "2026-01-02", "6.10 EUR"},
        {"three digits to two, 0.0135 rounds away", "0.045 TND", "2026-01-02", "0.01 EUR"},
        {"half away from zero", "0.050 TND", "2026-01-02", "0.02 EUR"},
        {"the same for less than nothing", "-0.050 TND", "2026-01-02", "-0.02 EUR"},
        {"the largest amount there is", "9999999999999.99 GBP", "2026-01-02", "11734999999999.99 EUR"},
    }));
    CAPTURE(row.why);
    const auto converted = rates.convert(*parse_money_with_currency(row.amount), day(row.on));
    CHECK((converted ? money_type().to_text(to_value(*converted)) : "") == row.expected);
}

TEST_CASE("word lists hear whole words, whatever their case and accents") {
    const WordLists lists({{"legal", {"lawyer*", "small claims court", "Anwalt*"}},
                           {"harm", {"hurt", "blessé", "can't breathe", "обожг*", "怪我"}}});
    struct Row {
        const char* why;
        const char* text;
        std::vector<std::string> expected;
    };
    const Row row = GENERATE(values<Row>({
        {"a word", "My son was HURT.", {"harm"}},
        {"not inside another word", "He hurtled past.", {}},
        {"any ending", "our lawyers' letter", {"legal"}},
        {"a compound begins with it", "Anwaltskanzlei", {"legal"}},
        {"but is not one in the middle", "Rechtsanwalt", {}},
        {"several words, with what stands between", "small-claims\n court!", {"legal"}},
        {"accents do not count", "Il est blesse; BLESSÉ!", {"harm"}},
        {"nor composed otherwise", "blesse\xCC\x81", {"harm"}},
        {"either apostrophe, or none", "I can\xE2\x80\x99t breathe", {"harm"}},
        {"Cyrillic", "ОБОЖГЛАСЬ", {"harm"}},
        {"a writing without spaces", "息子が怪我をした", {"harm"}},
        {"both, in alphabetical order", "lawyer, hurt", {"harm", "legal"}},
        {"nothing said", "", {}},
        {"not UTF-8", "\xFF\xFEhurt\xC3", {"harm"}},
    }));
    CAPTURE(row.why);
    CHECK(lists.signals(row.text) == row.expected);
}

TEST_CASE("money reads and writes with its currency, and nothing else") {
    for (const char* text : {"12.50 EUR", "-0.01 GBP", "1250 JPY", "0.005 TND"})
        CHECK(money_type().to_text(to_value(*parse_money_with_currency(text))) == text);
    for (const char* text : {"12.5 EUR", "12.50EUR", "12.50 eur", "EUR 12.50", "", " EUR", "12.50  EUR"})
        CHECK_FALSE(parse_money_with_currency(text).has_value());
}

TEST_CASE("the set in force is the one that began last and has not ended") {
    const auto set = [](const char* version, const char* from, std::optional<Date> until = {}) {
        RuleSetDraft draft = draft_of({rule("one", "true")});
        draft.version = version;
        draft.effective_from = *parse_date(from);
        draft.effective_until = until;
        return must_load(std::move(draft));
    };
    const auto book = RuleBook::of(
        {set("christmas", "2026-12-20", parse_date("2026-12-31")), set("a", "2026-01-01"), set("b", "2026-06-01")});
    REQUIRE(book.has_value());
    const auto title = [&](const char* day) {
        const auto in_force = book->in_force_on(*parse_date(day));
        return in_force ? in_force->version() : std::string("none");
    };
    CHECK(title("2025-12-31") == "none");
    CHECK(title("2026-01-01") == "a");
    CHECK(title("2026-06-01") == "b");
    CHECK(title("2026-12-31") == "christmas");
    CHECK(title("2027-01-01") == "b");
    CHECK_FALSE(RuleBook::of({set("a", "2026-01-01"), set("b", "2026-01-01")}).has_value());
}

TEST_CASE("cases compare only what they say, and every rule fires in one and not in another") {
    Router router(must_load(draft_of({rule("phone", "claim.channel == 'phone'", {.flags = {"by-phone"}}),
                                      rule("always", "true"), rule("never", "false")})));
    RuleFacts letter = ordinary_claim();
    letter.claim.channel = "letter";
    Expectation by_phone, silent, wrong;
    by_phone.flags = {"by-phone", "fired"};
    by_phone.fired = {"always", "phone"};
    wrong.priority = Priority::urgent;
    const CaseReport report = run_cases(router, {{"a call", "/cases/0", FactSheet::of(ordinary_claim()), by_phone},
                                                 {"a letter", "/cases/1", FactSheet::of(letter), silent},
                                                 {"a mistake", "/cases/2", FactSheet::of(letter), wrong}});
    CHECK(report.cases == 3);
    CHECK(report.passed == 2);
    std::string all;
    for (const Finding& finding : report.findings) all += finding.pointer + ": " + finding.found + "\n";
    CHECK(all ==
          "/cases/2/expect/priority: normal, in the case \"a mistake\"\n"
          "/cases: no case in which \"Rule always\" (always) does not fire\n"
          "/cases: no case in which \"Rule never\" (never) fires\n");
    CHECK(report.coverage[0].is_covered());
    CHECK_FALSE(report.coverage[1].is_covered());
}

TEST_CASE("a customer's lists come sorted, each once") {
    const CustomerLists lists({{"strategic", {CustomerId("C-1"), CustomerId("C-2"), CustomerId("C-1")}},
                               {"call-first", {CustomerId("C-1")}}});
    CHECK(lists.of(CustomerId("C-1")) == std::vector<std::string>{"call-first", "strategic"});
    CHECK(lists.of(CustomerId("C-9")).empty());
}

TEST_CASE("weekdays are those of the calendar") {
    CHECK(weekday_of(*parse_date("1970-01-01")) == "thursday");
    CHECK(weekday_of(*parse_date("1969-12-28")) == "sunday");
    CHECK(weekday_of(*parse_date("2026-11-03")) == "tuesday");
}

TEST_CASE("every declared fact has a name of its own and a sentence") {
    std::vector<std::string> names;
    for (const Fact& fact : fact_table().facts()) {
        CHECK(fact.words.ends_with('.'));
        names.push_back(name_of(fact));
    }
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}
