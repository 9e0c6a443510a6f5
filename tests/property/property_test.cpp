#include <cstdlib>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "tests/engine/given/desk.hpp"
#include "tests/property/invoices.hpp"
#include "tests/property/model.hpp"

using namespace makegood;
using namespace makegood::property;
using given::claim_id;

namespace {

/// Runs a property: 1,000 cases, 20,000 with MAKEGOOD_FULL=1, or what RC_PARAMS says, which also replays a seed:
/// RC_PARAMS="seed=… max_success=…". rapidcheck prints the seed that it uses.
bool holds(const char* name, const std::function<void()>& property) {
    static const bool ready = [] {
        const bool full = std::getenv("MAKEGOOD_FULL") != nullptr;
        return setenv("RC_PARAMS", full ? "max_success=20000" : "max_success=1000", 0) == 0;
    }();
    return ready && rc::check(name, property);
}

void agree(const std::optional<std::string>& contradiction) {
    if (contradiction) RC_FAIL(*contradiction);
}

/// Law 8 and the totals of law 7, after an event.
void tie(const given::Desk& desk, const Model& model) {
    const InvoiceStream::Books& books = desk.books();
    const Totals standing = desk.standing();
    RC_ASSERT(standing.net.minor() == static_cast<std::int64_t>(model.net()));
    RC_ASSERT(standing.tax.minor() == static_cast<std::int64_t>(model.tax()));
    RC_ASSERT(standing.gross.minor() == static_cast<std::int64_t>(model.gross()));
    RC_ASSERT(books.receivable.payable + books.over_credited == standing.gross);

    const auto entries = desk.entries();
    for (const Entry& entry : entries) RC_ASSERT(entry.amount.is_positive());
    const auto balance = [&](Account account) { return balance_of(account, entries, books.invoice->currency); };
    RC_ASSERT(balance(Account::receivables) == books.receivable.open());
    RC_ASSERT(-balance(Account::refunds_payable) == books.receivable.refunded);
    RC_ASSERT(-balance(Account::customer_balances) == books.receivable.kept);
    RC_ASSERT(books.receivable.refunded + books.receivable.kept <=
              std::max(books.receivable.paid, books.receivable.refunded + books.over_credited + books.receivable.kept));
    Money all = Money::zero(books.invoice->currency);
    for (Account account : accounts) all += balance(account);
    RC_ASSERT(all.is_zero());
}

/// A desk beside the model: every event that the one decides, the other judges.
class Pair {
  public:
    explicit Pair(const InvoiceDraft& draft) : model(draft) {
        auto invoice = Invoice::check(draft);
        if (!invoice) RC_FAIL("an invoice that ties out was refused at " + invoice.error()[0].pointer);
        ask(RecordInvoice{*std::move(invoice)});
    }

    std::vector<Event> ask(const Command& command) {
        const std::size_t seen = desk.journal.size();
        auto asked = desk.ask(command);
        if (!asked) RC_FAIL("refused: " + std::string(to_text(asked.error().reason)));
        for (std::size_t i = seen; i < desk.journal.size(); ++i) {
            if (const auto* e = std::get_if<AdjustmentIssued>(&desk.journal[i].event)) agree(model.take(*e));
            if (const auto* e = std::get_if<CreditedElsewhere>(&desk.journal[i].event)) agree(model.take(*e));
        }
        tie(desk, model);
        return *std::move(asked);
    }

    void say(const Saying& saying) { ask(Invoke{desk.books().invoice->number, saying, wish(), std::nullopt}); }

    given::Desk desk;
    Model model;

