#include <cstdlib>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "tests/engine/given/desk.hpp"
#include "tests/property/invoices.hpp"

using namespace makegood;
using namespace makegood::property;
using given::Desk;

namespace {

/// As in property_test.cpp: 1,000 cases, 20,000 with MAKEGOOD_FULL=1; RC_PARAMS replays the seed that is printed.
bool holds(const char* name, const std::function<void()>& property) {
    static const bool ready = [] {
        const bool full = std::getenv("MAKEGOOD_FULL") != nullptr;
        return setenv("RC_PARAMS", full ? "max_success=20000" : "max_success=1000", 0) == 0;
    }();
    return ready && rc::check(name, property);
}

std::size_t any_of(std::size_t count) {
    return static_cast<std::size_t>(up_to(static_cast<std::int64_t>(count) - 1));
}

/// Law 7, kept beside the engine by adding up documents: net and tax of each (category, rate), and the rounding.
class Sums {
  public:
    void take(const Event& event, const InvoiceStream& before, const InvoiceStream& after) {
        if (std::holds_alternative<InvoiceRecorded>(event)) {
            const Billing& billing = after.books->billing;
            for (const TaxGroup& group : billing.groups) groups_.push_back({group.base, group.tax});
            rounding_ = billing.rounding;
        } else if (std::holds_alternative<CreditedElsewhere>(event)) {
            take_elsewhere(std::get<CreditedElsewhere>(event), *before.books, *after.books);
        } else if (const Adjustment* document = document_in(event)) {
            take(*document, *before.books);
        }
        if (after.books) compare(*after.books);
    }

  private:
    struct Group {
        Money base;
        Money tax;
    };

    void take(const Adjustment& document, const InvoiceStream::Books& before) {
        const bool credits = document.type == DocumentType::credit_note;
        Totals sum{Money::zero(rounding_.currency()), Money::zero(rounding_.currency()), document.rounding};
        for (const TaxSubtotal& row : document.tax)
            for (std::size_t g = 0; g < groups_.size(); ++g)
                if (before.billing.groups[g].key == row.key) {
                    groups_[g].base += credits ? -row.base : row.base;
                    groups_[g].tax += credits ? -row.amount : row.amount;
                    sum.net += row.base;
                    sum.tax += row.amount;
                }
        rounding_ += credits ? -document.rounding : document.rounding;
        sum.gross += sum.net + sum.tax;
        RC_ASSERT(sum == document.totals);
        Money lines = Money::zero(rounding_.currency());
        for (const AdjustedLine& line : document.lines) {
            RC_ASSERT_FALSE(line.after.is_negative());
            RC_ASSERT(credits == (line.after < line.before));
            lines += line.net();
        }
        RC_ASSERT(lines == document.totals.net);
        settled(document, before.receivable, credits);
    }

    /// A credit never offsets more than is open, and its parts are the whole of it.
    static void settled(const Adjustment& document, const Receivable& before, bool credits) {
        Money sum = Money::zero(document.totals.gross.currency());
        for (const SettlementPart& part : document.settlement) {
            RC_ASSERT(part.amount.is_positive());
            if (part.kind == SettlementKind::offset) RC_ASSERT(part.amount <= before.open());
            if (part.kind == SettlementKind::refund) RC_ASSERT(part.amount <= before.refundable());
            sum += part.amount;
        }
        const bool settles = credits && !document.reverses;
        RC_ASSERT(sum == (settles ? document.totals.gross : Money::zero(sum.currency())));
    }

    /// What another document took, by (category, rate), is its effect; what it took beyond that was over-credited.
    void take_elsewhere(const CreditedElsewhere& event, const InvoiceStream::Books& before,
                        const InvoiceStream::Books& after) {
        Money taken = Money::zero(rounding_.currency());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Money base = before.standing.base(before.billing, g) - after.standing.base(after.billing, g);
            const Money tax = before.standing.tax(before.billing, g) - after.standing.tax(after.billing, g);
            RC_ASSERT_FALSE(base.is_negative() || tax.is_negative());
            groups_[g].base -= base;
            groups_[g].tax -= tax;
            taken += base + tax;
        }
        RC_ASSERT(taken + event.over_credited == event.credit.totals.gross);
    }

