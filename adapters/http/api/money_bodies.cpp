#include "adapters/http/api/money_bodies.hpp"

#include <algorithm>
#include <span>

#include "adapters/codec/event_words.hpp"
#include "adapters/http/api/bodies.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "engine/settlement/iban.hpp"

namespace makegood::http {

namespace {

using codec::Controls;
using codec::Faults;
using codec::ObjectReader;

constexpr codec::Chars name_chars{1, 140};  // ISO 20022, Max140Text
constexpr codec::Chars id_chars{1, 64};
constexpr codec::Chars prose_chars{1, 2000};

std::string name(ObjectReader& object, std::string_view field, codec::Chars chars = name_chars) {
    return std::string(object.text(field, chars, Controls::none));
}

/// An IBAN that is none is refused: nobody guesses one.
std::string read_iban(ObjectReader& object) {
    const std::string iban = normalised_iban(object.text("iban", {1, 42}, Controls::none));
    if (!iban.empty())
        if (const auto objection = objection_to_iban(iban)) object.fault("iban", *objection);
    return iban;
}

/// Source: ISO 9362: bank, country, place and, if there is one, branch.
bool is_bic(std::string_view text) {
    constexpr std::size_t letters = 6;
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_either = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return (text.size() == 8 || text.size() == 11) && std::all_of(text.begin(), text.begin() + letters, is_letter) &&
           std::all_of(text.begin() + letters, text.end(), is_either);
}

std::optional<std::string> read_bic(ObjectReader& object) {
    const auto bic = object.optional_text("bic", {1, 40}, Controls::none);
    if (bic && !is_bic(*bic)) object.fault("bic", "a BIC of 8 or 11 capitals and digits, as in \"DEUTDEFF\"");
    return owned(bic);
}

BankAccount read_account(ObjectReader& object, std::string_view holder) {
    return {Personal(read_iban(object)), Personal(name(object, holder)), read_bic(object)};
}

/// What a payer may call a deduction; the other shortfalls are what comes of it.
std::span<const std::string_view> deduction_kinds() {
    constexpr std::size_t named = 4;
    static_assert(static_cast<std::size_t>(Shortfall::instalment) + 1 == named);
    return std::span(codec::words_of<Shortfall>()).first(named);
}

std::optional<BankAccount> read_payer(ObjectReader& object) {
    auto payer = object.optional_object("payer");
    if (!payer) return std::nullopt;
    BankAccount account = read_account(*payer, "name");
    payer->finish();
    return account;
}

std::vector<Deduction> read_deductions(ObjectReader& object, Currency currency) {
    std::vector<Deduction> deductions;
    for (codec::JsonValue value : object.optional_array("deductions", {1, lines_max})) {
        ObjectReader row = value.object();
        Deduction deduction{.amount = read_money(row, "amount", currency)};
        if (auto line = row.optional_text("line", id_chars, Controls::none))
            deduction.line = LineId(std::string(*line));
        if (auto kind = row.optional_one_of("kind", deduction_kinds())) deduction.kind = static_cast<Shortfall>(*kind);
        deduction.reason = personal(row.optional_text("reason", prose_chars));
        row.finish();
        deductions.push_back(std::move(deduction));
    }
    return deductions;
}

Channel read_channel(ObjectReader& object, std::string_view field) {
    return static_cast<Channel>(object.one_of(field, codec::words_of<Channel>()));
}

std::vector<TaxSubtotal> read_tax(ObjectReader& object, Currency currency) {
    std::vector<TaxSubtotal> rows;
    for (codec::JsonValue value : object.optional_array("tax_by_rate", {1, lines_max})) {
        ObjectReader row = value.object();
        TaxKey key{name(row, "category", {1, 16})};
        if (const auto text = row.optional_text("rate", {1, 20}, Controls::none)) {
            key.rate = Decimal::parse(*text);
            if (!key.rate || key.rate->is_negative()) row.fault("rate", "per cent as a text, as in \"20\"");
        }
        rows.push_back({std::move(key), read_money(row, "base", currency), read_money(row, "amount", currency)});
        row.finish();
    }
    return rows;
}

}  // namespace

Result<Command, Findings> read_payment(std::string_view body) {
    return read_body<Command>(body, [](ObjectReader& object, Faults&) -> Command {
        PaymentId id(name(object, "id", id_chars));
        InvoiceNumber invoice(name(object, "invoice", id_chars));
        const Date received_on = read_date(object, "received_on");
        const Currency currency = read_currency(object, "currency");
        Payment payment{std::move(id), received_on, read_money(object, "amount", currency)};
        payment.from = read_payer(object);
        payment.text = personal(object.optional_text("text", prose_chars));
        payment.deductions = read_deductions(object, currency);
        return RecordPayment{std::move(invoice), std::move(payment)};
    });
}

Result<Command, Findings> read_payment_reversal(const PaymentId& payment, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        const Date on = read_date(object, "reversed_on");
        return ReversePayment{payment, on, owned(object.optional_text("reason", name_chars, Controls::none))};
    });
}

