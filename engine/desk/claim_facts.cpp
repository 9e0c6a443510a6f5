#include "engine/desk/claim_facts.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace makegood {

namespace {

std::string text_of(Channel channel) {
    switch (channel) {
        case Channel::link: return "link";
        case Channel::phone: return "phone";
        case Channel::letter: return "letter";
        case Channel::short_payment: return "short-payment";
    }
    break_invariant("a channel is one of the channels", std::source_location::current());
}

/// Nothing where a rate is missing: half a sum would be no sum.
std::optional<Money> in_company(const std::vector<Money>& amounts, const Context& context, Date today) {
    const auto& rates = context.company.reference_rates;
    if (!rates) return std::nullopt;
    Money sum = Money::zero(rates->currency());
    for (const Money& amount : amounts) {
        const auto converted = rates->convert(amount, today);
        if (!converted) return std::nullopt;
        sum += *converted;
    }
    return sum;
}

/// Puts the facts of one claim together.
class FactFinder {
  public:
    FactFinder(const HeardClaim& claim, const Context& context, const WordLists& words)
        : claim_(claim),
          context_(context),
          words_(words),
          books_(*claim.stream.books),
          worths_(worths_of(claim)),
          plan_(plan_move(books_.billing, books_.standing, worths_)),
          today_(context.company.zone.date_at(context.now)),
          past_(context.past ? *context.past : CustomerPast{}) {}

    RuleFacts find() const {
        const std::vector<std::size_t> claimed = claimed_lines();
        return RuleFacts{claim_facts(claimed), line_facts(claimed), invoice_facts(), customer_facts(),
                         history_facts(),      guarantee_facts(),   today_facts(),   context_.now};
    }

  private:
    static std::vector<Worth> worths_of(const HeardClaim& claim) {
        std::vector<Statement> statements;
        for (const Statement* statement : claim.statements) statements.push_back(*statement);
        return worths_in_force(statements);
    }

    /// Without worths, and with one of the whole, a claim is about every line.
    std::vector<std::size_t> claimed_lines() const {
        std::vector<std::size_t> lines;
        const bool is_whole = is_about_the_whole();
        for (std::size_t i = 0; i < books_.billing.lines.size(); ++i)
            if (is_whole || worth_of(i)) lines.push_back(i);
        return lines;
    }

    bool is_about_the_whole() const { return worths_.empty() || !worths_.front().line(); }

    const Worth* worth_of(std::size_t line) const {
        const auto found = std::find_if(worths_.begin(), worths_.end(), [&](const Worth& worth) {
            return worth.line() && *worth.line() == books_.billing.lines[line].id;
        });
        return found == worths_.end() ? nullptr : &*found;
    }

    Money credit() const { return plan_.credit ? plan_.credit->totals.gross : Money::zero(books_.invoice->currency); }

    std::optional<Money> worth() const {
        if (worths_.empty()) return std::nullopt;
        Money sum = Money::zero(books_.invoice->currency);
        for (const Worth& worth : worths_) sum += worth.amount();
        return sum;
    }

    std::int64_t others_this_week(const ServiceName& service) const {
        for (const auto& [name, others] : past_.others_this_week)
            if (name == service) return others;
        return 0;
    }

    std::vector<std::string> signals() const {
        std::set<std::string> names;
        for (const Statement* statement : claim_.statements)
            if (statement->words() && statement->words()->reveal())
                for (std::string& name : words_.signals(*statement->words()->reveal())) names.insert(std::move(name));
        return {names.begin(), names.end()};
    }

