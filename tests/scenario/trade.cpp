#include "tests/scenario/trade.hpp"

#include <array>

#include "tests/engine/given/bill.hpp"

namespace makegood::scenario {

namespace {

Actor office() {
    return {"Ann", Role::office, {}};
}
Actor finance() {
    return {"Ben", Role::finance, {}};
}

struct Market {
    const char* currency;
    std::vector<std::array<const char*, 3>> lines;  ///< net, category, rate
};

const std::vector<Market>& markets() {
    static const std::vector<Market> all = {
        {"GBP", {{"68.33", "S", "20"}, {"68.33", "S", "20"}, {"57.50", "S", "20"}, {"85.00", "S", "20"}}},
        {"GBP", {{"100.00", "S", "20"}, {"33.33", "Z", "0"}}},
        {"EUR", {{"193.33", "S", "25"}, {"12.01", "S", "12"}, {"7.77", "E", "0"}}},
        {"EUR", {{"1234.71", "S", "25"}}},
        {"JPY", {{"12345", "S", "10"}, {"678", "S", "8"}}},
        {"KWD", {{"10.005", "S", "5"}, {"3.333", "S", "5"}}},
    };
    return all;
}

constexpr std::array accounts_of_payers = {"GB29NWBK60161331926819", "DE89370400440532013000",
                                           "FR1420041010050500013M02606"};

}  // namespace

void Trade::bill(int count) {
    std::vector<Command> commands;
    for (int i = 0; i < count; ++i) {
        const auto serial = numbers_.size() + 1;
        const Market& market = markets()[serial % markets().size()];
        given::Bill bill(market.currency, "R-" + std::to_string(serial));
        for (const auto& [net, category, rate] : market.lines) bill.line(net, category, rate);
        bill.issued_on(to_text(scene_.company().zone.date_at(scene_.clock().now())))
            .customer("C-" + std::to_string(serial % 17))
            .email("somebody@example.org");
        InvoiceDraft draft = bill.draft();
        // Names that somebody's books must survive.
        constexpr std::array names = {"Hartley Quarry Ltd", "=HYPERLINK(\"http://x\";\"y\")",
                                      "Müller & Söhne; \"Köln\"", "株式会社 |  a  b", "@SUM(A1)\ttabbed"};
        draft.customer.address = Address{"Mill Lane 4", "Leeds", "LS1 4AB", "GB"};
        for (InvoiceLine& line : draft.lines) {
            if (line.tax.category == "E") line.exemption_reason = "Exempt by the act";
        }
        draft.customer.name = names[serial % names.size()];
        numbers_.push_back(draft.number);
        commands.push_back(RecordInvoice{Invoice::check(std::move(draft)).value()});
    }
    for (const Reply& reply : scene_.ask_all(std::move(commands)))
        if (!reply.was_accepted()) throw std::runtime_error("an invoice of the trade: " + reply.in_words());
}

void Trade::go_on(int deeds) {
    for (; deeds > 0; --deeds) {
        scene_.clock().set(scene_.clock().now() + std::chrono::minutes(dice_.from_to(1, 9)));
        deed();
    }
}

InvoiceStream Trade::any_invoice() {
    const auto last = static_cast<std::int64_t>(numbers_.size()) - 1;
    return scene_.invoice(numbers_[static_cast<std::size_t>(dice_.from_to(0, last))]).value();
}

Money Trade::part_of(const Money& whole) {
    return Money(dice_.from_to(1, std::max<std::int64_t>(1, whole.minor())), whole.currency());
}

void Trade::deed() {
    const InvoiceStream stream = any_invoice();
    const auto kind = dice_.from_to(1, 100);
    if (kind <= 25) return pay(stream);
    if (kind <= 28) return bounce(stream);
    if (kind <= 50) return stream.open_claim() ? honour(stream) : claim(stream);
    if (kind <= 55) return reverse(stream);
    if (kind <= 58) return give(stream);
    if (kind <= 64) return pay_out_balance(stream);
    return move_refund(stream);
}

void Trade::pay(const InvoiceStream& stream) {
    const Money open = stream.books->receivable.open();
    if (!open.is_positive()) return;
    Payment payment{PaymentId("P-" + std::to_string(++payments_)), scene_.company().zone.date_at(scene_.clock().now()),
                    dice_.in_hundred(70) ? open : part_of(open)};
    if (dice_.in_hundred(80))
        payment.from = BankAccount{Personal(accounts_of_payers[static_cast<std::size_t>(dice_.from_to(0, 2))]),
                                   Personal("Payer & Söhne")};
    ask("payment", RecordPayment{stream.books->invoice->number, std::move(payment)}, finance());
}

void Trade::bounce(const InvoiceStream& stream) {
    for (const Payment& payment : stream.payments)
        if (!payment.is_reversed)
            return ask("bounce",
                       ReversePayment{payment.id, scene_.company().zone.date_at(scene_.clock().now()), "AC04"},
                       finance());
}

void Trade::claim(const InvoiceStream& stream) {
    Saying saying;
    const Money gross = stream.books->standing.totals(stream.books->billing).gross;
    saying.worth = to_text(dice_.in_hundred(20) ? Money::zero(gross.currency()) : part_of(gross));
    if (dice_.in_hundred(10)) saying.worth = to_text(gross + part_of(gross));  // up: an offer
    std::optional<SettlementKind> wish;
    if (dice_.in_hundred(35)) wish = SettlementKind::balance;
    ask("claim", Invoke{stream.books->invoice->number, std::move(saying), wish, {}}, office());
}

void Trade::honour(const InvoiceStream& stream) {
    const Claim& claim = *stream.open_claim();
    if (claim.offer) return answer(stream);
    ask("approval", Approve{claim.id}, Scene::the_president());
}

void Trade::answer(const InvoiceStream& stream) {
    const Claim& claim = *stream.open_claim();
    const Totals& totals = claim.offer->totals;
    const bool yes = dice_.in_hundred(80);
    ask("offer",
        AnswerOffer{claim.id, yes ? OfferAnswer::confirmed : OfferAnswer::declined, yes ? to_text(totals.gross) : "",
                    yes ? to_text(totals.tax) : ""},
        yes ? Actor{"Customer", Role::integration, {}} : Scene::the_president());
}

void Trade::reverse(const InvoiceStream& stream) {
    if (!stream.adjustments.empty())
        ask("reversal", ReverseAdjustment{stream.adjustments.back().number, {}}, Scene::the_president());
}

void Trade::move_refund(const InvoiceStream& stream) {
    const Date today = scene_.company().zone.date_at(scene_.clock().now());
    for (const Refund& refund : stream.refunds) {
        switch (refund.state) {
            case RefundState::due: return ask("release", ReleaseRefund{refund.number}, finance());
            case RefundState::instructed:
                if (dice_.in_hundred(50))
                    return ask("refund paid", RecordRefundPaid{refund.number, today, "B-" + refund.number.text()},
                               finance());
                return ask("refund failed", RecordRefundFailed{refund.number, today, "AC04"}, finance());
            case RefundState::failed: return ask("retry", RetryRefund{refund.number}, finance());
            case RefundState::paid:
            case RefundState::cancelled: break;
        }
    }
}

void Trade::give(const InvoiceStream& stream) {
    if (stream.claims.empty()) return;
    const bool is_money = dice_.in_hundred(70);
    std::optional<std::string> amount;
    if (is_money) amount = to_text(part_of(stream.books->invoice->totals.gross));
    ask("make-good",
        GiveMakeGood{stream.claims.back().id, is_money ? MakeGoodKind::money : MakeGoodKind::apology, amount,
                     "with our apologies"},
        office());
}

void Trade::pay_out_balance(const InvoiceStream& stream) {
    const Money balance = stream.books->receivable.balance();
    if (balance.is_positive())
        ask("balance", RefundBalance{stream.books->invoice->number, to_text(part_of(balance))}, office());
}

void Trade::ask(const std::string& kind, Command command, const Actor& actor) {
    const Reply reply = scene_.ask(std::move(command), actor);
    if (reply.status != SubmissionStatus::done) throw std::runtime_error(kind + ": " + reply.in_words());
    if (reply.was_accepted()) ++done_[kind];
}

}  // namespace makegood::scenario
