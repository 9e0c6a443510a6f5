#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

namespace {

template <class Value>
Value after_currency(EventReader& fields, std::string_view name) {
    fields.currency();
    return fields.get<Value>(name);
}

}  // namespace

void write(EventWriter& json, const BankAccount& account) {
    json.field("iban", account.iban);
    json.field("holder", account.holder);
    json.field("bic", account.bic);
}

BankAccount read(EventReader& fields, std::type_identity<BankAccount>) {
    return BankAccount{
        .iban = fields.get<Personal>("iban"),
        .holder = fields.get<Personal>("holder"),
        .bic = fields.get_optional<std::string>("bic"),
    };
}

void write(EventWriter& json, const Deduction& deduction) {
    json.field("line", deduction.line);
    json.field("amount", deduction.amount);
    json.field("kind", deduction.kind);
    json.field("reason", deduction.reason);
}

Deduction read(EventReader& fields, std::type_identity<Deduction>) {
    return Deduction{
        .line = fields.get_optional<LineId>("line"),
        .amount = fields.get<Money>("amount"),
        .kind = fields.get_optional<Shortfall>("kind"),
        .reason = fields.get_optional<Personal>("reason"),
    };
}

void write(EventWriter& json, const Payment& payment) {
    json.field("id", payment.id);
    json.field("received_on", payment.received_on);
    json.field("amount", payment.amount);
    json.field("from", payment.from);
    json.field("text", payment.text);
    json.field("deductions", payment.deductions);
    json.field("shortfall", payment.shortfall);
}

Payment read(EventReader& fields, std::type_identity<Payment>) {
    return Payment{
        .id = fields.get<PaymentId>("id"),
        .received_on = fields.get<Date>("received_on"),
        .amount = fields.get<Money>("amount"),
        .from = fields.get_optional<BankAccount>("from"),
        .text = fields.get_optional<Personal>("text"),
        .deductions = fields.get<std::vector<Deduction>>("deductions"),
        .shortfall = fields.get_optional<Shortfall>("shortfall"),
    };
}

void write(EventWriter& json, const PaymentReceived& event) {
    json.currency(event.payment.amount.currency());
    json.field("payment", event.payment);
    json.field("entries", event.entries);
}