    void compare(const InvoiceStream::Books& books) const {
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            RC_ASSERT(books.standing.base(books.billing, g) == groups_[g].base);
            RC_ASSERT(books.standing.tax(books.billing, g) == groups_[g].tax);
            if (books.billing.groups[g].can_be_credited()) RC_ASSERT_FALSE(groups_[g].tax.is_negative());
        }
        RC_ASSERT(books.standing.rounding == rounding_);
        RC_ASSERT(books.receivable.payable + books.over_credited == books.standing.totals(books.billing).gross);
        for (std::size_t i = 0; i < books.standing.lines.size(); ++i)
            if (books.billing.groups[books.billing.lines[i].group].can_be_credited())
                RC_ASSERT_FALSE(books.standing.lines[i].is_negative());
    }

    std::vector<Group> groups_;
    Money rounding_{0, *Currency::find("EUR")};
};

/// Law 8, event by event: what is posted on the three accounts with sub-ledgers is what these hold.
class Ledgers {
  public:
    void take(const Event& event, const InvoiceStream& after) {
        if (!after.books) return;
        const Currency currency = after.books->invoice->currency;
        if (!receivables_) receivables_ = refunds_ = kept_ = Money::zero(currency);
        const auto entries = entries_in(event);
        for (const Entry& entry : entries) RC_ASSERT(entry.amount.is_positive());
        *receivables_ += balance_of(Account::receivables, entries, currency);
        *refunds_ -= balance_of(Account::refunds_payable, entries, currency);
        *kept_ -= balance_of(Account::customer_balances, entries, currency);
        // What is used elsewhere is posted there: here it only leaves.
        if (const auto* used = std::get_if<BalanceUsed>(&event)) *kept_ -= used->amount;
        if (const auto* received = std::get_if<BalanceReceived>(&event)) *kept_ += received->amount;

        RC_ASSERT(*receivables_ == after.books->receivable.open());
        RC_ASSERT(*refunds_ == after.refunds_payable());
        RC_ASSERT(*kept_ == after.books->receivable.balance());
        RC_ASSERT_FALSE(kept_->is_negative());
        if (const auto* recorded = std::get_if<RefundRecorded>(&event))
            if (recorded->source != RefundSource::make_good)
                RC_ASSERT(after.books->receivable.refunded <= after.books->receivable.paid);
        if (std::holds_alternative<RefundInstructed>(event) || std::holds_alternative<RefundDueAgain>(event))
            refunds_leave(event, after);
    }

  private:
    static void refunds_leave(const Event& event, const InvoiceStream& after) {
        const auto number = std::holds_alternative<RefundInstructed>(event) ? std::get<RefundInstructed>(event).refund
                                                                            : std::get<RefundDueAgain>(event).refund;
        if (after.find(number)->source == RefundSource::make_good) return;
        RC_ASSERT_FALSE(after.books->receivable.returnable().is_negative());
    }

    std::optional<Money> receivables_, refunds_, kept_;
};

/// One invoice of a customer, beside another of theirs that balances may go to.
class Life {
  public:
    explicit Life(const InvoiceDraft& draft) {
        InvoiceDraft second =
            given::Bill(draft.currency.code(), "R-2")
                .line(to_text(draft.totals.gross.is_positive() ? draft.totals.gross : Money(100, draft.currency)))
                .draft();
        other_.must(RecordInvoice{Invoice::check(std::move(second)).value()});
        desk_.other = &other_;
        try_to(RecordInvoice{Invoice::check(draft).value()});
        desk_.actor = given::person("Olga", Role::office);
    }

    void live() {
        switch (up_to(11)) {
            case 0:
            case 1: claim(); break;
            case 2:
            case 3: pay(); break;
            case 4: bounce(); break;
            case 5:
            case 6: move_refund(); break;
            case 7: move_balance(); break;
            case 8: give(); break;
            case 9:
            case 10: reverse(); break;
            default: credit_elsewhere(); break;
        }
        answer_offers();
    }