Result<Command, Findings> read_external_adjustment(const InvoiceNumber& invoice, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        std::string number = name(object, "number", id_chars);
        const auto kind = object.optional_one_of("kind", codec::words_of<ElsewhereKind>());
        const Currency currency = read_currency(object, "currency");
        const Totals totals{read_money(object, "net", currency), read_money(object, "tax", currency),
                            read_money(object, "gross", currency)};
        CreditElsewhere credit{std::move(number), totals, read_tax(object, currency)};
        if (kind) credit.kind = static_cast<ElsewhereKind>(*kind);
        return RecordCreditElsewhere{invoice, currency, std::move(credit)};
    });
}

Result<Command, Findings> read_balance_use(const InvoiceNumber& invoice, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        InvoiceNumber on(name(object, "on", id_chars));
        std::string amount = read_amount_text(object, "amount");
        return UseBalance{invoice, std::move(on), std::move(amount), read_channel(object, "consent")};
    });
}

Result<Command, Findings> read_balance_refund(const InvoiceNumber& invoice, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        return RefundBalance{invoice, read_amount_text(object, "amount")};
    });
}

Result<Command, Findings> read_refund_account(const RefundNumber& refund, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        return NameRefundAccount{refund, read_account(object, "holder")};
    });
}

Result<Command, Findings> read_refund_account_confirm(const RefundNumber& refund, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        return ConfirmRefundAccount{refund, read_channel(object, "over")};
    });
}

Result<Command, Findings> read_refund_paid(const RefundNumber& refund, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        const Date on = read_date(object, "paid_on");
        return RecordRefundPaid{refund, on, owned(object.optional_text("reference", name_chars, Controls::none))};
    });
}

Result<Command, Findings> read_refund_failed(const RefundNumber& refund, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        const Date on = read_date(object, "failed_on");
        return RecordRefundFailed{refund, on, name(object, "reason")};
    });
}

Result<Command, Findings> read_make_good(const ClaimId& claim, std::string_view body) {
    return read_body<Command>(body, [&](ObjectReader& object, Faults&) -> Command {
        const auto kind = static_cast<MakeGoodKind>(object.one_of("kind", codec::words_of<MakeGoodKind>()));
        auto amount = owned(object.optional_text("amount", {1, 40}, Controls::none));
        return GiveMakeGood{claim, kind, std::move(amount), std::string(object.text("text", prose_chars))};
    });
}

Result<Command, Findings> read_adjustment_reversal(const AdjustmentNumber& adjustment, std::string_view body) {
    if (body.empty()) return Command(ReverseAdjustment{adjustment});
    return read_body<Command>(body, [&](ObjectReader& object, Faults& faults) -> Command {
        ReverseAdjustment command{adjustment};
        auto correction = object.optional_object("correction");
        if (!correction) return command;
        Saying saying = read_saying(*correction, StatementKind::restating, faults);
        command.correction = {std::move(saying), read_channel(*correction, "confirmed_over")};
        if (!command.correction->saying.worth && command.correction->saying.lines.empty())
            correction->fault("worth", "no worth", "what the customer really stated: a worth, or lines with worths");
        correction->finish();
        return command;
    });
}

Result<Date, Findings> read_close(std::string_view body) {
    return read_body<Date>(body, [](ObjectReader& object, Faults&) { return read_date(object, "through"); });
}

Result<ExportCommand, Findings> read_batch_answer(std::uint64_t number, bool is_booked, std::string_view body) {
    return read_body<ExportCommand>(body, [&](ObjectReader& object, Faults&) -> ExportCommand {
        return AnswerBatch{number, is_booked, name(object, is_booked ? "reference" : "reason", {1, 500})};
    });
}

}  // namespace makegood::http