PaymentReceived read(EventReader& fields, std::type_identity<PaymentReceived>) {
    return PaymentReceived{
        .payment = after_currency<Payment>(fields, "payment"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

void write(EventWriter& json, const PaymentReversed& event) {
    json.currency(event.entries.front().amount.currency());
    json.field("payment", event.payment);
    json.field("reversed_on", event.reversed_on);
    json.field("reason", event.reason);
    json.field("entries", event.entries);
}

PaymentReversed read(EventReader& fields, std::type_identity<PaymentReversed>) {
    return PaymentReversed{
        .payment = after_currency<PaymentId>(fields, "payment"),
        .reversed_on = fields.get<Date>("reversed_on"),
        .reason = fields.get_optional<std::string>("reason"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

void write(EventWriter& json, const RefundRecorded& event) {
    json.currency(event.amount.currency());
    json.field("refund", event.refund);
    json.field("ordinal", event.ordinal);
    json.field("recorded_on", event.recorded_on);
    json.field("source", event.source);
    json.field("document", event.document);
    json.field("claim", event.claim);
    json.field("amount", event.amount);
    json.field("entries", event.entries);
}

RefundRecorded read(EventReader& fields, std::type_identity<RefundRecorded>) {
    return RefundRecorded{
        .refund = after_currency<RefundNumber>(fields, "refund"),
        .ordinal = fields.get<std::int64_t>("ordinal"),
        .recorded_on = fields.get<Date>("recorded_on"),
        .source = fields.get<RefundSource>("source"),
        .document = fields.get<std::string>("document"),
        .claim = fields.get_optional<ClaimId>("claim"),
        .amount = fields.get<Money>("amount"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

void write(EventWriter& json, const RefundAccountNamed& event) {
    json.field("refund", event.refund);
    json.field("account", event.account);
}

RefundAccountNamed read(EventReader& fields, std::type_identity<RefundAccountNamed>) {
    return RefundAccountNamed{
        .refund = fields.get<RefundNumber>("refund"),
        .account = fields.get<BankAccount>("account"),
    };
}

void write(EventWriter& json, const RefundAccountConfirmed& event) {
    json.field("refund", event.refund);
    json.field("over", event.over);
}

RefundAccountConfirmed read(EventReader& fields, std::type_identity<RefundAccountConfirmed>) {
    return RefundAccountConfirmed{
        .refund = fields.get<RefundNumber>("refund"),
        .over = fields.get<Channel>("over"),
    };
}

void write(EventWriter& json, const RefundInstructed& event) {
    json.currency(event.amount.currency());
    json.field("refund", event.refund);
    json.field("attempt", event.attempt);
    json.field("instructed_on", event.instructed_on);
    json.field("amount", event.amount);
    json.field("account", event.account);
}

RefundInstructed read(EventReader& fields, std::type_identity<RefundInstructed>) {
    return RefundInstructed{
        .refund = after_currency<RefundNumber>(fields, "refund"),
        .attempt = fields.get<std::int64_t>("attempt"),
        .instructed_on = fields.get<Date>("instructed_on"),
        .amount = fields.get<Money>("amount"),
        .account = fields.get<BankAccount>("account"),
    };
}

void write(EventWriter& json, const RefundPaid& event) {
    json.currency(event.entries.front().amount.currency());
    json.field("refund", event.refund);
    json.field("paid_on", event.paid_on);
    json.field("posted_on", event.posted_on);
    json.field("reference", event.reference);
    json.field("entries", event.entries);
}

RefundPaid read(EventReader& fields, std::type_identity<RefundPaid>) {
    return RefundPaid{
        .refund = after_currency<RefundNumber>(fields, "refund"),
        .paid_on = fields.get<Date>("paid_on"),
        .posted_on = fields.get<Date>("posted_on"),
        .reference = fields.get_optional<std::string>("reference"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

/// Only money that had left the account comes with entries, and they with a currency.
void write(EventWriter& json, const RefundFailed& event) {
    if (!event.entries.empty()) json.currency(event.entries.front().amount.currency());
    json.field("refund", event.refund);
    json.field("failed_on", event.failed_on);
    json.field("posted_on", event.posted_on);
    json.field("reason", event.reason);
    if (!event.entries.empty()) json.field("entries", event.entries);
}

RefundFailed read(EventReader& fields, std::type_identity<RefundFailed>) {
    const bool has_entries = fields.has("entries");
    if (has_entries) fields.currency();
    return RefundFailed{
        .refund = fields.get<RefundNumber>("refund"),
        .failed_on = fields.get<Date>("failed_on"),
        .posted_on = fields.get<Date>("posted_on"),
        .reason = fields.get<std::string>("reason"),
        .entries = has_entries ? fields.get<std::vector<Entry>>("entries") : std::vector<Entry>(),
    };
}

void write(EventWriter& json, const RefundDueAgain& event) {
    json.field("refund", event.refund);
}

RefundDueAgain read(EventReader& fields, std::type_identity<RefundDueAgain>) {
    return RefundDueAgain{.refund = fields.get<RefundNumber>("refund")};
}

void write(EventWriter& json, const RefundCancelled& event) {
    json.currency(event.entries.front().amount.currency());
    json.field("refund", event.refund);
    json.field("posted_on", event.posted_on);
    json.field("entries", event.entries);
}

RefundCancelled read(EventReader& fields, std::type_identity<RefundCancelled>) {
    return RefundCancelled{
        .refund = after_currency<RefundNumber>(fields, "refund"),
        .posted_on = fields.get<Date>("posted_on"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

void write(EventWriter& json, const BalanceUsed& event) {
    json.currency(event.amount.currency());
    json.field("on", event.on);
    json.field("amount", event.amount);
    json.field("consent", event.consent);
}

BalanceUsed read(EventReader& fields, std::type_identity<BalanceUsed>) {
    return BalanceUsed{
        .on = after_currency<InvoiceNumber>(fields, "on"),
        .amount = fields.get<Money>("amount"),
        .consent = fields.get<Channel>("consent"),
    };
}

void write(EventWriter& json, const BalanceReceived& event) {
    json.currency(event.amount.currency());
    json.field("from", event.from);
    json.field("posted_on", event.posted_on);
    json.field("amount", event.amount);
    json.field("entries", event.entries);
}

BalanceReceived read(EventReader& fields, std::type_identity<BalanceReceived>) {
    return BalanceReceived{
        .from = after_currency<InvoiceNumber>(fields, "from"),
        .posted_on = fields.get<Date>("posted_on"),
        .amount = fields.get<Money>("amount"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

}  // namespace makegood::codec