  private:
    static std::optional<SettlementKind> wish() {
        if (one_in(2)) return std::nullopt;
        return one_in(2) ? SettlementKind::balance : SettlementKind::refund;
    }
};

/// What is told when a property fails.
void tell_said(const std::vector<Worth>& worths) {
    std::string all = "said";
    for (const Worth& worth : worths)
        all += (worth.line() ? " " + worth.line()->text() : " whole") +
               (worth.basis() == Basis::net ? " net " : " gross ") + to_text(worth.amount());
    RC_LOG(all + "\n");
}

std::string amount_text(Wide minor, Currency currency) {
    return to_text(Money(static_cast<std::int64_t>(minor), currency));
}

/// Mostly below what stands, sometimes nothing, sometimes above.
std::int64_t any_worth(Wide standing) {
    const auto level = static_cast<std::int64_t>(standing < 0 ? 0 : standing);
    if (one_in(6)) return 0;
    if (one_in(6)) return level;
    if (one_in(5)) return level + up_to(level / 2 + 3);
    return up_to(level);
}

Saying any_saying(const Model& model, Currency currency) {
    const Basis basis = one_in(2) ? Basis::net : Basis::gross;
    if (one_in(2))
        return given::whole(amount_text(any_worth(basis == Basis::net ? model.net() : model.gross()), currency), basis);
    std::vector<std::pair<std::string, std::string>> worths;
    const bool nothing = one_in(6);
    for (const Model::Line& line : model.lines)
        if (nothing || one_in(2))
            worths.emplace_back(line.id, amount_text(nothing ? 0 : any_worth(line.level), currency));
    return given::of_lines(worths, basis);
}

/// Of the whole, net or gross, or of each line.
Saying nothing_of_all(const Model& model, Currency currency) {
    const Basis basis = one_in(2) ? Basis::net : Basis::gross;
    if (!one_in(3)) return given::whole(amount_text(0, currency), basis);
    std::vector<std::pair<std::string, std::string>> worths;
    for (const Model::Line& line : model.lines) worths.emplace_back(line.id, amount_text(0, currency));
    return given::of_lines(worths, basis);
}

/// What stands after an approval is what was said, as far as the design names one amount for it.
void reaches(const Pair& pair, const std::vector<Worth>& worths, const Model& before, const MovePlan& plan) {
    const Model& now = pair.model;
    for (const Worth& worth : worths) {
        const auto said = Wide{worth.amount().minor()};
        if (worth.basis() == Basis::net && worth.line()) {
            for (const Model::Line& line : now.lines)
                if (line.id == worth.line()->text() && now.groups[line.group].creditable())
                    RC_ASSERT(line.level == said);
        } else if (worth.basis() == Basis::net) {
            const std::vector<Wide> wanted = before.whole_net(said);
            for (std::size_t i = 0; i < wanted.size(); ++i) RC_ASSERT(now.lines[i].level == wanted[i]);
        } else if (!worth.line()) {
            if (now.gross() > said) {
                RC_ASSERT_FALSE(now.has_lines());
                RC_ASSERT(now.stranded() == 0);
            } else {
                RC_ASSERT(plan.out_of_reach.minor() == static_cast<std::int64_t>(said - now.gross()));
            }
        }
    }
}

/// A late credit of another system, of some of what was billed or of all that stands.
void credit_elsewhere(Pair& pair, std::int64_t n) {
    const InvoiceDraft& draft = *pair.desk.books().invoice;
    const Wide net = one_in(2) ? pair.model.net() : Wide{draft.totals.net.minor() / 3};
    const Money most(static_cast<std::int64_t>(std::max<Wide>(0, net)), draft.currency);
    CreditElsewhere credit = any_credit_elsewhere(draft, "late-" + std::to_string(n), most);
    RC_LOG(in_short(credit) + "\n");
    pair.ask(RecordCreditElsewhere{draft.number, draft.currency, std::move(credit)});
}

/// One claim: said in one or two goes, honoured by the president or by the promise; offers are answered at once.
void claim_once(Pair& pair) {
    const Currency currency = pair.desk.books().invoice->currency;
    pair.say(any_saying(pair.model, currency));
    while (one_in(4)) pair.say(any_saying(pair.model, currency));
    const Claim& claim = *pair.desk.stream.open_claim();
    const ClaimId id = claim.id;
    const std::vector<Worth> worths = claim.worths();
    tell_said(worths);
    if (worths.empty()) {
        pair.ask(StateAnew{id, given::withdrawal()});
        return;
    }
    if (one_in(3)) pair.ask(Acknowledge{id});
    const MovePlan preview = plan_of(pair.desk.books(), *pair.desk.stream.find(id));
    const Model before = pair.model;
    const bool by_promise = one_in(3);
    if (by_promise) pair.desk.now = pair.desk.now + std::chrono::hours(24 * 11);
    const auto events = pair.ask(by_promise ? Command(KeepPromise{id}) : Command(Approve{id}));

    // The preview was the truth.
    std::string issued = "nothing";
    for (const Event& event : events)
        if (const auto* e = std::get_if<AdjustmentIssued>(&event))
            issued = to_text(e->adjustment.totals.net) + " " + to_text(e->adjustment.totals.tax) + " " +
                     to_text(e->adjustment.totals.gross);
    RC_ASSERT(issued == (preview.credit
                             ? to_text(preview.credit->totals.net) + " " + to_text(preview.credit->totals.tax) + " " +
                                   to_text(preview.credit->totals.gross)
                             : "nothing"));
    RC_ASSERT(pair.desk.books().standing == preview.after_credit);
    const std::vector<Wide> stranded = before.stranded_left(worths, pair.model);
    for (std::size_t g = 0; g < stranded.size(); ++g) RC_ASSERT(pair.model.stranded(g) == stranded[g]);
    const auto& offer = pair.desk.stream.find(id)->offer;
    RC_ASSERT(offer.has_value() == preview.offer.has_value());
    if (offer) {
        RC_ASSERT(given::in_full(*offer) == given::in_full(*preview.offer));
        if (one_in(3)) {
            pair.ask(AnswerOffer{id, one_in(2) ? OfferAnswer::declined : OfferAnswer::revoked, "", ""});
            return;
        }
        const Totals offered = offer->totals;
        pair.ask(AnswerOffer{id, OfferAnswer::confirmed, to_text(offered.gross), to_text(offered.tax)});
        RC_ASSERT(pair.desk.books().standing == preview.after_offer);
    }
    reaches(pair, worths, before, preview);
}

}  // namespace

