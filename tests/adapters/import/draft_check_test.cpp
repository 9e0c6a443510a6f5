#include "adapters/import/draft_check.hpp"

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::import;

namespace {

/// Lines of one amount each, all outside tax; the totals are right while they can be.
InvoiceDraft draft_of(std::size_t lines, std::int64_t line_minor) {
    const Currency eur = *Currency::find("EUR");
    const Money line(line_minor, eur);
    std::int64_t net_minor = 0;
    if (__builtin_mul_overflow(static_cast<std::int64_t>(lines), line_minor, &net_minor)) net_minor = amount_minor_max;
    const Money net(net_minor, eur);
    const TaxKey key{"O", {}};
    InvoiceDraft draft{InvoiceNumber("7"),
                       Date::from_unix_days(20'000),
                       {},
                       eur,
                       Customer{CustomerId("K7"), "K", {}, {}, {}, {}},
                       {},
                       {},
                       {},
                       {},
                       {},
                       {TaxSubtotal{key, net, Money::zero(eur)}},
                       {net, Money::zero(eur), net},
                       {},
                       {},
                       {},
                       {}};
    for (std::size_t i = 1; i <= lines; ++i)
        draft.lines.push_back(
            {LineId(std::to_string(i)), ServiceName("A"), "A", Decimal(1, 0), {}, Decimal(1, 0), line, key, {}});
    return draft;
}

}  // namespace

TEST_CASE("a draft is an invoice only when it could have been posted as one") {
    struct Case {
        std::size_t lines;
        std::int64_t line_minor;
        const char* pointer;  // of the first finding; nullptr: none
        const char* why;
    };
    const Case cases[] = {
        {2, 100, nullptr, "an invoice"},
        {lines_max, 100, nullptr, "as many lines as there may be"},
        {lines_max + 1, 100, "/lines", "one more"},
        {0, 0, "/lines", "none"},
        {lines_max, amount_minor_max, "/totals", "a sum beyond int64 would break an invariant"},
        {2, amount_minor_max, "/tax/0/base", "a sum that is no amount that can be written down"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        const Findings findings = check_draft(draft_of(c.lines, c.line_minor));
        REQUIRE(findings.empty() == (c.pointer == nullptr));
        if (c.pointer != nullptr) CHECK(findings[0].pointer == c.pointer);
    }
}
