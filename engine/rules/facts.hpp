#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/arena.hpp"
#include "engine/cel/schema.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

// What rules may know, as plain values: whoever routes a claim fills these in. The table in facts.cpp gives every
// member its name in rules, its type, and a sentence. Amounts are gross, tax included, unless their name says net.
// None of it is personal: the customer's words are not here, only which word lists they touch (law 14).

struct ClaimFacts {
    std::string channel;
    bool worth_is_stated;
    std::string basis;
    std::optional<Money> worth;
    bool worth_is_zero;
    bool worth_is_above_standing;
    std::optional<Money> credit;
    std::optional<Money> credit_in_company;
    double share;
    bool is_whole_invoice;
    std::int64_t lines_claimed;
    std::int64_t lines_worth_nothing;
    std::vector<std::string> services;
    std::int64_t others_this_week;
    bool has_words;
    std::vector<std::string> words_signal;
    bool has_phone;
    bool has_email;
    std::optional<std::string> wish;
};

/// One line that the claim is about.
struct LineFacts {
    std::string id;
    std::string service;
    std::string description;
    Money billed_net;
    Money standing_net;
    std::optional<Money> worth;
    double share;
    bool is_worth_nothing;
    std::int64_t others_this_week;
};

struct InvoiceFacts {
    std::string number;
    Date issued_on;
    std::int64_t age_days;
    std::optional<Date> due_on;
    bool is_overdue;
    std::string currency;
    Money net;
    Money gross;
    std::optional<Money> gross_in_company;
    Money standing;
    Money paid;
    Money open;
    bool is_paid;
    bool was_prepaid;
    bool has_credits_elsewhere;
    std::int64_t lines;
    std::int64_t earlier_claims;
};

struct CustomerFacts {
    std::string id;
    std::optional<std::string> country;
    std::vector<std::string> lists;
    std::optional<std::int64_t> days_known;
};

struct HistoryFacts {
    std::int64_t claims;
    std::int64_t open_claims;
    std::int64_t claims_last_365_days;
    std::optional<std::int64_t> days_since_last_claim;
    std::int64_t invoices;
    std::int64_t invoices_paid;
    std::optional<Money> billed_in_company;
    std::optional<Money> billed_last_365_days_in_company;
    std::optional<Money> credited_in_company;
    std::optional<Money> credited_last_365_days_in_company;
};

struct GuaranteeFacts {
    std::string version;
    std::int64_t window_days;
    bool is_late;
};

struct TodayFacts {
    Date date;
    std::string weekday;
    std::int64_t hour;
    bool is_weekend;
};

struct RuleFacts {
    ClaimFacts claim;
    std::vector<LineFacts> lines;  ///< at most fact_lines_max
    InvoiceFacts invoice;
    CustomerFacts customer;
    HistoryFacts history;
    GuaranteeFacts guarantee;
    TodayFacts today;
    Instant now;
};

/// No more lines than these are told to rules one by one (those with the largest credit); claim.* counts all of them.
inline constexpr std::size_t fact_lines_max = 100;

/// A part of an amount as rules see it: 0.0 to 1.0, 0.0 where one of the two is not positive. For comparing sizes only.
[[nodiscard]] double share_of(const Money& part, const Money& whole);

/// "monday": what TodayFacts::weekday holds.
[[nodiscard]] std::string_view weekday_of(Date date);

enum class FactKind { boolean, integer, fraction, text, texts, date, instant, money };
/// As rules name the type: "bool", "int", "double", "string", "list(string)", "timestamp", "money".
[[nodiscard]] std::string_view to_text(FactKind kind);

/// One row of the table.
struct Fact {
    std::string_view group;  ///< "claim"; "lines" for what every line has; "" for a fact by itself
    std::string_view field;
    FactKind kind;
    bool is_optional;
    std::string_view words;  ///< a sentence for people who write rules
};
/// "claim.credit", "lines[].worth", "now"
[[nodiscard]] std::string name_of(const Fact& fact);

using FactIndex = std::size_t;  ///< into FactTable::facts
inline constexpr std::size_t facts_max = 96;
using FactSet = std::bitset<facts_max>;

/// Everything that rules may read, declared once: the schema that rules are checked against, the binding of a claim's
/// facts, their record and its reading all follow it. Immutable.
class FactTable {
  public:
    struct Group {
        std::string_view name;
        FactIndex first;
        std::size_t count;
        std::shared_ptr<const cel::ObjectType> type;  ///< null for a fact by itself
        bool is_list;
    };
    FactTable();

    [[nodiscard]] std::span<const Fact> facts() const { return facts_; }
    /// In the order of the schema's variables: a group's index is its slot.
    [[nodiscard]] std::span<const Group> groups() const { return groups_; }
    [[nodiscard]] std::optional<FactIndex> find(std::string_view group, std::string_view field) const;
    [[nodiscard]] const cel::Schema& schema() const { return schema_; }

  private:
    std::vector<Fact> facts_;
    std::vector<Group> groups_;
    cel::Schema schema_;
};

[[nodiscard]] const FactTable& fact_table();

/// The facts as values, one for each variable of the schema. They point into `facts` and the arena.
[[nodiscard]] std::span<const cel::Value> bind(const RuleFacts& facts, cel::Arena& arena);

}  // namespace makegood
