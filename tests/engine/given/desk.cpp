#include "tests/engine/given/desk.hpp"

#include <sstream>
#include <stdexcept>

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

Asked Desk::ask(const Command& command, std::optional<std::uint64_t> expected_version) {
    const auto next_claim = static_cast<unsigned>(stream.claims.size() + 1);
    const Context context{now, president(), company_, numbers, claim_id(next_claim), expected_version};
    Asked asked = decide(stream, command, context);
    if (!asked) return asked;
    for (const Event& event : asked.value()) {
        journal.push_back({stream.version + 1, now, president(), event});
        apply(stream, journal.back());
        note_numbers(numbers, event);
    }
    return asked;
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
    const auto add = [&](const std::vector<Entry>& more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const Recorded& recorded : journal) {
        if (const auto* e = std::get_if<InvoiceRecorded>(&recorded.event)) add(e->entries);
        if (const auto* e = std::get_if<CreditedElsewhere>(&recorded.event)) add(e->entries);
        if (const auto* e = std::get_if<AdjustmentIssued>(&recorded.event)) add(e->adjustment.entries);
    }
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
            << books.receivable.refunded << " kept " << books.receivable.kept << " over-credited "
            << books.over_credited << '\n';
        for (const CreditElsewhere& credit : books.credits_elsewhere)
            out << "elsewhere " << credit.number << credit.totals << '\n';
    }
    for (const Claim& claim : stream.claims) tell(out, claim);
    for (const Adjustment& adjustment : stream.adjustments) tell(out, adjustment);
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

std::string types(const std::vector<Event>& events) {
    std::string all;
    for (const Event& event : events) all.append(all.empty() ? "" : " ").append(type_of(event));
    return all;
}

}  // namespace makegood::given