TEST_CASE("over random invoices and claims every cent is where the design says, after every event") {
    CHECK(holds("law 7 and 8 over histories", [] {
        const InvoiceDraft draft = any_invoice({});
        Pair pair(draft);
        for (std::int64_t claims = 1 + up_to(3); claims > 0; --claims) {
            if (one_in(5)) credit_elsewhere(pair, claims);
            claim_once(pair);
        }
        RC_ASSERT(given::in_full(given::replayed(pair.desk.journal)) == given::in_full(pair.desk.stream));
    }));
}

TEST_CASE("a worth of nothing gives everything back that was billed and not credited, whatever came before") {
    CHECK(holds("nothing is left", [] {
        const InvoiceDraft draft = any_invoice({});
        Pair pair(draft);
        if (!std::all_of(pair.model.groups.begin(), pair.model.groups.end(),
                         [](const Model::Group& group) { return group.creditable(); }))
            return;
        for (std::int64_t claims = up_to(3); claims > 0; --claims) {
            if (one_in(4)) credit_elsewhere(pair, claims);
            claim_once(pair);
        }
        pair.say(nothing_of_all(pair.model, draft.currency));
        const ClaimId id = pair.desk.stream.open_claim()->id;
        pair.ask(Approve{id});
        RC_ASSERT(pair.model.net() == 0);
        RC_ASSERT(pair.model.tax() == 0);
        Wide tax = draft.totals.tax.minor() - pair.model.elsewhere_tax;
        Wide gross = draft.totals.gross.minor() - pair.model.elsewhere_net - pair.model.elsewhere_tax;
        if (draft.rounding) gross += draft.rounding->minor();
        for (const Adjustment& a : pair.desk.stream.adjustments) {
            const int sign = a.type == DocumentType::credit_note ? -1 : 1;
            tax += sign * a.totals.tax.minor();
            gross += sign * a.totals.gross.minor();
        }
        RC_ASSERT(tax == 0);
        RC_ASSERT(gross == pair.model.rounding);
    }));
}