    /// The last word: worth nothing. Then no line stands, unless what cannot be credited makes up for it.
    void end() {
        const InvoiceNumber number = books().invoice->number;
        try_to(Invoke{number, given::anew(given::whole(to_text(zero()))), {}, {}});
        try_to(Approve{desk_.stream.claims.back().id});
        const Claim* waits = desk_.stream.open_claim();
        if (waits) RC_ASSERT(waits->offer.has_value());
        const InvoiceStream::Books& left = books();
        const auto& groups = left.billing.groups;
        if (std::all_of(groups.begin(), groups.end(), [](const TaxGroup& group) { return group.can_be_credited(); }))
            RC_ASSERT(left.standing.totals(left.billing).net.is_zero());
        RC_ASSERT(given::in_full(given::replayed(desk_.journal)) == given::in_full(desk_.stream));
        RC_ASSERT(given::in_full(given::replayed(other_.journal)) == given::in_full(other_.stream));
    }

  private:
    const InvoiceStream::Books& books() const { return desk_.books(); }
    Money zero() const { return Money::zero(books().invoice->currency); }
    std::string amount(const Money& most) const {
        const Money top = std::max(Money(1, most.currency()), most);
        return to_text(one_in(3) ? top : Money(1 + up_to(top.minor() - 1), most.currency()));
    }

    /// What is refused changes nothing; what is accepted is judged event by event.
    bool try_to(const Command& command, const Actor& actor = given::person("Olga", Role::office)) {
        const std::size_t seen = desk_.journal.size();
        InvoiceStream state = desk_.stream;
        const auto asked = desk_.ask_as(actor, command);
        RC_LOG(std::string(asked ? given::types(*asked) : std::string(to_text(asked.error().reason))) + "\n");
        if (!asked) RC_ASSERT(desk_.journal.size() == seen);
        for (std::size_t i = seen; i < desk_.journal.size(); ++i) {
            const InvoiceStream before = state;
            apply(state, desk_.journal[i]);
            sums_.take(desk_.journal[i].event, before, state);
            ledgers_.take(desk_.journal[i].event, state);
        }
        return asked.has_value();
    }

    Saying any_saying() const {
        const Basis basis = one_in(2) ? Basis::net : Basis::gross;
        const Totals stands = desk_.standing();
        const auto worth = [&](const Money& level) {
            const Money top = std::max(zero(), level);
            if (one_in(5)) return to_text(zero());
            if (one_in(5)) return to_text(top + Money(up_to(top.minor() / 2 + 3), top.currency()));
            return to_text(Money(up_to(top.minor()), top.currency()));
        };
        if (one_in(2)) return given::whole(worth(basis == Basis::net ? stands.net : stands.gross), basis);
        std::vector<std::pair<std::string, std::string>> lines;
        const auto& billing = books().billing;
        for (std::size_t i = 0; i < billing.lines.size(); ++i)
            if (one_in(2) || i == 0) lines.emplace_back(billing.lines[i].id.text(), worth(books().standing.lines[i]));
        return given::of_lines(lines, basis);
    }

    void claim() {
        const auto wish = [&]() -> std::optional<SettlementKind> {
            if (one_in(2)) return std::nullopt;
            return one_in(2) ? SettlementKind::balance : SettlementKind::out_of_band;
        }();
        if (!try_to(Invoke{books().invoice->number, any_saying(), wish, {}})) return;
        try_to(Approve{desk_.stream.claims.back().id}, given::president());
    }

    void answer_offers() {
        for (std::size_t i = 0; i < desk_.stream.claims.size(); ++i) {
            const Claim& claim = desk_.stream.claims[i];
            if (!claim.offer || one_in(4)) continue;
            const std::optional<Movement> offer = plan_of(books(), claim).offer;
            if (offer && !one_in(3))
                try_to(AnswerOffer{claim.id, OfferAnswer::confirmed, to_text(offer->totals.gross),
                                   to_text(offer->totals.tax)});
            else
                try_to(AnswerOffer{claim.id, one_in(2) ? OfferAnswer::declined : OfferAnswer::revoked, "", ""});
        }
    }