    ClaimFacts claim_facts(const std::vector<std::size_t>& claimed) const {
        const Statement& latest = *claim_.statements.back();
        const bool is_stated = !worths_.empty();
        std::set<std::string> services;
        std::int64_t others = 0;
        std::int64_t worth_nothing = 0;
        for (const std::size_t line : claimed) {
            services.insert(books_.billing.lines[line].service.text());
            others = std::max(others, others_this_week(books_.billing.lines[line].service));
            worth_nothing += is_worth_nothing(line) ? 1 : 0;
        }
        const bool is_zero = is_stated && std::all_of(worths_.begin(), worths_.end(),
                                                      [](const Worth& w) { return w.amount().is_zero(); });
        return ClaimFacts{
            .channel = text_of(latest.channel()),
            .worth_is_stated = is_stated,
            .basis = is_stated && worths_.front().basis() == Basis::net ? "net" : "gross",
            .worth = worth(),
            .worth_is_zero = is_zero,
            .worth_is_above_standing = plan_.offer.has_value(),
            .credit = is_stated ? std::optional(credit()) : std::nullopt,
            .credit_in_company = is_stated ? in_company({credit()}, context_, today_) : std::nullopt,
            .share = share_of(credit(), books_.invoice.payable()),
            .is_whole_invoice = is_about_the_whole(),
            .lines_claimed = static_cast<std::int64_t>(claimed.size()),
            .lines_worth_nothing = worth_nothing,
            .services = {services.begin(), services.end()},
            .others_this_week = others,
            .has_words = std::any_of(claim_.statements.begin(), claim_.statements.end(),
                                     [](const Statement* statement) { return statement->words().has_value(); }),
            .words_signal = signals(),
            .has_phone = claim_.contact && claim_.contact->phone,
            .has_email = (claim_.contact && claim_.contact->email) || books_.invoice->customer.email,
            .wish = claim_.wish ? std::optional(std::string(to_text(*claim_.wish))) : std::nullopt,
        };
    }

    bool is_worth_nothing(std::size_t line) const {
        if (worths_.empty()) return false;
        const Worth* own = is_about_the_whole() ? &worths_.front() : worth_of(line);
        return own && own->amount().is_zero();
    }

    /// What is asked back of a line, before tax.
    Money credit_of(std::size_t line) const {
        const Money zero = Money::zero(books_.invoice->currency);
        if (!plan_.credit) return zero;
        const auto& moves = plan_.credit->lines;
        const auto move = std::find_if(moves.begin(), moves.end(), [&](const LineMove& m) { return m.line == line; });
        return move == moves.end() ? zero : move->before - move->after;
    }

    std::vector<LineFacts> line_facts(std::vector<std::size_t> claimed) const {
        if (claimed.size() > fact_lines_max) {
            std::stable_sort(claimed.begin(), claimed.end(),
                             [&](std::size_t a, std::size_t b) { return credit_of(a).minor() > credit_of(b).minor(); });
            claimed.resize(fact_lines_max);
            std::sort(claimed.begin(), claimed.end());
        }
        std::vector<LineFacts> facts;
        facts.reserve(claimed.size());
        for (const std::size_t line : claimed) facts.push_back(line_fact(line));
        return facts;
    }

    LineFacts line_fact(std::size_t index) const {
        const BilledLine& line = books_.billing.lines[index];
        const auto& written = books_.invoice->lines;
        const auto& charges = books_.invoice->charges;
        const Worth* own = worth_of(index);
        return LineFacts{
            .id = line.id.text(),
            .service = line.service.text(),
            .description = index < written.size() ? written[index].description : charges[index - written.size()].reason,
            .billed_net = line.billed,
            .standing_net = books_.standing.lines[index],
            .worth = own ? std::optional(own->amount()) : std::nullopt,
            .share = share_of(credit_of(index), line.billed),
            .is_worth_nothing = is_worth_nothing(index),
            .others_this_week = others_this_week(line.service),
        };
    }