TEST_CASE("a gross worth of one rate is met by the smallest credit that is large enough, of all cents that there are") {
    CHECK(holds("gross, by trying every cent", [] {
        const InvoiceDraft draft = any_invoice({.one_rate = true, .with_elsewhere = false, .small = true});
        Pair pair(draft);
        for (std::int64_t claims = up_to(1); claims > 0; --claims) claim_once(pair);
        const Wide worth = any_worth(pair.model.gross());
        const Wide wanted = pair.model.whole_gross_base_by_trying(worth);
        RC_ASSERT(wanted == pair.model.whole_gross_base(worth));
        const auto billing = pair.desk.books().billing;
        RC_LOG("said " + amount_text(worth, draft.currency) + "\n");
        const MovePlan plan = plan_move(billing, pair.desk.books().standing,
                                        given::worths(billing, given::whole(amount_text(worth, draft.currency))));
        Wide reached = 0;
        for (const Money& line : plan.after_offer.lines) reached += line.minor();
        RC_ASSERT(reached == wanted);
    }));
}

TEST_CASE("a gross worth over several rates is missed by less than one more cent would cost, and never exceeded") {
    CHECK(holds("gross over several rates", [] {
        const InvoiceDraft draft = any_invoice({});
        Pair pair(draft);
        const Wide worth = any_worth(pair.model.gross());
        RC_LOG("said " + amount_text(worth, draft.currency) + "\n");
        const auto& books = pair.desk.books();
        const MovePlan plan = plan_move(books.billing, books.standing,
                                        given::worths(books.billing, given::whole(amount_text(worth, draft.currency))));
        RC_ASSERT_FALSE(plan.credit && plan.offer);  // no rate goes up while another comes down
        Model reached = pair.model;
        for (std::size_t i = 0; i < reached.lines.size(); ++i)
            reached.lines[i].level = plan.after_offer.lines[i].minor();
        if (!reached.has_lines()) return;
        const Wide missed = worth - reached.gross();
        RC_ASSERT(missed >= 0);
        RC_ASSERT(plan.out_of_reach.minor() == static_cast<std::int64_t>(missed));
        // No rate that may take one more cent has room for it; what stood so near before is left where it was.
        bool is_near = missed == 0;
        for (std::size_t g = 0; g < reached.groups.size(); ++g) {
            if (!reached.groups[g].creditable()) continue;
            const bool is_too_dear = 1 + reached.tax_on(g, reached.base(g) + 1) - reached.tax(g) > missed;
            const bool may_rise = plan.offer || (plan.credit && reached.base(g) < pair.model.base(g));
            RC_ASSERT(is_too_dear || !may_rise);
            is_near = is_near || is_too_dear;
        }
        RC_ASSERT(is_near);
    }));
}

TEST_CASE("a worth of the whole that was reached moves nothing when it is stated again, over any rates") {
    CHECK(holds("stated again", [] {
        const InvoiceDraft draft = any_invoice({});
        Pair pair(draft);
        for (std::int64_t claims = up_to(2); claims > 0; --claims) {
            if (one_in(5)) credit_elsewhere(pair, claims);
            claim_once(pair);
        }
        const auto& books = pair.desk.books();
        const Basis basis = one_in(2) ? Basis::net : Basis::gross;
        const Wide worth = any_worth(basis == Basis::net ? pair.model.net() : pair.model.gross());
        const auto said = given::worths(books.billing, given::whole(amount_text(worth, draft.currency), basis));
        tell_said(said);
        const MovePlan once = plan_move(books.billing, books.standing, said);
        // The note that exhausts returns the rounding, and so makes room for a few cents.
        const bool makes_room = once.after_credit.rounding != books.standing.rounding;
        if (makes_room && basis == Basis::gross && worth > pair.model.unmovable()) return;
        for (const Standing& reached : {once.after_credit, once.after_offer}) {
            const MovePlan again = plan_move(books.billing, reached, said);
            RC_ASSERT_FALSE(again.credit.has_value());
            RC_ASSERT(again.after_offer == once.after_offer);
        }
    }));
}