    void pay() {
        const Money open = books().receivable.open();
        const Date day = desk_.of().zone.date_at(desk_.now);
        Payment payment{PaymentId("P-" + std::to_string(desk_.stream.payments.size() + 1)), day,
                        *parse_money(amount(open), open.currency())};
        payment.from = given::account();
        if (open > payment.amount && one_in(2)) {
            payment.deductions.push_back({{}, open - payment.amount, {}, Personal(std::string("no use"))});
            const auto& lines = books().billing.lines;
            if (one_in(2)) payment.deductions[0].line = lines[any_of(lines.size())].id;
        }
        try_to(RecordPayment{books().invoice->number, std::move(payment)});
        if (const Claim* open_claim = desk_.stream.open_claim()) try_to(Approve{open_claim->id}, given::president());
    }

    void bounce() {
        if (desk_.stream.payments.empty()) return;
        const Payment& payment = desk_.stream.payments[any_of(desk_.stream.payments.size())];
        try_to(ReversePayment{payment.id, given::date("2026-04-01")});
    }

    void move_refund() {
        if (desk_.stream.refunds.empty()) return;
        const Refund refund = desk_.stream.refunds[any_of(desk_.stream.refunds.size())];
        const Date day = given::date("2026-04-01");
        const std::string tell = std::to_string(desk_.stream.version);
        switch (refund.state) {
            case RefundState::due: try_to(ReleaseRefund{refund.number}, given::person("Fred")); break;
            case RefundState::instructed:
                try_to(one_in(2) ? Command(RecordRefundPaid{refund.number, day, tell})
                                 : Command(RecordRefundFailed{refund.number, day, tell}));
                break;
            case RefundState::paid:
                if (one_in(4)) try_to(RecordRefundFailed{refund.number, day, tell});
                break;
            case RefundState::failed: try_to(RetryRefund{refund.number}); break;
            case RefundState::cancelled: RC_ASSERT_FALSE(try_to(ReleaseRefund{refund.number})); break;
        }
    }

    void move_balance() {
        const Money balance = books().receivable.balance();
        const InvoiceNumber number = books().invoice->number;
        if (one_in(2))
            try_to(UseBalance{number, InvoiceNumber("R-2"), amount(balance), Channel::phone});
        else
            try_to(RefundBalance{number, amount(balance)});
    }

    void give() {
        if (desk_.stream.claims.empty()) return;
        try_to(GiveMakeGood{desk_.stream.claims.back().id, MakeGoodKind::money, amount(Money(5'000, zero().currency())),
                            "For the lost day."});
    }

    void reverse() {
        if (desk_.stream.adjustments.empty()) return;
        const Adjustment document = desk_.stream.adjustments[any_of(desk_.stream.adjustments.size())];
        if (document.type == DocumentType::supplementary_invoice && !document.reverses) {
            try_to(AnswerOffer{document.claim, OfferAnswer::revoked, "", ""});
            return;
        }
        const Standing stood = books().standing;
        const bool corrects = one_in(3);
        ReverseAdjustment command{document.number};
        if (corrects) command.correction = ReverseAdjustment::Correction{any_saying(), Channel::phone};
        if (try_to(command) && !corrects) RC_ASSERT(books().standing == stood);
    }

    void credit_elsewhere() {
        const InvoiceDraft& draft = *books().invoice;
        const Money most = std::max(zero(), draft.totals.net);
        const std::string number = "late-" + std::to_string(desk_.stream.version);
        try_to(RecordCreditElsewhere{draft.number, draft.currency, any_credit_elsewhere(draft, number, most)});
    }

    Desk desk_;
    Desk other_;
    Sums sums_;
    Ledgers ledgers_;
};

}  // namespace

TEST_CASE("law 7 and 8 hold after every event of any history of claims, money, reversals and corrections") {
    CHECK(holds("any history of money", [] {
        Life life(any_invoice({}));
        for (std::int64_t steps = 3 + up_to(12); steps > 0; --steps) life.live();
        life.end();
    }));
}