    InvoiceFacts invoice_facts() const {
        const InvoiceDraft& invoice = *books_.invoice;
        const Money open = books_.receivable.open();
        return InvoiceFacts{
            .number = invoice.number.text(),
            .issued_on = invoice.issued_on,
            .age_days = today_.unix_days() - invoice.issued_on.unix_days(),
            .due_on = invoice.due_on,
            .is_overdue = invoice.due_on && *invoice.due_on < today_ && open.is_positive(),
            .currency = std::string(invoice.currency.code()),
            .net = invoice.totals.net,
            .gross = books_.invoice.payable(),
            .gross_in_company = in_company({books_.invoice.payable()}, context_, today_),
            .standing = books_.standing.totals(books_.billing).gross,
            .paid = books_.receivable.paid,
            .open = open,
            .is_paid = !open.is_positive(),
            .was_prepaid = !invoice.prepaid.empty(),
            .has_credits_elsewhere = !books_.credits_elsewhere.empty(),
            .lines = static_cast<std::int64_t>(invoice.lines.size()),
            .earlier_claims = static_cast<std::int64_t>(claim_.earlier_claims),
        };
    }

    CustomerFacts customer_facts() const {
        const Customer& customer = books_.invoice->customer;
        const bool is_known_longer = past_.first_invoice_on && *past_.first_invoice_on < books_.invoice->issued_on;
        return CustomerFacts{
            .id = customer.id.text(),
            .country = customer.address ? customer.address->country : std::nullopt,
            .lists = context_.company.customer_lists.of(customer.id),
            .days_known = is_known_longer
                              ? std::optional<std::int64_t>(today_.unix_days() - past_.first_invoice_on->unix_days())
                              : std::nullopt,
        };
    }

    HistoryFacts history_facts() const {
        std::optional<std::int64_t> since;
        if (past_.last_claim_at)
            since = std::chrono::duration_cast<std::chrono::days>(context_.now - *past_.last_claim_at).count();
        return HistoryFacts{
            .claims = past_.claims,
            .open_claims = past_.open_claims,
            .claims_last_365_days = past_.claims_last_365_days,
            .days_since_last_claim = since,
            .invoices = past_.invoices,
            .invoices_paid = past_.invoices_paid,
            .billed_in_company = in_company(past_.billed, context_, today_),
            .billed_last_365_days_in_company = in_company(past_.billed_last_365_days, context_, today_),
            .credited_in_company = in_company(past_.credited, context_, today_),
            .credited_last_365_days_in_company = in_company(past_.credited_last_365_days, context_, today_),
        };
    }

    GuaranteeFacts guarantee_facts() const {
        const GuaranteeVersion& guarantee = context_.company.guarantee.in_force_on(books_.invoice->issued_on);
        return GuaranteeFacts{
            .version = guarantee.name.text(),
            .window_days = guarantee.window_days,
            .is_late = today_.unix_days() - books_.invoice->issued_on.unix_days() > guarantee.window_days,
        };
    }

    TodayFacts today_facts() const {
        const std::string_view weekday = weekday_of(today_);
        const Zone& zone = context_.company.zone;
        const auto on_the_clock = context_.now - Instant(0) + zone.offset_at(context_.now);
        return TodayFacts{
            .date = today_,
            .weekday = std::string(weekday),
            .hour = std::chrono::hh_mm_ss(on_the_clock % std::chrono::days(1)).hours().count(),
            .is_weekend = weekday == "saturday" || weekday == "sunday",
        };
    }

    const HeardClaim& claim_;
    const Context& context_;
    const WordLists& words_;
    const InvoiceStream::Books& books_;
    const std::vector<Worth> worths_;
    const MovePlan plan_;
    const Date today_;
    const CustomerPast past_;
};

}  // namespace

RuleFacts facts_of(const HeardClaim& claim, const Context& context, const WordLists& words) {
    return FactFinder(claim, context, words).find();
}

Routing route_by_default(const RuleFacts& facts, const GuaranteeVersion& guarantee) {
    return route_by_default(RoutingFacts{
        .now = facts.now,
        .today = facts.today.date,
        .issued_on = facts.invoice.issued_on,
        .guarantee = guarantee,
        .worth_is_stated = facts.claim.worth_is_stated,
        .worth_is_zero = facts.claim.worth_is_zero,
        .worth_is_upward = facts.claim.worth_is_above_standing,
        .earlier_claims = static_cast<std::size_t>(facts.invoice.earlier_claims),
        .credited_elsewhere = facts.invoice.has_credits_elsewhere,
    });
}

}  // namespace makegood
