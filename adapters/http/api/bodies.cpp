#include "adapters/http/api/bodies.hpp"

#include "adapters/codec/event_words.hpp"
#include "adapters/codec/invoice_json.hpp"
#include "adapters/http/api/body_reader.hpp"

namespace makegood::http {

namespace {

using codec::Controls;
using codec::Faults;
using codec::ObjectReader;

template <class Read>
Result<Command, Findings> read_object(std::string_view body, Read read) {
    return read_body<Command>(body, std::move(read));
}

/// A worth as it was sent. What cannot be one in any currency is told what one looks like.
template <class Reader>
std::optional<std::string> read_amount(Reader read, Faults& faults) {
    constexpr codec::Chars amount_chars{1, 40};
    const std::size_t before = faults.size();
    const auto text = read(amount_chars);
    if (faults.size() == before) return text ? std::optional<std::string>(*text) : std::nullopt;
    faults.back().expected = "an amount of money as a text, with the digits of its currency, as in \"12.50\"";
    return std::string("0.00");  // refused anyway
}

std::optional<std::string> read_optional_amount(ObjectReader& object, std::string_view name, Faults& faults) {
    return read_amount([&](codec::Chars chars) { return object.optional_text(name, chars, Controls::none); }, faults);
}

std::string read_required_amount(ObjectReader& object, std::string_view name, Faults& faults) {
    const auto read = [&](codec::Chars chars) { return std::optional(object.text(name, chars, Controls::none)); };
    return *read_amount(read, faults);
}

std::optional<Contact> read_contact(ObjectReader& object) {
    auto reader = object.optional_object("contact");
    if (!reader) return std::nullopt;
    Contact contact{personal(reader->optional_text("phone", {1, 100}, Controls::none)),
                    personal(reader->optional_text("email", {1, 320}, Controls::none)),
                    personal(reader->optional_text("when", {1, 200}, Controls::none))};
    reader->finish();
    return contact;
}

/// What a customer may wish for: a refund, the balance, or only what is open.
std::optional<SettlementKind> read_wish(ObjectReader& object) {
    constexpr std::array<std::string_view, 3> words = {"offset", "refund", "balance"};
    const auto index = object.optional_one_of("settle", words);
    return index ? parse_settlement_kind(words[*index]) : std::nullopt;
}

}  // namespace

Saying read_saying(ObjectReader& object, StatementKind kind, Faults& faults) {
    Saying saying;
    saying.kind = kind;
    saying.channel = static_cast<Channel>(object.one_of("channel", codec::words_of<Channel>()));
    const auto basis = object.optional_one_of("basis", codec::words_of<Basis>());
    saying.currency = owned(object.optional_text("currency", {1, 3}, Controls::none));
    saying.worth = read_optional_amount(object, "worth", faults);
    for (codec::JsonValue value : object.optional_array("lines", {1, lines_max})) {
        ObjectReader line = value.object();
        LineId id(std::string(line.text("line", {1, 64}, Controls::none)));
        std::string worth = read_required_amount(line, "worth", faults);
        line.finish();
        saying.lines.push_back({std::move(id), std::move(worth)});
    }
    saying.words = personal(object.optional_text("words", {1, 10'000}));
    saying.basis = basis ? static_cast<Basis>(*basis) : saying.lines.empty() ? Basis::gross : Basis::net;
    return saying;
}

Result<Command, Findings> read_record_invoice(std::string_view body) {
    auto draft = codec::read_invoice(body);
    if (!draft) return Failure{std::move(draft).error()};
    auto invoice = Invoice::check(*std::move(draft));
    if (!invoice) return Failure{std::move(invoice).error()};
    return Command(RecordInvoice{*std::move(invoice)});
}

Result<Command, Findings> read_invoke(std::string_view body) {
    return read_object(body, [](ObjectReader& object, Faults& faults) -> Command {
        InvoiceNumber invoice(std::string(object.text("invoice", {1, 64}, Controls::none)));
        Saying saying = read_saying(object, StatementKind::invoking, faults);
        const auto wish = read_wish(object);
        return Invoke{std::move(invoice), std::move(saying), wish, read_contact(object)};
    });
}

Result<Command, Findings> read_state_anew(const ClaimId& claim, std::string_view body) {
    return read_object(body, [&](ObjectReader& object, Faults& faults) -> Command {
        constexpr std::array<std::string_view, 2> kinds = {"restate", "withdraw"};
        const bool withdraws = object.one_of("kind", kinds) == 1;
        Saying saying = read_saying(object, withdraws ? StatementKind::withdrawing : StatementKind::restating, faults);
        if (withdraws && saying.worth)
            object.fault("worth", "a worth beside a withdrawal", "a withdrawal without worths");
        if (withdraws && !saying.lines.empty())
            object.fault("lines", "worths of lines beside a withdrawal", "a withdrawal without worths");
        return StateAnew{claim, std::move(saying)};
    });
}

Result<Command, Findings> read_note(const ClaimId& claim, std::string_view body) {
    return read_object(body, [&](ObjectReader& object, Faults&) -> Command {
        return AddNote{claim, Personal(std::string(object.text("text", {1, 10'000})))};
    });
}

Result<Command, Findings> read_cause(const ClaimId& claim, std::string_view body) {
    return read_object(body, [&](ObjectReader& object, Faults&) -> Command {
        Cause cause{TeamName(std::string(object.text("owner", {1, 100}, Controls::none))),
                    std::string(object.text("explanation", {1, 4000})),
                    owned(object.optional_text("fix_for_customer", {1, 4000})),
                    owned(object.optional_text("fix_for_good", {1, 4000}))};
        return NameCause{claim, std::move(cause)};
    });
}

Result<Command, Findings> read_nothing(Command command, std::string_view body) {
    if (body.empty()) return command;
    return read_object(body, [&](ObjectReader&, Faults&) { return std::move(command); });
}

Result<Command, Findings> read_confirm_offer(const ClaimId& claim, std::string_view body) {
    return read_object(body, [&](ObjectReader& object, Faults& faults) -> Command {
        std::string gross = read_required_amount(object, "gross", faults);
        std::string tax = read_required_amount(object, "tax", faults);
        return AnswerOffer{claim, OfferAnswer::confirmed, std::move(gross), std::move(tax)};
    });
}

}  // namespace makegood::http
