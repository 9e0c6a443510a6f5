#include <algorithm>

#include "adapters/codec/event_json.hpp"
#include "adapters/sqlite/sqlite_reader.hpp"

namespace makegood::sqlite {

namespace {

Instant made_at(std::string_view envelope) {
    BlindSealer blind;
    const auto decoded = codec::decode_event(envelope, blind, codec::Depth::state);
    invariant(decoded.has_value(), "an event of the journal can be read");
    return decoded->envelope.at;
}

HoldRow hold_row(const Run& run) {
    const Currency currency = stored_currency(run.view(11));
    const auto priority = static_cast<Priority>(static_cast<int>(Priority::urgent) - static_cast<int>(run.integer(6)));
    return {invoice_number(run.view(3)),
            CustomerId(run.text(12)),
            run.text(4),
            ClaimId(Uuid{run.bytes<16>(1)}),
            ClaimNumber(run.text(2)),
            static_cast<ClaimState>(run.integer(5)),
            Instant(run.integer(8)),
            Money(run.integer(13), currency),
            {Instant(run.integer(9)), priority, run.counter(0)}};
}

OwnEntriesRow own_entries_row(std::uint64_t sequence, const Run& run) {
    constexpr std::size_t entries_mostly = 4;  // net, tax, rounding and one more
    OwnEntriesRow row{sequence, stored_date(run.integer(1)), invoice_number(run.view(2)), run.text(3), run.text(4), {}};
    row.entries.reserve(entries_mostly);
    return row;
}

Entry own_entry(const Run& run) {
    return {static_cast<Account>(run.integer(5)),
            static_cast<Account>(run.integer(6)),
            AccountName(run.text(7)),
            AccountName(run.text(8)),
            Money(run.integer(9), stored_currency(run.view(10))),
            Origin::makegood};
}

}  // namespace

ExportLog SqliteReader::exports() {
    return ask([&] {
        ExportLog log;
        BlindSealer blind;
        Run run(exports_);
        while (run.next()) apply(log, read_event(run.view(0), blind));
        return log;
    });
}

template <class Wanted>
std::optional<std::string> SqliteReader::latest_configuration(Wanted is_wanted) {
    return ask([&]() -> std::optional<std::string> {
        BlindSealer blind;
        Run run(company_);
        while (run.next()) {
            const Recorded recorded = read_event(run.view(0), blind);
            const auto* activated = std::get_if<ConfigurationActivated>(&recorded.event);
            if (activated && is_wanted(*activated, run.counter(1))) return activated->content;
        }
        return std::nullopt;
    });
}

std::optional<std::string> SqliteReader::configuration(std::string_view hash) {
    return latest_configuration(
        [&](const ConfigurationActivated& activated, std::uint64_t) { return activated.hash == hash; });
}

std::optional<std::string> SqliteReader::configuration_at(std::uint64_t sequence) {
    return latest_configuration([&](const ConfigurationActivated&, std::uint64_t at) { return at <= sequence; });
}

/// Times never run backwards in the journal: a binary search over it.
std::uint64_t SqliteReader::last_before(Instant instant) {
    return ask([&] {
        std::uint64_t low = 0;  // made before `instant`, or 0
        std::uint64_t high = 0;
        {
            Run last(last_sequence_);
            if (last.next()) high = last.counter(0);
        }
        while (low < high) {
            const std::uint64_t middle = high - (high - low) / 2;
            Run run(envelope_at_, middle);
            invariant(run.next(), "the journal has no hole");
            if (made_at(run.view(1)) < instant)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    });
}

std::vector<OwnEntriesRow> SqliteReader::own_entries(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<OwnEntriesRow> rows;
        Run run(own_entries_, (after + 1) * entries_per_event_max);
        while (run.next()) {
            const std::uint64_t sequence = run.counter(0) / entries_per_event_max;
            if (rows.empty() || rows.back().sequence != sequence) {
                if (rows.size() == limit) break;
                rows.push_back(own_entries_row(sequence, run));
            }
            rows.back().entries.push_back(own_entry(run));
        }
        return rows;
    });
}

std::vector<MakeGoodRow> SqliteReader::make_goods(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<MakeGoodRow> rows;
        BlindSealer blind;
        Run run(make_goods_, after, limit);
        while (run.next())
            rows.push_back({run.counter(0), std::get<MakeGoodGiven>(read_event(run.view(1), blind).event).make_good});
        return rows;
    });
}

std::optional<MakeGoodRow> SqliteReader::make_good(const MakeGoodNumber& number) {
    return ask([&]() -> std::optional<MakeGoodRow> {
        BlindSealer blind;
        Run run(make_good_, number.text());
        if (!run.next()) return std::nullopt;
        return MakeGoodRow{run.counter(0), std::get<MakeGoodGiven>(read_event(run.view(1), blind).event).make_good};
    });
}

