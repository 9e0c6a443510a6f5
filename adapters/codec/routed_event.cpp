#include "adapters/codec/routed_event.hpp"

#include <charconv>

#include "adapters/codec/event_json.hpp"
#include "adapters/codec/event_words.hpp"
#include "adapters/codec/fact_order.hpp"
#include "adapters/codec/facts_json.hpp"
#include "adapters/codec/json_scanner.hpp"
#include "engine/rules/money_type.hpp"

namespace makegood::codec {

namespace {

using cel::Value;

std::vector<std::string> scan_texts(JsonScanner& json) {
    std::vector<std::string> texts;
    json.array([&] { texts.emplace_back(json.text()); });
    return texts;
}

/// Nothing, and the scanner gives up, where the text is none of a value's.
template <class Parse>
auto scan_parsed(JsonScanner& json, Parse parse) -> decltype(parse(std::string_view())) {
    auto parsed = parse(json.text());
    if (!parsed) json.give_up();
    return parsed;
}

Instant scan_instant(JsonScanner& json) {
    return scan_parsed(json, parse_instant).value_or(Instant(0));
}

template <class Word>
Word scan_word(JsonScanner& json) {
    const std::string_view text = json.text();
    const auto words = words_of<Word>();
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == text) return static_cast<Word>(i);
    json.give_up();
    return {};
}

Due scan_due(JsonScanner& json) {
    Due due{Instant(0), Instant(0)};
    json.object([&](std::string_view name) {
        if (name == "promise")
            due.promise = scan_instant(json);
        else if (name == "target")
            due.target = scan_instant(json);
        else
            json.give_up();
    });
    return due;
}

Dues scan_dues(JsonScanner& json) {
    Dues dues;
    json.object([&](std::string_view name) {
        for (const Step step : steps)
            if (word_of(step) == name) {
                dues[static_cast<std::size_t>(step)] = scan_due(json);
                return;
            }
        json.give_up();
    });
    return dues;
}

Routing scan_routing(JsonScanner& json) {
    Routing routing;
    json.object([&](std::string_view name) {
        if (name == "rule_set")
            routing.rule_set = json.text();
        else if (name == "priority")
            routing.priority = scan_word<Priority>(json);
        else if (name == "flags")
            routing.flags = scan_texts(json);
        else if (name == "notices")
            routing.notices = scan_texts(json);
        else if (name == "tasks")
            routing.tasks = scan_texts(json);
        else if (name == "countersignature")
            routing.countersignature = json.flag();
        else if (name == "dues")
            routing.dues = scan_dues(json);
        else if (name == "rule_set_hash")
            routing.rule_set_hash = json.text();
        else if (name == "owners")
            routing.owners = scan_texts(json);
        else if (name == "hints")
            routing.hints = scan_texts(json);
        else
            json.give_up();
    });
    return routing;
}

/// Facts as write_facts has them.
class FactScan {
  public:
    explicit FactScan(JsonScanner& json) : json_(json) {}

    std::shared_ptr<const FactSheet> scan() {
        json_.object([&](std::string_view group) {
            if (group == "lines")
                scan_lines();
            else if (json_.is_at_object())
                json_.object([&](std::string_view field) { scan_fact(group, field); });
            else
                scan_fact("", group);
        });
        return std::move(builder_).finish(FactSheetBuilder::Unset::missing);
    }

  private:
    void scan_fact(std::string_view group, std::string_view field) {
        const auto index = order_.find(group, field);
        if (!index) return json_.pass_over();  // it is declared no more
        builder_.set(*index, scan_value(*index));
    }

    void scan_lines() {
        builder_.has_lines();
        json_.array([&] {
            builder_.begin_line();
            json_.object([&](std::string_view field) {
                const auto index = order_.find("lines", field);
                if (!index) return json_.pass_over();
                builder_.set_in_line(*index, scan_value(*index));
            });
        });
    }

    Value scan_value(FactIndex index) {
        const Fact& fact = fact_table().facts()[index];
        if (fact.is_optional && json_.take_null()) return Value::absent();
        switch (fact.kind) {
            case FactKind::boolean: return Value::of(json_.flag());
            case FactKind::integer: return Value::of(json_.integer());
            case FactKind::fraction: return scan_fraction();
            case FactKind::text: return builder_.arena().string(json_.text());
            case FactKind::texts: return scan_list();
            case FactKind::date: return date_value(scan_parsed(json_, parse_date).value_or(Date::from_unix_days(0)));
            case FactKind::instant: return instant_value(scan_instant(json_));
            case FactKind::money: {
                const auto money = scan_parsed(json_, parse_money_with_currency);
                return money ? to_value(*money) : Value::absent();
            }
        }
        break_invariant("a fact is of one of the kinds", std::source_location::current());
    }

