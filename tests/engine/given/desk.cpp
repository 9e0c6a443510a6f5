#include "tests/engine/given/desk.hpp"

#include <sstream>
#include <stdexcept>
#include <utility>

namespace makegood::given {

namespace {

Clock days(int promise) {
    return *Clock::make(std::chrono::hours(24 * promise), std::chrono::hours(12 * promise));
}

Zone vienna() {
    using std::chrono::hours;
    return {"Europe/Vienna",
            hours(1),
            {{instant("2026-03-29T01:00:00Z"), hours(2)},
             {instant("2026-10-25T01:00:00Z"), hours(1)},
             {instant("2027-03-28T01:00:00Z"), hours(2)}}};
}

void tell(std::ostream& out, const Adjustment& a) {
    out << to_text(a.type) << ' ' << a.number.text() << ' ' << a.ordinal << ' ' << to_text(a.issued_on) << ' '
        << a.totals << " rounding " << a.rounding << '\n';
    for (const AdjustedLine& line : a.lines)
        out << "  line " << line.line.text() << ' ' << line.before << " -> " << line.after << '\n';
    if (a.reverses) out << "  reverses " << a.reverses->text() << '\n';
    if (a.replaces) out << "  replaces " << a.replaces->text() << '\n';
    for (const TaxSubtotal& row : a.tax)
        out << "  tax " << in_words(row.key) << ' ' << row.base << ' ' << row.amount << '\n';
    for (const SettlementPart& part : a.settlement) out << "  " << to_text(part.kind) << ' ' << part.amount << '\n';
    for (const Entry& entry : a.entries)
        out << "  " << entry.debit_name.text() << " an " << entry.credit_name.text() << ' ' << entry.amount << '\n';
}

void tell(std::ostream& out, const Claim& claim) {
    out << "claim " << to_text(claim.id) << ' ' << claim.number.text() << ' ' << to_text(claim.state) << ' '
        << to_text(claim.opened_at) << '\n';
    for (const Worth& worth : claim.worths())
        out << "  worth " << worth.amount() << ' ' << (worth.line() ? worth.line()->text() : "whole") << '\n';
    for (const Statement& statement : claim.statements) out << "  said " << to_text(statement.said_at()) << '\n';
    if (claim.wish) out << "  wish " << to_text(*claim.wish) << '\n';
    for (const std::string& flag : claim.routing.flags) out << "  flag " << flag << '\n';
    for (const auto& due : claim.routing.dues) out << "  due " << (due ? to_text(due->promise) : "-") << '\n';
    if (claim.offer) out << "  offer " << in_full(*claim.offer) << '\n';
    for (const AdjustmentNumber& number : claim.adjustments) out << "  has " << number.text() << '\n';
    out << "  notes " << claim.notes.size() << (claim.cause ? " cause " + claim.cause->explanation : "") << '\n';
}

}  // namespace

Company company() {
    const GuaranteeVersion version{GuaranteeVersionName("2020"),
                                   date("2020-01-01"),
                                   "If you are unhappy for any reason, you pay what you think it was worth.",
                                   30,
                                   {days(1), days(2), days(10), days(14), days(20), days(30), days(60)}};
    std::array<AccountName, accounts.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = AccountName(std::string(to_text(accounts[i])));
    return {vienna(), Guarantee({version}), Chart(names), {"CL", "GS", "NR", "ER", "ZG"}, "configuration-hash"};
}

ClaimId claim_id(unsigned n) {
    Uuid uuid;
    uuid.bytes[14] = static_cast<std::uint8_t>(n >> 8);
    uuid.bytes[15] = static_cast<std::uint8_t>(n);
    return ClaimId(uuid);
}

Actor president() {
    return {"Ada", Role::president, std::nullopt};
}

Actor person(std::string_view name, Role role) {
    return {std::string(name), role, std::nullopt};
}

BankAccount account(std::string_view iban) {
    return {Personal(std::string(iban)), Personal(std::string("Quarry Ltd")), std::nullopt};
}

void Desk::take(const Event& event, const Actor& by) {
    journal.push_back({stream.version + 1, now, by, event});
    apply(stream, journal.back());
    note_numbers(numbers, event);
}

Asked Desk::ask(const Command& command, std::optional<std::uint64_t> expected_version) {
    const auto next_claim = static_cast<unsigned>(stream.claims.size() + 1);
    Context context{now, actor, company_, numbers, claim_id(next_claim), expected_version};
    if (other && other_target_of(command)) context.other = &other->stream;
    Asked asked = decide(stream, command, context);
    if (!asked) return asked;
    for (const Event& event : asked.value())
        (std::holds_alternative<BalanceReceived>(event) ? *other : *this).take(event, actor);
    if (stream.books) require_ties();
    if (other) other->require_ties();
    return asked;
}

Asked Desk::ask_as(const Actor& somebody, const Command& command) {
    const Actor before = std::exchange(actor, somebody);
    Asked asked = ask(command);
    actor = before;
    return asked;
}

std::vector<Event> Desk::pay(std::string_view amount, std::string_view id, bool has_account) {
    const Date day = company_.zone.date_at(now);
    Payment payment{PaymentId(std::string(id)), day, money(amount, books().invoice->currency.code())};
    if (has_account) payment.from = account();
    return must(RecordPayment{books().invoice->number, std::move(payment)});
}

const Refund& Desk::refund(std::string_view number) const {
    const Refund* found = stream.find(RefundNumber(std::string(number)));
    if (!found) throw std::invalid_argument("the test has no refund " + std::string(number));
    return *found;
}

void Desk::require_ties() const {
    const Currency currency = books().invoice->currency;
    const std::vector<Entry> all = entries();
    const auto require = [&](Account of, const Money& expected) {
        const Money found = balance_of(of, all, currency);
        if (found != expected)
            throw std::logic_error("law 8: " + std::string(to_text(of)) + " is " + to_text(found) + ", not " +
                                   to_text(expected));
    };
    require(Account::receivables, books().receivable.open());
    require(Account::refunds_payable, -stream.refunds_payable());
    Money sum = Money::zero(currency);
    for (const Refund& refund : stream.refunds)
        if (refund.is_payable()) sum += refund.amount;
    if (stream.refunds_payable() != sum) throw std::logic_error("law 8: refunds payable are the refunds not paid");
    // What was used elsewhere is posted there, and what came from elsewhere is no balance of this invoice.
    Money moved = Money::zero(currency);
    for (const Recorded& recorded : journal) {
        if (const auto* used = std::get_if<BalanceUsed>(&recorded.event)) moved += used->amount;
        if (const auto* received = std::get_if<BalanceReceived>(&recorded.event)) moved -= received->amount;
    }
    require(Account::customer_balances, -books().receivable.balance() - moved);
}

std::vector<Event> Desk::must(const Command& command) {
    Asked asked = ask(command);
    if (!asked) throw std::runtime_error("refused: " + std::string(to_text(asked.error().reason)));
    return *std::move(asked);
}

ClaimId Desk::invoke(const Saying& saying, std::optional<SettlementKind> wish) {
    must(Invoke{books().invoice->number, saying, wish, std::nullopt});
    return stream.claims.back().id;
}

std::vector<Entry> Desk::entries() const {
    std::vector<Entry> all;
    const auto add = [&](std::span<const Entry> more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const Recorded& recorded : journal) add(entries_in(recorded.event));
    return all;
}

InvoiceStream replayed(const std::vector<Recorded>& journal) {
    InvoiceStream stream;
    for (const Recorded& recorded : journal) apply(stream, recorded);
    return stream;
}

std::string in_full(const Movement& movement) {
    std::ostringstream out;
    out << movement.totals << " rounding " << movement.rounding;
    for (const LineMove& move : movement.lines) out << ' ' << move.line << ':' << move.before << "->" << move.after;
    for (const TaxMove& move : movement.tax) out << " tax " << move.group << ':' << move.base << ' ' << move.tax;
    return out.str();
}

std::string in_full(const InvoiceStream& stream) {
    std::ostringstream out;
    out << "version " << stream.version << '\n';
    if (stream.books) {
        const InvoiceStream::Books& books = *stream.books;
        out << books.invoice->number.text() << " under " << books.guarantee.text() << '\n';
        for (std::size_t i = 0; i < books.billing.lines.size(); ++i)
            out << books.billing.lines[i].id.text() << " billed " << books.billing.lines[i].billed << " stands "
                << books.standing.lines[i] << '\n';
        for (const TaxAnchor& anchor : books.standing.anchors)
            out << "anchor " << anchor.base << ' ' << anchor.tax << '\n';
        out << "standing " << books.standing.totals(books.billing) << " rounding " << books.standing.rounding << '\n';
        out << "payable " << books.receivable.payable << " paid " << books.receivable.paid << " refunded "
            << books.receivable.refunded << " failed " << books.receivable.failed << " kept " << books.receivable.kept
            << " used " << books.receivable.used << " otherwise " << books.receivable.settled_otherwise
            << " over-credited " << books.over_credited << '\n';
        for (const CreditElsewhere& credit : books.credits_elsewhere)
            out << "elsewhere " << credit.number << credit.totals << '\n';
    }
    for (const Claim& claim : stream.claims) tell(out, claim);
    for (const Adjustment& adjustment : stream.adjustments) tell(out, adjustment);
    for (const Payment& payment : stream.payments)
        out << "payment " << payment.id.text() << ' ' << to_text(payment.received_on) << ' ' << payment.amount << ' '
            << (payment.shortfall ? to_text(*payment.shortfall) : "in full") << (payment.is_reversed ? " bounced" : "")
            << '\n';
    for (const Refund& refund : stream.refunds)
        out << in_short(refund) << " attempts " << refund.attempts << " by " << refund.recorded_by.name << ' '
            << refund.failure.value_or("") << ' ' << refund.reference.value_or("") << '\n';
    for (const MakeGood& given : stream.make_goods)
        out << "make-good " << given.number.text() << ' ' << to_text(given.kind) << ' '
            << (given.amount ? to_text(*given.amount) : "nothing") << '\n';
    for (const Happening& h : stream.history)
        out << h.version << ' ' << to_text(h.at) << ' ' << h.actor.name << ' ' << h.type << '\n';
    return out.str();
}

std::string in_short(const Adjustment& adjustment) {
    std::ostringstream out;
    out << to_text(adjustment.type) << ' ' << adjustment.number.text() << ": net " << adjustment.totals.net << ", tax "
        << adjustment.totals.tax << ", gross " << adjustment.totals.gross << ";";
    for (const SettlementPart& part : adjustment.settlement) out << ' ' << to_text(part.kind) << ' ' << part.amount;
    return out.str();
}

std::string in_short(const Receivable& receivable) {
    std::ostringstream out;
    out << "payable " << receivable.payable;
    const auto tell_amount = [&](const char* what, const Money& amount) {
        if (!amount.is_zero()) out << ", " << what << ' ' << amount;
    };
    tell_amount("paid", receivable.paid);
    tell_amount("refunded", receivable.refunded);
    tell_amount("failed", receivable.failed);
    tell_amount("kept", receivable.kept);
    tell_amount("used", receivable.used);
    tell_amount("otherwise", receivable.settled_otherwise);
    out << ", open " << receivable.open();
    return out.str();
}

std::string in_short(const Refund& refund) {
    return refund.number.text() + " " + std::string(to_text(refund.state)) + " " + to_text(refund.amount) + " of " +
           refund.document;
}

std::string answer(const Asked& asked) {
    return asked ? types(asked.value()) : std::string(to_text(asked.error().reason));
}

std::string types(const std::vector<Event>& events) {
    std::string all;
    for (const Event& event : events) all.append(all.empty() ? "" : " ").append(type_of(event));
    return all;
}

}  // namespace makegood::given
