#include "engine/rules/facts.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "engine/rules/money_type.hpp"

namespace makegood {

namespace {

using cel::Arena;
using cel::Value;

// --- how a member of each type becomes a value ---

Value take(bool fact, Arena&) {
    return Value::of(fact);
}
Value take(std::int64_t fact, Arena&) {
    return Value::of(fact);
}
Value take(double fact, Arena&) {
    return Value::of(fact);
}
Value take(const std::string& fact, Arena&) {
    return Value::string(fact);
}
Value take(const Money& fact, Arena&) {
    return to_value(fact);
}
Value take(Date fact, Arena&) {
    return Value::timestamp(std::int64_t{fact.unix_days()} * 86'400, 0);
}
Value take(Instant fact, Arena&) {
    const std::int64_t ms = fact.unix_ms();
    const std::int64_t seconds = ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
    return Value::timestamp(seconds, static_cast<std::uint32_t>(ms - seconds * 1000) * 1'000'000);
}
Value take(const std::vector<std::string>& fact, Arena& arena) {
    const std::span<Value> items = arena.array<Value>(fact.size());
    std::transform(fact.begin(), fact.end(), items.begin(), [](const std::string& s) { return Value::string(s); });
    return arena.list_of(items);
}
template <class T>
Value take(const std::optional<T>& fact, Arena& arena) {
    return fact ? take(*fact, arena) : Value::absent();
}

template <class T>
inline constexpr FactKind kind_of = FactKind::boolean;
template <>
inline constexpr FactKind kind_of<std::int64_t> = FactKind::integer;
template <>
inline constexpr FactKind kind_of<double> = FactKind::fraction;
template <>
inline constexpr FactKind kind_of<std::string> = FactKind::text;
template <>
inline constexpr FactKind kind_of<std::vector<std::string>> = FactKind::texts;
template <>
inline constexpr FactKind kind_of<Date> = FactKind::date;
template <>
inline constexpr FactKind kind_of<Instant> = FactKind::instant;
template <>
inline constexpr FactKind kind_of<Money> = FactKind::money;
template <class T>
inline constexpr FactKind kind_of<std::optional<T>> = kind_of<T>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// A member of a group of facts, with its name and sentence.
template <class Group>
struct Row {
    std::string_view name;
    FactKind kind;
    bool optional;
    Value (*take)(const Group&, Arena&);
    std::string_view words;
};

template <class Group, class Member>
Member member_type(Member Group::*);
template <class Group, class Member>
Group group_type(Member Group::*);

template <auto member>
constexpr auto row(std::string_view name, std::string_view words) {
    using Group = decltype(group_type(member));
    using Member = decltype(member_type(member));
    return Row<Group>{name, kind_of<Member>, is_optional<Member>,
                      [](const Group& group, Arena& arena) { return take(group.*member, arena); }, words};
}

// --- the table ---

constexpr std::array claim_rows = {
    row<&ClaimFacts::channel>(
        "channel",
        "How the customer reached us: 'link', 'phone', 'letter' or 'short-payment' (paid less than billed)."),
    row<&ClaimFacts::worth_is_stated>(
        "worth_is_stated", "The customer has said what the work was worth; it may come later than the call."),
    row<&ClaimFacts::basis>("basis", "What the stated worth includes: 'net' or 'gross' (with tax)."),
    row<&ClaimFacts::worth>("worth", "The sum of the stated worths, on its basis; absent until one is stated."),
    row<&ClaimFacts::worth_is_zero>("worth_is_zero", "Everything that was stated is worth nothing."),
    row<&ClaimFacts::worth_is_above_standing>("worth_is_above_standing",
                                              "A stated worth is above what stands: it becomes an offer (law 5)."),
    row<&ClaimFacts::credit>("credit",
                             "What honouring the claim gives back, tax included; absent until a worth is stated."),
    row<&ClaimFacts::credit_in_company>(
        "credit_in_company",
        "The same in the company's currency, by the reference rate of the day; absent without a worth or a rate."),
    row<&ClaimFacts::share>("share", "The credit as a share of the invoice: 0.0 to 1.0; 0.0 until a worth is stated."),
    row<&ClaimFacts::is_whole_invoice>("is_whole_invoice", "The claim names no single lines."),
    row<&ClaimFacts::lines_claimed>("lines_claimed", "How many lines the claim is about."),
    row<&ClaimFacts::lines_worth_nothing>("lines_worth_nothing", "How many lines were said to be worth nothing."),
    row<&ClaimFacts::services>("services", "The services that the claim is about, each once, in alphabetical order."),
    row<&ClaimFacts::others_this_week>(
        "others_this_week",
        "The largest number of other customers who claimed one of the same services in the last 7 days."),
    row<&ClaimFacts::has_words>("has_words", "The customer said something in their own words; nobody has to."),
    row<&ClaimFacts::words_signal>(
        "words_signal", "The word lists of the rule set that the customer's words touch, in alphabetical order."),
    row<&ClaimFacts::has_phone>("has_phone", "A telephone number was left with the claim."),
    row<&ClaimFacts::has_email>("has_email", "A mail address was left with the claim or stands on the invoice."),
    row<&ClaimFacts::wish>("wish", "What to do with what was paid: 'refund', 'balance', …; absent when not said."),
};

constexpr std::array line_rows = {
    row<&LineFacts::id>("id", "The line's id on the invoice."),
    row<&LineFacts::service>("service", "The service that was billed."),
    row<&LineFacts::description>("description", "The line's text on the invoice."),
    row<&LineFacts::billed_net>("billed_net", "What was billed, with its share of document allowances, before tax."),
    row<&LineFacts::standing_net>("standing_net", "What it was worth until this claim, before tax."),
    row<&LineFacts::worth>("worth", "What the customer says it was worth, on claim.basis; absent when not stated."),
    row<&LineFacts::share>("share", "The part of the line that is asked back: 0.0 to 1.0."),
    row<&LineFacts::is_worth_nothing>("is_worth_nothing", "The customer says it was worth nothing."),
    row<&LineFacts::others_this_week>("others_this_week",
                                      "How many other customers claimed the same service in the last 7 days."),
};

constexpr std::array invoice_rows = {
    row<&InvoiceFacts::number>("number", "The invoice's number."),
    row<&InvoiceFacts::issued_on>("issued_on", "The day it was issued, as midnight UTC."),
    row<&InvoiceFacts::age_days>("age_days", "Days since it was issued."),
    row<&InvoiceFacts::due_on>("due_on", "The day it is to be paid, as midnight UTC; absent when it names none."),
    row<&InvoiceFacts::is_overdue>("is_overdue", "It was to be paid before today, and something is open."),
    row<&InvoiceFacts::currency>("currency", "Its currency, as 'EUR'."),
    row<&InvoiceFacts::net>("net", "What was billed, before tax."),
    row<&InvoiceFacts::gross>("gross", "What was billed, tax included."),
    row<&InvoiceFacts::gross_in_company>(
        "gross_in_company", "The same in the company's currency, by the rate of the day; absent without a rate."),
    row<&InvoiceFacts::standing>("standing",
                                 "What it was worth until this claim, after earlier credits, tax included."),
    row<&InvoiceFacts::paid>("paid", "What was paid on it, prepayments included."),
    row<&InvoiceFacts::open>("open", "What is still to be paid on it."),
    row<&InvoiceFacts::is_paid>("is_paid", "Nothing is open any more."),
    row<&InvoiceFacts::was_prepaid>("was_prepaid", "Something was paid before the invoice was issued."),
    row<&InvoiceFacts::has_credits_elsewhere>("has_credits_elsewhere",
                                              "Another system's document gave a credit on it before."),
    row<&InvoiceFacts::lines>("lines", "How many lines it has."),
    row<&InvoiceFacts::earlier_claims>("earlier_claims", "How many claims there were on this invoice before."),
};

constexpr std::array customer_rows = {
    row<&CustomerFacts::id>("id", "The customer's id."),
    row<&CustomerFacts::country>("country", "The country of the billing address, as 'GB'; absent when not given."),
    row<&CustomerFacts::lists>(
        "lists", "The lists of config/customer-lists.json that name the customer, in alphabetical order."),
    row<&CustomerFacts::days_known>("days_known", "Days since the customer's first invoice; absent for a first one."),
};

constexpr std::array history_rows = {
    row<&HistoryFacts::claims>("claims", "How many claims the customer opened before this one, on any invoice."),
    row<&HistoryFacts::open_claims>("open_claims", "How many other claims of the customer are open now."),
    row<&HistoryFacts::claims_last_365_days>(
        "claims_last_365_days", "How many claims the customer opened in the last 365 days before this one."),
    row<&HistoryFacts::days_since_last_claim>("days_since_last_claim",
                                              "Days since the claim before; absent for a first one."),
    row<&HistoryFacts::invoices>("invoices", "How many invoices the customer was sent, this one included."),
    row<&HistoryFacts::invoices_paid>("invoices_paid", "How many of them are paid."),
    row<&HistoryFacts::billed_in_company>(
        "billed_in_company", "All that the customer was ever billed, tax included; absent where a rate is missing."),
    row<&HistoryFacts::billed_last_365_days_in_company>(
        "billed_last_365_days_in_company", "The same of the last 365 days; absent where a rate is missing."),
    row<&HistoryFacts::credited_in_company>(
        "credited_in_company", "All that claims ever gave back to the customer; absent where a rate is missing."),
    row<&HistoryFacts::credited_last_365_days_in_company>(
        "credited_last_365_days_in_company", "The same of the last 365 days; absent where a rate is missing."),
};

constexpr std::array guarantee_rows = {
    row<&GuaranteeFacts::version>("version", "The version of the guarantee that the invoice was sold with."),
    row<&GuaranteeFacts::window_days>("window_days", "After how many days it calls a claim late."),
    row<&GuaranteeFacts::is_late>("is_late", "The invoice is older than that; the claim counts all the same (law 6)."),
};

constexpr std::array today_rows = {
    row<&TodayFacts::date>("date", "The day in the company's time zone, as midnight UTC."),
    row<&TodayFacts::weekday>("weekday", "Its name: 'monday' to 'sunday'."),
    row<&TodayFacts::hour>("hour", "The hour on the company's clocks: 0 to 23."),
    row<&TodayFacts::is_weekend>("is_weekend", "It is Saturday or Sunday."),
};

constexpr std::string_view now_words = "The moment the claim arrived.";

cel::Type type_of(FactKind kind) {
    switch (kind) {
        case FactKind::boolean: return cel::TypeKind::boolean;
        case FactKind::integer: return cel::TypeKind::int64;
        case FactKind::fraction: return cel::TypeKind::float64;
        case FactKind::text: return cel::TypeKind::string;
        case FactKind::texts: return cel::Type::list(cel::TypeKind::string);
        case FactKind::date:
        case FactKind::instant: return cel::TypeKind::timestamp;
        case FactKind::money: return cel::Type::opaque(money_type());
    }
    break_invariant("a fact is of one of the kinds", std::source_location::current());
}

template <class Rows>
FactTable::Group add_group(std::vector<Fact>& facts, std::string_view name, const Rows& rows, bool is_list) {
    std::vector<cel::ObjectType::Field> fields;
    const FactIndex first = facts.size();
    for (const auto& row : rows) {
        facts.push_back({name, row.name, row.kind, row.optional, row.words});
        fields.push_back({std::string(row.name), type_of(row.kind), row.optional});
    }
    return {name, first, rows.size(),
            std::make_shared<const cel::ObjectType>(is_list ? "line" : std::string(name), std::move(fields)), is_list};
}

template <class Group, std::size_t count>
Value bind_group(const Group& group, const std::array<Row<Group>, count>& rows, const cel::ObjectType& type,
                 Arena& arena) {
    const std::span<Value> fields = arena.array<Value>(count);
    for (std::size_t i = 0; i < count; ++i) fields[i] = rows[i].take(group, arena);
    return Value::of(arena.keep(cel::Object{&type, fields}));
}

}  // namespace

double share_of(const Money& part, const Money& whole) {
    if (!part.is_positive() || !whole.is_positive()) return 0;
    return std::min(1.0, static_cast<double>(part.minor()) / static_cast<double>(whole.minor()));
}

std::string_view weekday_of(Date date) {
    constexpr std::array<std::string_view, 7> names = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
    const std::int32_t day = (date.unix_days() % 7 + 7 + 3) % 7;  // 1970-01-01 was a Thursday
    return names[static_cast<std::size_t>(day)];
}

std::string_view to_text(FactKind kind) {
    switch (kind) {
        case FactKind::boolean: return "bool";
        case FactKind::integer: return "int";
        case FactKind::fraction: return "double";
        case FactKind::text: return "string";
        case FactKind::texts: return "list(string)";
        case FactKind::date:
        case FactKind::instant: return "timestamp";
        case FactKind::money: return "money";
    }
    break_invariant("a fact is of one of the kinds", std::source_location::current());
}

std::string name_of(const Fact& fact) {
    if (fact.group.empty()) return std::string(fact.field);
    return std::string(fact.group) + (fact.group == "lines" ? "[]." : ".") + std::string(fact.field);
}

FactTable::FactTable() {
    groups_.push_back(add_group(facts_, "claim", claim_rows, false));
    groups_.push_back(add_group(facts_, "lines", line_rows, true));
    groups_.push_back(add_group(facts_, "invoice", invoice_rows, false));
    groups_.push_back(add_group(facts_, "customer", customer_rows, false));
    groups_.push_back(add_group(facts_, "history", history_rows, false));
    groups_.push_back(add_group(facts_, "guarantee", guarantee_rows, false));
    groups_.push_back(add_group(facts_, "today", today_rows, false));
    groups_.push_back({"now", facts_.size(), 1, nullptr, false});
    facts_.push_back({"", "now", FactKind::instant, false, now_words});
    invariant(facts_.size() <= facts_max, "a FactSet has room for every fact");
    add_money(schema_);
    for (const Group& group : groups_) {
        const cel::Type one = group.type ? cel::Type::object(group.type) : cel::Type(cel::TypeKind::timestamp);
        schema_.declare(std::string(group.name), group.is_list ? cel::Type::list(one) : one);
    }
}

std::optional<FactIndex> FactTable::find(std::string_view group, std::string_view field) const {
    const auto found =
        std::find_if(facts_.begin(), facts_.end(), [&](const Fact& f) { return f.group == group && f.field == field; });
    return found == facts_.end() ? std::nullopt : std::optional(static_cast<FactIndex>(found - facts_.begin()));
}

const FactTable& fact_table() {
    static const FactTable table;
    return table;
}

std::span<const Value> bind(const RuleFacts& facts, Arena& arena) {
    const std::span<const FactTable::Group> groups = fact_table().groups();
    const std::span<Value> lines = arena.array<Value>(facts.lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i] = bind_group(facts.lines[i], line_rows, *groups[1].type, arena);

    const std::span<Value> values = arena.array<Value>(groups.size());
    values[0] = bind_group(facts.claim, claim_rows, *groups[0].type, arena);
    values[1] = arena.list_of(lines);
    values[2] = bind_group(facts.invoice, invoice_rows, *groups[2].type, arena);
    values[3] = bind_group(facts.customer, customer_rows, *groups[3].type, arena);
    values[4] = bind_group(facts.history, history_rows, *groups[4].type, arena);
    values[5] = bind_group(facts.guarantee, guarantee_rows, *groups[5].type, arena);
    values[6] = bind_group(facts.today, today_rows, *groups[6].type, arena);
    values[7] = take(facts.now, arena);
    return values;
}

}  // namespace makegood