    Value scan_fraction() {
        const std::string_view digits = json_.number();
        double value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) json_.give_up();
        return Value::of(value);
    }

    Value scan_list() {
        items_.clear();
        json_.array([&] { items_.push_back(builder_.arena().string(json_.text())); });
        return builder_.arena().list(items_);
    }

    JsonScanner& json_;
    FactSheetBuilder builder_;
    FactOrder order_;
    std::vector<Value> items_;
};

std::shared_ptr<const RoutingRecord> scan_record(JsonScanner& json) {
    RoutingRecord record;
    json.object([&](std::string_view name) {
        if (name == "facts") {
            record.facts = FactScan(json).scan();
        } else if (name == "trace") {
            json.object([&](std::string_view part) {
                if (part != "steps") return json.give_up();  // failures are seldom, and their words have quotes
                auto steps_of_set = scan_parsed(json, parse_trace_steps);
                if (steps_of_set) record.trace.steps = *std::move(steps_of_set);
            });
        } else {
            json.give_up();
        }
    });
    return std::make_shared<const RoutingRecord>(std::move(record));
}

/// What an event says of a routing, as far as it does.
struct Scanned {
    bool routes_claims = false;  ///< by its type
    std::optional<ClaimId> claim;
    std::optional<Instant> at;
    std::optional<Routing> routing;
    std::shared_ptr<const RoutingRecord> record;
};

void scan_payload(JsonScanner& json, Scanned& scanned) {
    json.object([&](std::string_view name) {
        if (name == "claim") {
            if (const auto id = scan_parsed(json, parse_uuid)) scanned.claim = ClaimId(*id);
        } else if (name == "routing") {
            scanned.routing = scan_routing(json);
        } else if (name == "record") {
            scanned.record = scan_record(json);
        } else {
            json.pass_over();
        }
    });
}

Scanned scan(JsonScanner& json) {
    Scanned scanned;
    json.object([&](std::string_view name) {
        if (name == "type") {
            const std::string_view type = json.text();
            scanned.routes_claims = type == "claim-opened" || type == "statement-made";
        } else if (name == "schema") {
            if (json.integer() != event_schema_version) json.give_up();
        } else if (name == "at") {
            scanned.at = scan_instant(json);
        } else if (name == "payload" && scanned.routes_claims) {
            scan_payload(json, scanned);
        } else {
            json.pass_over();
        }
    });
    if (!json.is_at_end()) json.give_up();
    return scanned;
}

/// Keeps its hands off personal fields.
class NoSealer : public Sealer {
  public:
    std::string seal(std::string_view) override { return {}; }
    Personal open(std::string_view) override { return Personal::erased(); }
};

/// With care, and all of it.
Result<std::optional<RoutedEvent>, Finding> decode_whole(std::string_view bytes) {
    using Routed = std::optional<RoutedEvent>;
    NoSealer sealer;
    auto decoded = decode_event(bytes, sealer);
    if (!decoded) return Failure{decoded.error()};
    const Instant at = decoded->envelope.at;
    if (const auto* opened = std::get_if<ClaimOpened>(&decoded->event))
        return Routed({opened->claim, at, opened->routing, opened->record});
    const auto* made = std::get_if<StatementMade>(&decoded->event);
    if (!made || !made->routing) return Routed();
    return Routed({made->claim, at, *made->routing, made->record});
}

}  // namespace

Result<std::optional<RoutedEvent>, Finding> decode_routing(std::string_view bytes) {
    JsonScanner json(bytes);
    Scanned scanned = scan(json);
    if (json.has_given_up()) return decode_whole(bytes);
    if (!scanned.routing) return std::optional<RoutedEvent>();
    if (!scanned.claim || !scanned.at) return decode_whole(bytes);
    return std::optional<RoutedEvent>(
        {*scanned.claim, *scanned.at, *std::move(scanned.routing), std::move(scanned.record)});
}

}  // namespace makegood::codec
