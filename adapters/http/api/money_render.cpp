#include "adapters/http/api/money_render.hpp"

#include "adapters/codec/adjustment_json.hpp"

namespace makegood::http {

namespace {

void write_personal(JsonWriter& json, std::string_view name, const Personal& personal) {
    if (personal.is_erased())
        json.key(name).null();
    else
        json.field(name, *personal.reveal());
}

void write_account(JsonWriter& json, std::string_view name, const BankAccount& account) {
    json.object_field(name);
    write_personal(json, "iban", account.iban);
    write_personal(json, "holder", account.holder);
    if (account.bic) json.field("bic", *account.bic);
    json.object_end();
}

void write_named(JsonWriter& json, const NamedAccount& named, Accounts accounts) {
    json.object_field("named_account");
    if (accounts == Accounts::shown) write_account(json, "account", named.account);
    json.field("named_by", named.named_by.name).field("is_confirmed", named.confirmed_by.has_value());
    if (named.confirmed_by) json.field("confirmed_by", named.confirmed_by->name);
    json.object_end();
}

void write_deductions(JsonWriter& json, const std::vector<Deduction>& deductions) {
    if (deductions.empty()) return;
    json.array_field("deductions");
    for (const Deduction& deduction : deductions) {
        json.object_begin();
        if (deduction.line) json.field("line", deduction.line->text());
        json.field("amount", to_text(deduction.amount));
        if (deduction.kind) json.field("kind", to_text(*deduction.kind));
        if (deduction.reason) write_personal(json, "reason", *deduction.reason);
        json.object_end();
    }
    json.array_end();
}

void write_payment_fields(JsonWriter& json, const Payment& payment, const InvoiceNumber& invoice, Accounts accounts) {
    json.field("id", payment.id.text())
        .field("invoice", invoice.text())
        .field("received_on", to_text(payment.received_on))
        .field("amount", to_text(payment.amount))
        .field("currency", payment.amount.currency().code())
        .field("is_reversed", payment.is_reversed);
    if (payment.shortfall) json.field("shortfall", to_text(*payment.shortfall));
    if (accounts == Accounts::left_out) return;
    if (payment.from) write_account(json, "payer", *payment.from);
    if (payment.text) write_personal(json, "text", *payment.text);
    write_deductions(json, payment.deductions);
}

void write_refund_fields(JsonWriter& json, const Refund& refund, const InvoiceNumber& invoice, Accounts accounts) {
    json.field("number", refund.number.text())
        .field("invoice", invoice.text())
        .field("source", to_text(refund.source))
        .field("document", refund.document);
    if (refund.claim) json.field("claim", to_text(*refund.claim));
    json.field("amount", to_text(refund.amount))
        .field("currency", refund.amount.currency().code())
        .field("recorded_on", to_text(refund.recorded_on))
        .field("state", to_text(refund.state))
        .field("attempts", std::to_string(refund.attempts));
    if (refund.instructed_on) json.field("instructed_on", to_text(*refund.instructed_on));
    if (refund.paid_on) json.field("paid_on", to_text(*refund.paid_on));
    if (refund.reference) json.field("reference", *refund.reference);
    if (refund.failure) json.field("failure", *refund.failure);
    if (refund.named) write_named(json, *refund.named, accounts);
    if (accounts == Accounts::shown && refund.account) write_account(json, "account", *refund.account);
}

}  // namespace

void write_payment(JsonWriter& json, const Payment& payment, const InvoiceNumber& invoice, Accounts accounts) {
    json.object_begin();
    write_payment_fields(json, payment, invoice, accounts);
    json.object_end();
}

void write_refund(JsonWriter& json, const Refund& refund, const InvoiceNumber& invoice, Accounts accounts) {
    json.object_begin();
    write_refund_fields(json, refund, invoice, accounts);
    json.object_end();
}

void write_refund_row(JsonWriter& json, const RefundRow& row) {
    json.object_begin();
    write_refund_fields(json, row.refund, row.invoice, Accounts::shown);
    json.field("customer", row.customer.text()).field("customer_name", row.customer_name).object_end();
}

void write_payment_row(JsonWriter& json, const PaymentRow& row) {
    json.object_begin();
    write_payment_fields(json, row.payment, row.invoice, Accounts::shown);
    json.field("customer", row.customer.text())
        .field("customer_name", row.customer_name)
        .field("open", to_text(row.open))
        .object_end();
}

void write_make_good(JsonWriter& json, const MakeGood& given) {
    json.object_begin()
        .field("number", given.number.text())
        .field("issued_on", to_text(given.issued_on))
        .field("invoice", given.invoice.text())
        .field("claim", to_text(given.claim))
        .field("kind", to_text(given.kind));
    if (given.amount) json.field("amount", to_text(*given.amount)).field("currency", given.amount->currency().code());
    json.field("text", given.text);
    if (given.tax) {
        json.key("tax");
        codec::write_tax_row(json, given.tax->key, given.tax->base, given.tax->amount);
    }
    json.object_end();
}

void write_hold(JsonWriter& json, const HoldRow& row) {
    json.object_begin()
        .field("invoice", row.invoice.text())
        .field("customer", row.customer.text())
        .field("customer_name", row.customer_name)
        .field("claim", to_text(row.claim))
        .field("number", row.number.text())
        .field("state", to_text(row.state))
        .field("since", to_text(row.since))
        .field("open", to_text(row.open))
        .field("currency", row.open.currency().code())
        .object_end();
}

void write_batch(JsonWriter& json, const Batch& batch) {
    const BatchContent& content = batch.content;
    json.object_begin()
        .field("number", std::to_string(content.number))
        .field("through", to_text(content.through))
        .field("state", to_text(batch.state));
    if (!batch.answer.empty()) json.field(batch.state == BatchState::booked ? "reference" : "reason", batch.answer);
    json.field("sealed_at", to_text(batch.sealed_at))
        .field("sealed_by", batch.sealed_by.name)
        .object_field("checkpoint")
        .field("sequence", std::to_string(content.last_sequence))
        .field("hash", content.last_hash)
        .object_end();
    json.array_field("totals");
    for (const ControlTotal& total : content.totals) {
        json.object_begin()
            .field("kind", total.kind)
            .field("currency", total.totals.gross.currency().code())
            .field("count", std::to_string(total.count));
        codec::write_totals(json, "totals", total.totals);
        json.object_end();
    }
    json.array_end().array_field("accounts");
    for (const AccountTotal& total : content.accounts)
        json.object_begin()
            .field("account", total.account.text())
            .field("currency", total.debit.currency().code())
            .field("debit", to_text(total.debit))
            .field("credit", to_text(total.credit))
            .object_end();
    json.array_end().array_field("formats");
    for (const BatchFormat& format : content.formats)
        json.object_begin()
            .field("format", format.format)
            .field("sha256", format.sha256)
            .field("bytes", std::to_string(format.bytes))
            .object_end();
    json.array_end().array_field("liabilities");
    for (const RefundLiability& liability : content.liabilities)
        json.object_begin()
            .field("claim", to_text(liability.claim))
            .field("number", liability.number.text())
            .field("invoice", liability.invoice.text())
            .field("currency", liability.net.currency().code())
            .field("net", to_text(liability.net))
            .field("tax", to_text(liability.tax))
            .object_end();
    json.array_end().object_end();
}

void write_settled_fields(JsonWriter& json, const InvoiceStream& stream) {
    const InvoiceNumber& number = stream.books->invoice->number;
    json.array_field("payments");
    for (const Payment& payment : stream.payments) write_payment(json, payment, number, Accounts::left_out);
    json.array_end().array_field("refunds");
    for (const Refund& refund : stream.refunds) write_refund(json, refund, number, Accounts::left_out);
    json.array_end().array_field("make_goods");
    for (const MakeGood& given : stream.make_goods) write_make_good(json, given);
    json.array_end();
}

std::string render_account_statement(const AccountName& account, Date from, Date to, const AccountDayRow& before,
                                     const std::vector<AccountDayRow>& days) {
    std::string body;
    JsonWriter json(body);
    Money balance = before.debit - before.credit;
    json.object_begin()
        .field("account", account.text())
        .field("currency", balance.currency().code())
        .field("from", to_text(from))
        .field("to", to_text(to))
        .field("opening", to_text(balance))
        .array_field("days");
    for (const AccountDayRow& day : days) {
        balance += day.debit - day.credit;
        json.object_begin()
            .field("day", to_text(day.day))
            .field("debit", to_text(day.debit))
            .field("credit", to_text(day.credit))
            .field("balance", to_text(balance))
            .object_end();
    }
    json.array_end().field("closing", to_text(balance)).object_end();
    return body;
}

}  // namespace makegood::http
