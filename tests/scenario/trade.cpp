#include "tests/scenario/trade.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "tests/property/invoices.hpp"
#include "tests/scenario/bills.hpp"

namespace makegood::scenario {

namespace {

Actor office() {
    return {"Ann", Role::office, {}};
}
Actor finance() {
    return {"Ben", Role::finance, {}};
}

constexpr std::array accounts_of_payers = {"GB29NWBK60161331926819", "DE89370400440532013000",
                                           "FR1420041010050500013M02606"};

}  // namespace

void Trade::bill(int count) {
    std::vector<Command> commands;
    for (int i = 0; i < count; ++i) {
        InvoiceDraft draft = any_bill(dice_, numbers_.size() + 1, today());
        numbers_.push_back(draft.number);
        commands.push_back(RecordInvoice{Invoice::check(std::move(draft)).value()});
    }
    for (const Reply& reply : scene_.ask_all(std::move(commands)))
        if (!reply.was_accepted()) throw std::runtime_error("an invoice of the trade: " + reply.in_words());
}

void Trade::go_on(int deeds) {
    constexpr int at_once = 16;
    constexpr std::int64_t day_s = std::int64_t{8} * 3600;
    const std::int64_t pause_s_max = std::max<std::int64_t>(1, 2 * day_s * at_once / std::max(1, deeds));
    for (; deeds > 0; deeds -= at_once) {
        scene_.clock().set(scene_.clock().now() +
                           std::chrono::seconds(dice_.from_to(1, std::min(day_s / 8, pause_s_max))));
        std::vector<Deed> round;
        for (const InvoiceStream& stream : any_invoices(static_cast<std::size_t>(std::min(deeds, at_once))))
            if (MaybeDeed deed = any_deed(stream)) round.push_back(*std::move(deed));
        ask(std::move(round));
    }
}

std::vector<InvoiceStream> Trade::any_invoices(std::size_t count) {
    const auto last = static_cast<std::int64_t>(numbers_.size()) - 1;
    std::set<std::size_t> chosen;
    while (chosen.size() < std::min(count, numbers_.size()))
        chosen.insert(static_cast<std::size_t>(dice_.from_to(0, last)));
    std::vector<InvoiceStream> streams;
    scene_.read([&](Reader& reader) {
        for (const std::size_t index : chosen) streams.push_back(reader.invoice(numbers_[index]).value());
    });
    return streams;
}

Date Trade::today() const {
    return scene_.company().zone.date_at(scene_.clock().now());
}

Money Trade::part_of(const Money& whole) {
    return Money(dice_.from_to(1, std::max<std::int64_t>(1, whole.minor())), whole.currency());
}

Trade::MaybeDeed Trade::any_deed(const InvoiceStream& stream) {
    const auto kind = dice_.from_to(1, 100);
    if (kind <= 20) return pay(stream);
    if (kind <= 23) return bounce(stream);
    if (kind <= 25) return credit_elsewhere(stream);
    if (kind <= 68) return stream.open_claim() ? go_on_with(stream, *stream.open_claim()) : claim(stream);
    if (kind <= 74) return reverse(stream);
    if (kind <= 77) return give(stream);
    if (kind <= 82) return use_balance(stream);
    return move_refund(stream);
}

BankAccount Trade::any_account() {
    return {Personal(accounts_of_payers[static_cast<std::size_t>(dice_.from_to(0, 2))]), Personal("Payer & Söhne")};
}

Trade::MaybeDeed Trade::pay(const InvoiceStream& stream) {
    const Money open = stream.books->receivable.open();
    if (!open.is_positive()) return std::nullopt;
    Payment payment{PaymentId("P-" + std::to_string(++payments_)), today(),
                    dice_.in_hundred(70) ? open : part_of(open)};
    if (dice_.in_hundred(80)) payment.from = any_account();
    return Deed{"payment", {RecordPayment{stream.books->invoice->number, std::move(payment)}, finance()}};
}

Trade::MaybeDeed Trade::bounce(const InvoiceStream& stream) {
    for (const Payment& payment : stream.payments)
        if (!payment.is_reversed) return Deed{"bounce", {ReversePayment{payment.id, today(), "AC04"}, finance()}};
    return std::nullopt;
}

Trade::MaybeDeed Trade::credit_elsewhere(const InvoiceStream& stream) {
    const InvoiceDraft& invoice = *stream.books->invoice;
    if (!invoice.totals.net.is_positive()) return std::nullopt;
    const auto seed = static_cast<std::uint64_t>(dice_.from_to(0, 1'000'000'000));
    CreditElsewhere credit = property::credit_elsewhere_of_seed(
        seed, invoice, "E-" + std::to_string(++credits_elsewhere_), part_of(invoice.totals.net));
    return Deed{"credit elsewhere",
                {RecordCreditElsewhere{invoice.number, invoice.currency, std::move(credit)}, finance()}};
}

/// Mostly below what stands; up is an offer.
Saying Trade::any_saying(const InvoiceStream& stream) {
    const InvoiceStream::Books& books = *stream.books;
    Saying saying;
    if (dice_.in_hundred(30)) saying.basis = Basis::net;
    const auto worth = [&](const Money& standing) {
        if (dice_.in_hundred(20)) return to_text(Money::zero(standing.currency()));
        if (dice_.in_hundred(10)) return to_text(standing + part_of(standing));
        return to_text(part_of(standing));
    };
    if (dice_.in_hundred(60)) {
        const Totals standing = books.standing.totals(books.billing);
        const Money& level = saying.basis == Basis::net ? standing.net : standing.gross;
        saying.worth = worth(std::max(level, Money::zero(level.currency())));
        return saying;
    }
    for (std::size_t i = 0; i < books.billing.lines.size(); ++i)
        if (i == 0 || dice_.in_hundred(50))
            saying.lines.push_back({books.billing.lines[i].id, worth(books.standing.lines[i])});
    return saying;
}

Trade::MaybeDeed Trade::claim(const InvoiceStream& stream) {
    std::optional<SettlementKind> wish;
    if (dice_.in_hundred(35)) wish = SettlementKind::balance;
    return Deed{"claim", {Invoke{stream.books->invoice->number, any_saying(stream), wish, {}}, office()}};
}

Trade::MaybeDeed Trade::go_on_with(const InvoiceStream& stream, const Claim& claim) {
    if (claim.offer) return answer(claim);
    if (dice_.in_hundred(80)) return honour(claim);
    Saying saying;
    saying.kind = StatementKind::withdrawing;
    if (dice_.in_hundred(25)) return Deed{"withdrawal", {StateAnew{claim.id, saying}, office()}};
    saying = any_saying(stream);
    saying.kind = StatementKind::restating;
    return Deed{"restatement", {StateAnew{claim.id, saying}, office()}};
}

Trade::MaybeDeed Trade::honour(const Claim& claim) const {
    const auto& due = claim.routing.dues[static_cast<std::size_t>(Step::adjust)];
    if (due && due->promise <= scene_.clock().now())
        return Deed{"kept promise", {KeepPromise{claim.id}, {"promise keeper", Role::system, {}}}};
    return Deed{"approval", {Approve{claim.id}, Scene::the_president()}};
}

Trade::MaybeDeed Trade::answer(const Claim& claim) {
    const Totals& totals = claim.offer->totals;
    const bool yes = dice_.in_hundred(80);
    return Deed{"offer",
                {AnswerOffer{claim.id, yes ? OfferAnswer::confirmed : OfferAnswer::declined,
                             yes ? to_text(totals.gross) : "", yes ? to_text(totals.tax) : ""},
                 yes ? Actor{"Customer", Role::integration, {}} : Scene::the_president()}};
}

/// Sometimes a statement was recorded wrongly, and the customer says over the link what it was.
Trade::MaybeDeed Trade::reverse(const InvoiceStream& stream) {
    if (stream.adjustments.empty()) return std::nullopt;
    const AdjustmentNumber& last = stream.adjustments.back().number;
    if (dice_.in_hundred(70)) return Deed{"reversal", {ReverseAdjustment{last, {}}, Scene::the_president()}};
    return Deed{"correction",
                {ReverseAdjustment{last, ReverseAdjustment::Correction{any_saying(stream), Channel::link}},
                 Scene::the_president()}};
}

Trade::MaybeDeed Trade::move_refund(const InvoiceStream& stream) {
    for (const Refund& refund : stream.refunds) {
        switch (refund.state) {
            case RefundState::due:
                if (stream.paying_account() == nullptr && dice_.in_hundred(60))
                    return name_account(refund, any_account());
                return Deed{"release", {ReleaseRefund{refund.number}, finance()}};
            case RefundState::instructed:
                if (dice_.in_hundred(50))
                    return Deed{"refund paid",
                                {RecordRefundPaid{refund.number, today(), "B-" + refund.number.text()}, finance()}};
                return Deed{"refund failed", {RecordRefundFailed{refund.number, today(), "AC04"}, finance()}};
            case RefundState::failed: return Deed{"retry", {RetryRefund{refund.number}, finance()}};
            case RefundState::paid:
            case RefundState::cancelled: break;
        }
    }
    return std::nullopt;
}

/// Where nobody knows which account paid: the office names one, and a second person has the customer confirm it.
Trade::MaybeDeed Trade::name_account(const Refund& refund, const BankAccount& account) {
    if (refund.named)
        return Deed{"account confirmed", {ConfirmRefundAccount{refund.number, Channel::link}, Scene::the_president()}};
    return Deed{"account named", {NameRefundAccount{refund.number, account}, office()}};
}

Trade::MaybeDeed Trade::give(const InvoiceStream& stream) {
    if (stream.claims.empty()) return std::nullopt;
    const bool is_money = dice_.in_hundred(70);
    std::optional<std::string> amount;
    if (is_money) amount = to_text(part_of(stream.books->invoice->totals.gross));
    return Deed{"make-good",
                {GiveMakeGood{stream.claims.back().id, is_money ? MakeGoodKind::money : MakeGoodKind::apology, amount,
                              "with our apologies"},
                 office()}};
}

/// What is kept pays what is open on another invoice of the customer, or goes back to them.
Trade::MaybeDeed Trade::use_balance(const InvoiceStream& stream) {
    const Money balance = stream.books->receivable.balance();
    if (!balance.is_positive()) return std::nullopt;
    const InvoiceDraft& from = *stream.books->invoice;
    if (const auto on = another_open(from))
        return Deed{"balance used",
                    {UseBalance{from.number, on->books->invoice->number,
                                to_text(std::min(part_of(balance), on->books->receivable.open())), Channel::phone},
                     office()}};
    return Deed{"balance", {RefundBalance{from.number, to_text(part_of(balance))}, office()}};
}

/// A customer's invoices are recorded one after the other.
std::optional<InvoiceStream> Trade::another_open(const InvoiceDraft& invoice) {
    const auto at =
        static_cast<std::size_t>(std::find(numbers_.begin(), numbers_.end(), invoice.number) - numbers_.begin());
    for (std::size_t i = at < 4 ? 0 : at - 4; i < std::min(numbers_.size(), at + 5); ++i) {
        if (i == at) continue;
        InvoiceStream other = scene_.invoice(numbers_[i]).value();
        const InvoiceDraft& draft = *other.books->invoice;
        if (draft.customer.id == invoice.customer.id && draft.currency == invoice.currency &&
            other.books->receivable.open().is_positive())
            return other;
    }
    return std::nullopt;
}

void Trade::ask(std::vector<Deed> deeds) {
    std::vector<Asked> asked;
    for (Deed& deed : deeds) asked.push_back(std::move(deed.asked));
    const std::vector<Reply> replies = scene_.ask_all(std::move(asked));
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        if (replies[i].status != SubmissionStatus::done)
            throw std::runtime_error(deeds[i].kind + ": " + replies[i].in_words());
        if (replies[i].was_accepted()) ++done_[deeds[i].kind];
    }
}

}  // namespace makegood::scenario