TEST_CASE("gross worths of lines that were reached move nothing when they are stated again") {
    CHECK(holds("lines stated again", [] {
        const InvoiceDraft draft = any_invoice({.with_elsewhere = false});
        const Model model(draft);
        const Billing billing = Billing::of(Invoice::check(draft).value());
        std::vector<std::pair<std::string, std::string>> worths;
        for (const Model::Line& line : model.lines)
            if (line.level > 0)
                worths.emplace_back(line.id, amount_text(up_to(static_cast<std::int64_t>(line.level)), draft.currency));
        const auto said = given::worths(billing, given::of_lines(worths, Basis::gross));
        tell_said(said);
        const MovePlan once = plan_move(billing, Standing::as_billed(billing), said);
        const MovePlan twice = plan_move(billing, once.after_offer, said);
        RC_ASSERT_FALSE(twice.credit.has_value());
        RC_ASSERT_FALSE(twice.offer.has_value());
    }));
}

TEST_CASE("when every line is stated gross, what stands is not more than was said in all") {
    CHECK(holds("lines in all", [] {
        InvoiceDraft draft = any_invoice({.with_elsewhere = false});
        draft.rounding.reset();
        const Model model(draft);
        const Billing billing = Billing::of(Invoice::check(draft).value());
        std::vector<std::pair<std::string, std::string>> worths;
        Wide all = 0;
        for (const Model::Group& group : model.groups)
            if (!group.creditable()) return;
        for (const Model::Line& line : model.lines) {
            const auto worth = up_to(static_cast<std::int64_t>(line.level));
            all += worth;
            worths.emplace_back(line.id, amount_text(worth, draft.currency));
        }
        const MovePlan plan = plan_move(billing, Standing::as_billed(billing),
                                        given::worths(billing, given::of_lines(worths, Basis::gross)));
        RC_ASSERT(plan.after_credit.totals(billing).gross.minor() <= static_cast<std::int64_t>(all));
    }));
}

TEST_CASE("in which order a customer speaks of lines moves no cent") {
    CHECK(holds("order of speaking", [] {
        const InvoiceDraft draft = any_invoice({});
        const Model model(draft);
        const Billing billing = Billing::of(Invoice::check(draft).value());
        const Basis basis = one_in(2) ? Basis::net : Basis::gross;
        std::vector<std::pair<std::string, std::string>> worths;
        for (const Model::Line& line : model.lines)
            worths.emplace_back(line.id, amount_text(any_worth(line.level), draft.currency));
        const auto plan_in = [&](const std::vector<std::pair<std::string, std::string>>& order) {
            std::vector<Statement> statements;
            for (const auto& worth : order)
                statements.push_back(
                    Statement::understand(given::of_lines({worth}, basis), billing, Instant(0), Actor{}).value());
            return plan_move(billing, Standing::as_billed(billing), worths_in_force(statements)).after_offer;
        };
        auto shuffled = worths;
        for (std::size_t i = shuffled.size(); i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(i) - 1))]);
        RC_ASSERT(plan_in(worths) == plan_in(shuffled));
    }));
}

TEST_CASE("in which order lines are credited, one claim each, moves no cent in all") {
    CHECK(holds("order of claims", [] {
        InvoiceDraft draft = any_invoice({.one_rate = true, .with_elsewhere = false});
        const auto run = [&](bool backwards) {
            Pair pair(draft);
            std::vector<std::string> ids;
            for (const Model::Line& line : pair.model.lines)
                if (line.level > 0) ids.push_back(line.id);
            if (backwards) std::reverse(ids.begin(), ids.end());
            for (const std::string& id : ids) {
                pair.desk.must(Invoke{draft.number, given::of_lines({{id, to_text(Money::zero(draft.currency))}}),
                                      std::nullopt, std::nullopt});
                const ClaimId claim = pair.desk.stream.open_claim()->id;
                pair.ask(Approve{claim});
            }
            Money gross = Money::zero(draft.currency);
            for (const Adjustment& a : pair.desk.stream.adjustments) gross += a.totals.gross;
            return gross;
        };
        RC_ASSERT(run(false) == run(true));
        RC_ASSERT(run(false) == draft.totals.gross + draft.rounding.value_or(Money::zero(draft.currency)));
    }));
}
