#include "adapters/http/api/render.hpp"

#include <map>

#include "adapters/codec/adjustment_json.hpp"
#include "adapters/codec/csv_writer.hpp"
#include "adapters/codec/event_words.hpp"
#include "adapters/codec/invoice_json.hpp"
#include "adapters/http/api/money_render.hpp"

namespace makegood::http {

namespace {

using codec::write_adjustment;
using codec::write_tax_row;
using codec::write_totals;

void money_field(JsonWriter& json, std::string_view name, const Money& money) {
    json.field(name, to_text(money));
}

void write_actor(JsonWriter& json, std::string_view name, const Actor& actor) {
    json.field(name, actor.name);
    if (actor.in_name_of) json.field("in_name_of", *actor.in_name_of);
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.array_field(name);
    for (const std::string& text : texts) json.text(text);
    json.array_end();
}

void write_dues(JsonWriter& json, const Dues& dues) {
    json.object_field("due");
    for (Step step : steps)
        if (const auto& due = dues[static_cast<std::size_t>(step)])
            json.object_field(to_text(step))
                .field("promise", to_text(due->promise))
                .field("target", to_text(due->target))
                .object_end();
    json.object_end();
}

void write_worths(JsonWriter& json, const std::vector<Worth>& worths) {
    json.array_field("worths");
    for (const Worth& worth : worths) {
        json.object_begin();
        if (worth.line()) json.field("line", worth.line()->text());
        json.field("worth", to_text(worth.amount())).field("basis", codec::word_of(worth.basis())).object_end();
    }
    json.array_end();
}

/// What the documents of a plan move on each line, in the order of the lines.
void write_line_moves(JsonWriter& json, const Billing& billing, const std::optional<Movement>& movement,
                      std::string_view difference) {
    json.array_field("lines");
    if (movement)
        for (const LineMove& move : movement->lines)
            json.object_begin()
                .field("line", billing.lines[move.line].id.text())
                .field("before", to_text(move.before))
                .field("after", to_text(move.after))
                .field(difference, to_text(abs(move.before - move.after)))
                .object_end();
    json.array_end();
    json.array_field("tax");
    if (movement)
        for (const TaxMove& move : movement->tax)
            write_tax_row(json, billing.groups[move.group].key, move.base, move.tax);
    json.array_end();
}

void write_offer(JsonWriter& json, const Billing& billing, const Movement& movement) {
    json.object_field("offer");
    write_line_moves(json, billing, movement, "supplement");
    write_totals(json, "totals", movement.totals);
    json.object_end();
}

void write_claim_head(JsonWriter& json, const InvoiceStream& stream, const Claim& claim) {
    json.object_begin()
        .field("id", to_text(claim.id))
        .field("number", claim.number.text())
        .field("invoice", stream.books->invoice->number.text())
        .field("version", std::to_string(stream.version))
        .field("state", to_text(claim.state));
    write_routing(json, claim.routing);
    json.key("preview");
    write_preview(json, *stream.books, claim);
}

void write_words(JsonWriter& json, std::string_view name, const std::optional<Personal>& personal) {
    if (!personal) return;
    if (personal->is_erased())
        json.key(name).null();
    else
        json.field(name, *personal->reveal());
}

/// The words that a client sends for it.
std::string_view kind_word(StatementKind kind) {
    switch (kind) {
        case StatementKind::invoking: return "invoke";
        case StatementKind::restating: return "restate";
        case StatementKind::withdrawing: return "withdraw";
    }
    break_invariant("a statement is of one of the three kinds", std::source_location::current());
}

void write_statements(JsonWriter& json, const Claim& claim) {
    json.array_field("statements");
    for (const Statement& statement : claim.statements) {
        json.object_begin()
            .field("kind", kind_word(statement.kind()))
            .field("channel", codec::word_of(statement.channel()))
            .field("at", to_text(statement.said_at()));
        write_actor(json, "recorded_by", statement.recorded_by());
        write_worths(json, statement.worths());
        write_words(json, "words", statement.words());
        json.object_end();
    }
    json.array_end();
}

void write_contact(JsonWriter& json, const Claim& claim) {
    if (!claim.contact) return;
    json.object_field("contact");
    write_words(json, "phone", claim.contact->phone);
    write_words(json, "email", claim.contact->email);
    write_words(json, "when", claim.contact->when);
    json.object_end();
}

void write_cause(JsonWriter& json, const Claim& claim) {
    if (!claim.cause) return;
    json.object_field("cause").field("owner", claim.cause->owner.text()).field("explanation", claim.cause->explanation);
    if (claim.cause->fix_for_customer) json.field("fix_for_customer", *claim.cause->fix_for_customer);
    if (claim.cause->fix_for_good) json.field("fix_for_good", *claim.cause->fix_for_good);
    json.object_end();
}

void write_notes(JsonWriter& json, const Claim& claim) {
    json.array_field("notes");
    for (const Note& note : claim.notes) {
        json.object_begin().field("at", to_text(note.at));
        write_actor(json, "by", note.by);
        write_words(json, "text", note.text);
        json.object_end();
    }
    json.array_end();
}

void write_history(JsonWriter& json, const InvoiceStream& stream, const Claim& claim) {
    json.array_field("history");
    for (const Happening& happening : stream.history) {
        if (happening.claim != claim.id) continue;
        json.object_begin()
            .field("version", std::to_string(happening.version))
            .field("at", to_text(happening.at))
            .field("event", happening.type);
        write_actor(json, "by", happening.actor);
        json.object_end();
    }
    json.array_end();
}

void write_standing(JsonWriter& json, const InvoiceStream::Books& books) {
    json.object_field("standing").array_field("lines");
    for (std::size_t i = 0; i < books.billing.lines.size(); ++i)
        json.object_begin()
            .field("id", books.billing.lines[i].id.text())
            .field("billed", to_text(books.billing.lines[i].billed))
            .field("net", to_text(books.standing.lines[i]))
            .object_end();
    json.array_end().array_field("tax");
    for (std::size_t group = 0; group < books.billing.groups.size(); ++group)
        write_tax_row(json, books.billing.groups[group].key, books.standing.base(books.billing, group),
                      books.standing.tax(books.billing, group));
    json.array_end();
    write_totals(json, "totals", books.standing.totals(books.billing));
    if (!books.standing.rounding.is_zero()) money_field(json, "rounding", books.standing.rounding);
    if (!books.over_credited.is_zero()) money_field(json, "over_credited", books.over_credited);
    money_field(json, "open", books.receivable.open());
    money_field(json, "kept", books.receivable.balance());
    json.object_end();
}

std::string hours_text(std::chrono::minutes minutes) {
    const auto tenths = (minutes.count() * 10 + 30) / 60;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// Credited ÷ billed in per cent with one digit; nothing where nothing was billed.
std::optional<std::string> share_text(const OutcomeRow& row) {
    if (!row.billed.is_positive()) return std::nullopt;
    const auto tenths = multiply_divide(row.credited.minor(), 1000, row.billed.minor(), Rounding::half_away_from_zero);
    if (!tenths) return std::nullopt;
    return to_text(Decimal(*tenths, 1));
}

}  // namespace

void write_routing(JsonWriter& json, const Routing& routing) {
    json.object_field("routing").field("rules", routing.rule_set).field("priority", codec::word_of(routing.priority));
    write_texts(json, "flags", routing.flags);
    write_texts(json, "notices", routing.notices);
    write_texts(json, "tasks", routing.tasks);
    write_texts(json, "owners", routing.owners);
    write_texts(json, "hints", routing.hints);
    json.field("countersignature", routing.countersignature);
    write_dues(json, routing.dues);
    json.object_end();
}

std::string etag_of(const InvoiceStream& stream) {
    return "\"" + std::to_string(stream.version) + "\"";
}

void write_preview(JsonWriter& json, const InvoiceStream::Books& books, const Claim& claim) {
    // A claim that is closed, and waits for no answer, moves nothing any more.
    const bool moves = is_open(claim.state) || claim.offer;
    const MovePlan plan = moves ? plan_of(books, claim) : plan_move(books.billing, books.standing, {});
    const Money zero = Money::zero(books.invoice->currency);
    json.object_begin();
    write_line_moves(json, books.billing, plan.credit, "credit");
    write_totals(json, "before", plan.before.totals(books.billing));
    write_totals(json, "after", plan.after_credit.totals(books.billing));
    write_totals(json, "credit", plan.credit ? plan.credit->totals : Totals{zero, zero, zero});
    if (plan.credit && !plan.credit->rounding.is_zero()) money_field(json, "rounding", plan.credit->rounding);
    if (plan.offer) write_offer(json, books.billing, *plan.offer);
    if (plan.out_of_reach.is_positive())
        json.field("remark", "No tax amount comes to the stated gross exactly: what remains is " +
                                 to_text(plan.out_of_reach) + " below it, in the customer's favour.");
    json.object_end();
}

std::string render_claim_summary(const InvoiceStream& stream, const Claim& claim) {
    std::string body;
    body.reserve(1024);
    JsonWriter json(body);
    write_claim_head(json, stream, claim);
    json.object_end();
    return body;
}

std::string render_claim(const InvoiceStream& stream, const Claim& claim) {
    std::string body;
    JsonWriter json(body);
    write_claim_head(json, stream, claim);
    json.field("currency", stream.books->invoice->currency.code())
        .field("guarantee", stream.books->guarantee.text())
        .field("opened_at", to_text(claim.opened_at));
    write_worths(json, claim.worths());
    if (claim.wish) json.field("settle", to_text(*claim.wish));
    write_contact(json, claim);
    write_statements(json, claim);
    json.array_field("adjustments");
    for (const AdjustmentNumber& number : claim.adjustments) json.text(number.text());
    json.array_end();
    write_cause(json, claim);
    write_notes(json, claim);
    write_history(json, stream, claim);
    json.object_end();
    return body;
}

std::string render_invoice(const InvoiceStream& stream, Email email) {
    InvoiceDraft draft = *stream.books->invoice;
    if (email == Email::left_out) draft.customer.email.reset();
    std::string body;
    JsonWriter json(body);
    json.object_begin();
    codec::write_invoice_fields(json, draft);
    json.field("version", std::to_string(stream.version)).field("guarantee", stream.books->guarantee.text());
    json.array_field("adjustments");
    for (const Adjustment& adjustment : stream.adjustments) write_adjustment(json, adjustment);
    json.array_end().array_field("claims");
    for (const Claim& claim : stream.claims)
        json.object_begin()
            .field("id", to_text(claim.id))
            .field("number", claim.number.text())
            .field("state", to_text(claim.state))
            .object_end();
    json.array_end();
    write_settled_fields(json, stream);
    write_standing(json, *stream.books);
    json.object_end();
    return body;
}

void write_queue_row(JsonWriter& json, const QueueRow& row, Instant now) {
    json.object_begin()
        .field("id", to_text(row.claim))
        .field("number", row.number.text())
        .field("invoice", row.invoice.text())
        .field("customer", row.customer)
        .field("state", to_text(row.state))
        .field("priority", codec::word_of(row.priority));
    write_texts(json, "flags", row.flags);
    json.field("opened_at", to_text(row.opened_at))
        .field("promise", to_text(row.promise))
        .field("target", to_text(row.target))
        .field("overdue", row.promise < now)
        .field("currency", row.currency.code())
        .object_end();
}

void write_entry(JsonWriter& json, const EntryRow& row) {
    json.object_begin()
        .field("id", std::to_string(row.id))
        .field("posted_on", to_text(row.posted_on))
        .field("debit", row.debit.text())
        .field("credit", row.credit.text())
        .field("amount", to_text(row.amount))
        .field("currency", row.amount.currency().code());
    if (!row.invoice.text().empty()) json.field("invoice", row.invoice.text());  // an accrual is about many
    json.field("document", row.document).field("origin", to_text(row.origin)).object_end();
}

void write_trial_balance_row(JsonWriter& json, const TrialBalanceRow& row) {
    json.object_begin()
        .field("account", row.account.text())
        .field("currency", row.debit.currency().code())
        .field("debit", to_text(row.debit))
        .field("credit", to_text(row.credit))
        .field("balance", to_text(row.debit - row.credit))
        .object_end();
}

void write_journal_row(JsonWriter& json, const JournalRow& row) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hash;
    for (std::uint8_t byte : row.hash) {
        hash += digits[byte >> 4];
        hash += digits[byte & 15];
    }
    json.object_begin()
        .field("sequence", std::to_string(row.sequence))
        .raw_field("event", row.envelope)
        .field("hash", hash)
        .object_end();
}

void write_refusal(JsonWriter& json, const RefusalRow& row) {
    json.object_begin()
        .field("day", to_text(row.day))
        .field("kind", row.kind)
        .field("refused", std::to_string(row.refused))
        .object_end();
}

void write_outcome(JsonWriter& json, const OutcomeRow& row) {
    json.object_begin()
        .field("key", row.key)
        .field("currency", row.currency.code())
        .field("claims", std::to_string(row.claims))
        .field("credited", to_text(row.credited))
        .field("billed", to_text(row.billed));
    if (const auto share = share_text(row)) json.field("share_percent", *share);
    if (row.to_acknowledge) json.field("hours_to_acknowledge", hours_text(*row.to_acknowledge));
    if (row.to_adjust) json.field("hours_to_adjust", hours_text(*row.to_adjust));
    json.object_end();
}

std::string render_outcomes_csv(const std::vector<OutcomeRow>& rows) {
    std::string body;
    codec::CsvWriter csv(body);
    for (std::string_view title : {"key", "currency", "claims", "credited", "billed", "share_percent",
                                   "hours_to_acknowledge", "hours_to_adjust"})
        csv.text(title);
    csv.row_end();
    const auto number_or_empty = [&](const std::optional<std::string>& number) {
        if (number)
            csv.number(*number);
        else
            csv.empty();
    };
    for (const OutcomeRow& row : rows) {
        csv.text(row.key).text(row.currency.code()).number(std::to_string(row.claims));
        csv.number(to_text(row.credited)).number(to_text(row.billed));
        number_or_empty(share_text(row));
        number_or_empty(row.to_acknowledge ? std::optional(hours_text(*row.to_acknowledge)) : std::nullopt);
        number_or_empty(row.to_adjust ? std::optional(hours_text(*row.to_adjust)) : std::nullopt);
        csv.row_end();
    }
    return body;
}

namespace {

/// A label's value (Prometheus exposition format): backslash, quotation mark and line feed escaped.
std::string label(std::string_view value) {
    std::string escaped = "\"";
    for (char c : value) {
        if (c == '\\' || c == '"') escaped += '\\';
        if (c == '\n')
            escaped += "\\n";
        else
            escaped += c;
    }
    return escaped + "\"";
}

}  // namespace

std::string render_metrics(bool ready, const std::optional<RuleDesk::Active>& active, std::uint64_t open_claims,
                           const std::vector<RefusalRow>& refusals) {
    std::string text =
        "# HELP makegood_ready Whether requests are welcome: 1 or 0.\n# TYPE makegood_ready gauge\nmakegood_ready " +
        std::string(ready ? "1" : "0") +
        "\n# HELP makegood_open_claims Claims that stand in the queue.\n# TYPE makegood_open_claims gauge\n"
        "makegood_open_claims " +
        std::to_string(open_claims) +
        "\n# HELP makegood_rule_set_active The rule set in force: 1 under its name and hash.\n"
        "# TYPE makegood_rule_set_active gauge\n";
    if (active)
        text +=
            "makegood_rule_set_active{rule_set=" + label(active->rule_set) + ",hash=" + label(active->hash) + "} 1\n";
    text += "# HELP makegood_refusals_total Requests refused, by kind.\n# TYPE makegood_refusals_total counter\n";
    std::map<std::string, std::uint64_t> by_kind;
    for (const RefusalRow& row : refusals) by_kind[row.kind] += row.refused;
    for (const auto& [kind, refused] : by_kind)
        text += "makegood_refusals_total{kind=" + label(kind) + "} " + std::to_string(refused) + "\n";
    return text;
}

}  // namespace makegood::http
