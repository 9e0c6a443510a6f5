#include <cstdlib>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "adapters/sqlite/store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/adapters/verify/stories.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/property/invoices.hpp"

namespace makegood::verify {

using property::one_in;
using property::up_to;

namespace {

std::string any_worth(const Money& standing) {
    const std::int64_t level = std::max<std::int64_t>(0, standing.minor());
    const std::int64_t worth = one_in(6) ? 0 : one_in(5) ? level + up_to(level / 2 + 3) : up_to(level);
    return to_text(Money(worth, standing.currency()));
}

Saying any_saying(const given::Desk& desk) {
    const Basis basis = one_in(2) ? Basis::net : Basis::gross;
    const Totals standing = desk.standing();
    if (one_in(2)) return given::whole(any_worth(basis == Basis::net ? standing.net : standing.gross), basis);
    std::vector<std::pair<std::string, std::string>> worths;
    for (std::size_t i = 0; i < desk.books().billing.lines.size(); ++i)
        if (one_in(2))
            worths.emplace_back(desk.books().billing.lines[i].id.text(), any_worth(desk.books().standing.lines[i]));
    return given::of_lines(worths, basis);
}

std::optional<SettlementKind> any_wish() {
    if (one_in(2)) return std::nullopt;
    return one_in(2) ? SettlementKind::balance : SettlementKind::refund;
}

void credit_elsewhere(given::Desk& desk, std::int64_t n) {
    const InvoiceDraft& draft = *desk.books().invoice;
    const Money net(up_to(std::max<std::int64_t>(0, draft.totals.net.minor() / 3)), draft.currency);
    const Money tax(up_to(std::max<std::int64_t>(0, draft.totals.tax.minor() / 3)), draft.currency);
    desk.must(
        RecordCreditElsewhere{draft.number, draft.currency, {"late-" + std::to_string(n), {net, tax, net + tax}, {}}});
}

void claim(given::Desk& desk) {
    const ClaimId id = desk.invoke(any_saying(desk), any_wish());
    while (one_in(3)) desk.must(StateAnew{id, given::anew(given::whole(any_worth(desk.standing().gross)))});
    if (desk.stream.find(id)->worths().empty() || one_in(8)) {
        desk.must(StateAnew{id, given::withdrawal()});
        return;
    }
    if (one_in(3)) desk.now = desk.now + std::chrono::hours(24 * 11);
    desk.must(Approve{id});
    const auto& offer = desk.stream.find(id)->offer;
    if (!offer) return;
    const Totals offered = offer->totals;
    if (one_in(6)) return;  // left open
    const bool confirms = one_in(2);
    desk.must(AnswerOffer{id, confirms ? OfferAnswer::confirmed : OfferAnswer::declined,
                          confirms ? to_text(offered.gross) : "", confirms ? to_text(offered.tax) : ""});
}

}  // namespace

TEST_CASE("the verifier finds nothing in what the engine decides on random invoices and claims") {
    setenv("RC_PARAMS", std::getenv("MAKEGOOD_FULL") != nullptr ? "max_success=3000" : "max_success=150", 0);
    CHECK(rc::check("no findings", [] {
        JournalFile file;
        Office office(file);
        for (std::int64_t n = 1 + up_to(7); n > 0; --n) {
            InvoiceDraft draft = property::any_invoice({});
            draft.number = InvoiceNumber("R-" + std::to_string(n));
            auto desk = office.desk();
            desk.must(RecordInvoice{*Invoice::check(draft)});
            for (std::int64_t claims = up_to(4); claims > 0; --claims) {
                if (one_in(4)) credit_elsewhere(desk, claims);
                claim(desk);
            }
            office.file(desk);
        }
        file.chain();
        file.project();
        const Report report = file.verified();
        if (!report.is_clean()) RC_FAIL(in_words(report));
        RC_ASSERT(report.unjudged_streams == 0U);
    }));
}

TEST_CASE("the verifier agrees with the store: its bytes, its chain, its projections, also while it is open") {
    JournalFile folder;  // only its folder is used
    vault::Vault crypto;
    contract::HandClock clock(contract::monday_morning());
    sqlite::Options options;
    options.path = folder.path();
    auto opened = sqlite::SqliteStore::open(options, crypto, clock, contract::company());
    REQUIRE(opened.has_value());
    Store& store = **opened;
    for (int n = 1; n <= 20; ++n) {
        const std::string number = "R-" + std::to_string(n);
        REQUIRE(
            contract::submit_and_wait(store, contract::record(number, n % 2 == 0 ? "180.00" : "0.00")).was_accepted());
        const auto said = contract::submit_and_wait(
            store, contract::invoke(
                       number, n % 3 == 0 ? contract::worth_of_whole("50.01") : contract::worth_of_line("1", "70.00")));
        clock.advance(std::chrono::hours(3));
        if (n % 5 != 0) REQUIRE(contract::submit_and_wait(store, Approve{said.claim()}).was_accepted());
    }
    const auto beside = verify_journal(folder.path());
    REQUIRE(beside.has_value());
    INFO(in_words(*beside));
    CHECK(beside->is_clean());
    CHECK(beside->invoices == 20);
    CHECK(beside->adjustments == 16);
    CHECK(contract::whole_journal(store).size() == beside->events);

    std::move(opened).value().reset();
    const auto after = verify_journal(folder.path());
    REQUIRE(after.has_value());
    CHECK(after->head_hash == beside->head_hash);
    CHECK(after->is_clean());
}

}  // namespace makegood::verify
