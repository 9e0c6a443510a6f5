#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

namespace {

/// A batch has amounts of many currencies: each row says its own, before its amounts.
template <class Row>
Row with_currency(EventReader& fields, auto read_row) {
    fields.currency();
    return read_row();
}

}  // namespace

void write(EventWriter& json, const ControlTotal& total) {
    json.currency(total.totals.gross.currency());
    json.field("kind", total.kind);
    json.field("count", total.count);
    json.field("totals", total.totals);
}

ControlTotal read(EventReader& fields, std::type_identity<ControlTotal>) {
    return with_currency<ControlTotal>(fields, [&] {
        return ControlTotal{
            .kind = fields.get<std::string>("kind"),
            .count = fields.get<std::uint64_t>("count"),
            .totals = fields.get<Totals>("totals"),
        };
    });
}

void write(EventWriter& json, const AccountTotal& total) {
    json.currency(total.debit.currency());
    json.field("account", total.account);
    json.field("debit", total.debit);
    json.field("credit", total.credit);
}

AccountTotal read(EventReader& fields, std::type_identity<AccountTotal>) {
    return with_currency<AccountTotal>(fields, [&] {
        return AccountTotal{
            .account = fields.get<AccountName>("account"),
            .debit = fields.get<Money>("debit"),
            .credit = fields.get<Money>("credit"),
        };
    });
}

void write(EventWriter& json, const BatchFormat& format) {
    json.field("format", format.format);
    json.field("sha256", format.sha256);
    json.field("bytes", format.bytes);
}

BatchFormat read(EventReader& fields, std::type_identity<BatchFormat>) {
    return BatchFormat{
        .format = fields.get<std::string>("format"),
        .sha256 = fields.get<std::string>("sha256"),
        .bytes = fields.get<std::uint64_t>("bytes"),
    };
}

void write(EventWriter& json, const RefundLiability& liability) {
    json.currency(liability.net.currency());
    json.field("claim", liability.claim);
    json.field("number", liability.number);
    json.field("invoice", liability.invoice);
    json.field("net", liability.net);
    json.field("tax", liability.tax);
}

RefundLiability read(EventReader& fields, std::type_identity<RefundLiability>) {
    return with_currency<RefundLiability>(fields, [&] {
        return RefundLiability{
            .claim = fields.get<ClaimId>("claim"),
            .number = fields.get<ClaimNumber>("number"),
            .invoice = fields.get<InvoiceNumber>("invoice"),
            .net = fields.get<Money>("net"),
            .tax = fields.get<Money>("tax"),
        };
    });
}

namespace {

/// An entry of an accrual, of which a batch may have one for each currency.
struct Accrued {
    Entry entry;
};

void write(EventWriter& json, const Accrued& accrued) {
    json.currency(accrued.entry.amount.currency());
    codec::write(json, accrued.entry);
}

Accrued read(EventReader& fields, std::type_identity<Accrued>) {
    fields.currency();
    return {codec::read(fields, std::type_identity<Entry>{})};
}

std::vector<Accrued> accrued(const std::vector<Entry>& entries) {
    std::vector<Accrued> rows;
    for (const Entry& entry : entries) rows.push_back({entry});
    return rows;
}

std::vector<Entry> entries(const std::vector<Accrued>& rows) {
    std::vector<Entry> all;
    for (const Accrued& row : rows) all.push_back(row.entry);
    return all;
}

}  // namespace

void write(EventWriter& json, const BatchSealed& event) {
    const BatchContent& content = event.content;
    json.field("number", content.number);
    json.field("through", content.through);
    json.field("after_sequence", content.after_sequence);
    json.field("last_sequence", content.last_sequence);
    json.field("last_hash", content.last_hash);
    json.field("configuration", content.configuration);
    json.field("totals", content.totals);
    json.field("accounts", content.accounts);
    json.field("formats", content.formats);
    json.field("liabilities", content.liabilities);
    json.field("accrual", accrued(event.accrual));
    json.field("reversal", accrued(event.reversal));
}

BatchSealed read(EventReader& fields, std::type_identity<BatchSealed>) {
    BatchContent content{
        .number = fields.get<std::uint64_t>("number"),
        .through = fields.get<Date>("through"),
        .after_sequence = fields.get<std::uint64_t>("after_sequence"),
        .last_sequence = fields.get<std::uint64_t>("last_sequence"),
        .last_hash = fields.get<std::string>("last_hash"),
        .configuration = fields.get<std::string>("configuration"),
        .totals = fields.get<std::vector<ControlTotal>>("totals"),
        .accounts = fields.get<std::vector<AccountTotal>>("accounts"),
        .formats = fields.get<std::vector<BatchFormat>>("formats"),
        .liabilities = fields.get<std::vector<RefundLiability>>("liabilities"),
    };
    std::vector<Entry> accrual = entries(fields.get<std::vector<Accrued>>("accrual"));
    return BatchSealed{std::move(content), std::move(accrual), entries(fields.get<std::vector<Accrued>>("reversal"))};
}

void write(EventWriter& json, const BatchAnswered& event) {
    json.field("number", event.number);
    json.field("is_booked", event.is_booked);
    json.field("answer", event.answer);
}

BatchAnswered read(EventReader& fields, std::type_identity<BatchAnswered>) {
    return BatchAnswered{
        .number = fields.get<std::uint64_t>("number"),
        .is_booked = fields.get<bool>("is_booked"),
        .answer = fields.get<std::string>("answer"),
    };
}

}  // namespace makegood::codec