std::vector<PaymentRow> SqliteReader::payments(std::optional<Shortfall> shortfall, std::uint64_t after,
                                               std::size_t limit) {
    return ask([&] {
        std::vector<PaymentRow> rows;
        const int wanted = shortfall ? static_cast<int>(*shortfall) : -1;
        Run run(payments_, after, wanted, limit);
        while (run.next()) {
            const InvoiceStream stream = folder_.fold(run.integer(2));
            const Payment* payment = stream.find(PaymentId(run.text(1)));
            invariant(payment != nullptr, "a payment of the table is in its stream");
            const InvoiceDraft& invoice = *stream.books->invoice;
            rows.push_back({run.counter(0), *payment, invoice.number, invoice.customer.id, invoice.customer.name,
                            stream.books->receivable.open()});
        }
        return rows;
    });
}

std::vector<InstructionRow> SqliteReader::instructions(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<InstructionRow> rows;
        Run run(instructions_, after, limit);
        while (run.next()) {
            const std::string customer = run.text(3);
            KeySealer sealer(keys_, customer);
            rows.push_back({run.counter(0), std::get<RefundInstructed>(read_event(run.view(1), sealer).event),
                            invoice_number(run.view(2)), run.text(4)});
        }
        return rows;
    });
}

std::vector<RefundRow> SqliteReader::refunds(std::optional<RefundState> state, std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<RefundRow> rows;
        const int wanted = state ? static_cast<int>(*state) : -1;
        Run run(refunds_, after, wanted, limit);
        while (run.next()) {
            const InvoiceStream stream = folder_.fold(run.integer(2));
            const Refund* refund = stream.find(RefundNumber(run.text(1)));
            invariant(refund != nullptr, "a refund of the table is in its stream");
            const InvoiceDraft& invoice = *stream.books->invoice;
            rows.push_back({run.counter(0), *refund, invoice.number, invoice.customer.id, invoice.customer.name});
        }
        return rows;
    });
}

std::optional<InvoiceStream> SqliteReader::invoice_of(const RefundNumber& refund) {
    return ask([&]() -> std::optional<InvoiceStream> {
        const auto id = folder_.find(refund);
        return id ? std::optional(folder_.fold(*id)) : std::nullopt;
    });
}

std::vector<HoldRow> SqliteReader::holds(const std::optional<QueuePlace>& after, std::size_t limit) {
    return ask([&] {
        std::vector<HoldRow> rows;
        const auto rank = after ? static_cast<int>(Priority::urgent) - static_cast<int>(after->priority) : 0;
        Run run(holds_, after ? after->promise.unix_ms() : std::numeric_limits<std::int64_t>::min(), rank,
                after ? after->opened_at_sequence : 0, limit);
        while (run.next()) rows.push_back(hold_row(run));
        return rows;
    });
}

std::vector<AccountDayRow> SqliteReader::account_days(const AccountName& account, Currency currency, Date from,
                                                      Date to) {
    return ask([&] {
        std::vector<AccountDayRow> rows;
        const std::string code(currency.code());
        Run run(account_days_, account.text(), code, from.unix_days(), to.unix_days());
        while (run.next())
            rows.push_back(
                {stored_date(run.integer(0)), Money(run.integer(1), currency), Money(run.integer(2), currency)});
        return rows;
    });
}

AccountDayRow SqliteReader::account_before(const AccountName& account, Currency currency, Date day) {
    return ask([&] {
        const std::string code(currency.code());
        Run run(account_before_, account.text(), code, day.unix_days());
        invariant(run.next(), "an aggregate has a row");
        return AccountDayRow{day, Money(run.integer(0), currency), Money(run.integer(1), currency)};
    });
}

std::optional<InvoiceStream> SqliteReader::invoice_as_of(const InvoiceNumber& number, std::uint64_t sequence) {
    return ask([&]() -> std::optional<InvoiceStream> {
        const auto id = folder_.find(number);
        if (!id) return std::nullopt;
        InvoiceStream stream = folder_.fold(*id, sequence + 1);
        return stream.books ? std::optional(std::move(stream)) : std::nullopt;
    });
}

std::vector<std::pair<std::uint64_t, ClaimId>> SqliteReader::claims_open_at(std::uint64_t sequence, std::uint64_t after,
                                                                            std::size_t limit) {
    return ask([&] {
        std::vector<std::pair<std::uint64_t, ClaimId>> rows;
        Run run(claims_open_at_, after, sequence, limit);
        while (run.next()) rows.emplace_back(run.counter(0), ClaimId(Uuid{run.bytes<16>(1)}));
        return rows;
    });
}

}  // namespace makegood::sqlite
